"""Reads a newsletter with a reader that is not ours, and prints what it finds, one a line.

HTML: html5lib in strict mode, which ends at the first parse error. DOCX: python-docx.
"""

import sys

import docx
import html5lib


def read_html(path):
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(open(path, "rb"))
    for element in tree.iter():
        if element.tag in ("h1", "h2", "h3"):
            print(element.tag, "".join(element.itertext()))
        if element.tag in ("script", "img", "iframe", "form", "link"):
            print("ACTIVE", element.tag)
        if "href" in element.attrib:
            print("link", element.attrib["href"])


def read_docx(path):
    document = docx.Document(path)
    print("property", document.core_properties.title)
    for paragraph in document.paragraphs:
        print(paragraph.style.name, paragraph.text)
        numbered = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if numbered is not None:
            print("level", numbered.ilvl.val, "of list", numbered.numId.val)
    for relation in document.part.rels.values():
        if relation.is_external:
            print("link", relation.target_ref)


(read_docx if sys.argv[1].endswith(".docx") else read_html)(sys.argv[1])
