"""Reads one output by a reader that is not ours, and says where a stranger's text became more than text.

usage: check_hostile.py KIND FILE...
Prints one line for each fault, and `KIND: COUNT read` at the end: COUNT are the files, entries, rows or events.
"""

import csv
import email
import email.policy
import io
import json
import re
import sys
from pathlib import Path

# What no person is to be shown: controls, line and paragraph separators, what turns the direction, noncharacters.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
ACTIVE = {"script", "img", "iframe", "object", "embed", "form", "input", "svg", "base"}
PLAIN_MARKUP = re.compile(r"<at\b|<@|<!|@all|!\[|\]\((?!https?://)", re.I)


def shown(text, where):
    found = UNSHOWABLE.search(text)
    if found:
        fault(f"{where}: U+{ord(found[0]):04X} in {text[max(0, found.start() - 30):found.end() + 10]!r}")


def fault(what):
    print("FAULT", what)


def strings_of(value, path=""):
    """Without recursion: every string of a JSON value with its path, keys too."""
    waiting = [(path, value)]
    while waiting:
        at, each = waiting.pop()
        if isinstance(each, str):
            yield at, each
        elif isinstance(each, dict):
            waiting += [(f"{at}.{key}", inner) for key, inner in each.items()]
        elif isinstance(each, list):
            waiting += [(at, inner) for inner in each]


def once(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        fault(f"a key twice among {keys}")
    return dict(pairs)


def parse_json(text):
    return json.loads(text, object_pairs_hook=once)


def link(address, where):
    if not re.match(r"(https?://|mailto:)[\x21-\x7e]+$", address):
        fault(f"{where}: a link to {address!r}")


def check_html(text, where):
    import html5lib
    shown(text, where)
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parseFragment(text) if "<html" not in text else parser.parse(text)
    for position, code, _ in parser.errors:
        if code != "expected-doctype-but-got-start-tag":
            fault(f"{where}: {code} at {position}")
    for element in tree.iter():
        if element.tag in ACTIVE:
            fault(f"{where}: <{element.tag}>")
        for name, value in element.attrib.items():
            if name.lower().startswith("on"):
                fault(f"{where}: {name}={value!r}")
            if name in ("href", "src") and not re.match(r"#?[\w./-]+$", value):
                link(value, where)


def html(path):
    check_html(path.read_bytes().decode("utf-8"), path.name)
    return 1


def text(path):
    shown(path.read_bytes().decode("utf-8"), path.name)
    return 1


def mail(path):
    raw = path.read_bytes()
    if re.search(rb"(?<!\r)\n|\r(?!\n)|\0", raw.replace(b"\n", b"\r\n") if b"\r\n" not in raw else raw):
        fault("a bare line break or NUL")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if message.defects or max(map(len, raw.splitlines())) > 998:
        fault(f"{message.defects}, or a line above 998")
    for name, value in message.items():
        if value.defects:
            fault(f"{name}: {value.defects}")
        if message.get_all(name) != [value]:
            fault(f"{name} twice")
        shown(str(value), name)
    if "bcc" in (name.lower() for name in message.keys()) or not message["To"]:
        fault(f"fields {message.keys()}")
    plain, marked = message.iter_parts()
    shown(plain.get_content(), "text/plain")
    check_html(marked.get_content(), "text/html")
    return 1


def json_lines(path):
    raw = path.read_bytes()
    lines = raw.decode("utf-8").split("\n")
    if lines.pop() != "":
        fault("no line feed at the end")
    # A terminal may obey what a JSON reader takes for a character; other readers cut lines where this one does not.
    shown(raw.decode("utf-8"), path.name)
    if len(raw.decode("utf-8").splitlines()) != len(lines):
        fault("another reader finds other lines")
    return sum(1 for line in lines if isinstance(parse_json(line), dict))


def webhook(path):
    event = parse_json(path.read_bytes().decode("utf-8"))
    if not {"type", "timestamp", "data"} <= set(event) or path.stat().st_size > 100_000:
        fault(f"{list(event)}, {path.stat().st_size} bytes")
    shown(path.read_text("utf-8"), path.name)
    return 1


def slack(path):
    body = parse_json(path.read_bytes().decode("utf-8"))
    for where, each in strings_of(body):
        shown(each, where)
    for block in body["blocks"]:
        words = block["text"]["text"]
        if len(words) > (150 if block["type"] == "header" else 3000):
            fault(f"a {block['type']} of {len(words)} characters")
        for inside in re.findall(r"<([^>]*)>?", words) if block["type"] == "section" else []:
            link(inside.split("|")[0], "slack")
    return 1


def robot(path):
    body = parse_json(path.read_bytes().decode("utf-8"))
    for where, each in strings_of(body):
        shown(each, where)
        if where.endswith(".href"):
            link(each, where)
        elif where.endswith((".content", ".title")) or body["msgtype" if "msgtype" in body else "msg_type"] == "markdown":
            if PLAIN_MARKUP.search(each):
                fault(f"{where}: markup {PLAIN_MARKUP.search(each)[0]!r}")
        elif "<at" in each:
            fault(f"{where}: calls somebody")
    if path.stat().st_size > 20_000 or len(body.get("markdown", {}).get("content", "").encode()) > 4096:
        fault(f"{path.stat().st_size} bytes")
    return 1


def atom(path):
    import feedparser
    from lxml import etree
    raw = path.read_bytes()
    shown(raw.decode("utf-8"), path.name)
    etree.fromstring(raw)
    feed = feedparser.parse(raw, sanitize_html=False)
    if feed.bozo:
        fault(str(feed.bozo_exception))
    for entry in feed.entries:
        for each in entry.links:
            link(each.href, entry.id)
        for content in entry.get("content", []):
            check_html(content.value, entry.id)
    return len(feed.entries)


def json_feed(path):
    feed = parse_json(path.read_bytes().decode("utf-8"))
    for where, each in strings_of(feed):
        shown(each, where)
    for item in feed["items"]:
        check_html(item["content_html"], item["id"])
        for address in [item.get("url")] + [file["url"] for file in item.get("attachments", [])]:
            if address:
                link(address, item["id"])
    return len(feed["items"])


def opml(path):
    from lxml import etree
    shown(path.read_bytes().decode("utf-8"), path.name)
    outlines = etree.fromstring(path.read_bytes()).findall(".//outline[@xmlUrl]")
    for outline in outlines:
        link(outline.get("xmlUrl"), "opml")
    return len(outlines)


def calendar(path):
    import icalendar
    raw = path.read_bytes()
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw) or max(map(len, raw.split(b"\r\n"))) > 75:
        fault("a bare line break, or a line above 75 octets")
    shown(raw.decode("utf-8").replace("\r\n", ""), path.name)
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    for event in events:
        if set(event.keys()) - {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES",
                                "SEQUENCE", "STATUS", "TRANSP", "LAST-MODIFIED", "CREATED", "CLASS", "DURATION"}:
            fault(f"an event has {list(event.keys())}")
    return len(events)


def table(path):
    raw = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline=""), strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            fault(f"{len(row)} cells beside {len(rows[0])}")
        for cell in row:
            shown(cell, "a cell")
            if re.match(r"[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]", cell) and not re.match(r"-?[\d.]+$", cell):
                fault(f"a formula {cell[:40]!r}")
    return len(rows) - 1


def markdown(path):
    import subprocess
    raw = path.read_bytes().decode("utf-8")
    shown(raw, path.name)
    page = subprocess.run(["cmark", "--unsafe"], input=raw.encode(), capture_output=True, check=True).stdout
    check_html("<!DOCTYPE html><html><head><title>x</title></head><body>" + page.decode() + "</body></html>", path.name)
    return page.count(b"<h1>")


def word(path):
    import docx
    import zipfile
    from lxml import etree
    document = docx.Document(path)
    for paragraph in document.paragraphs:
        shown(paragraph.text, path.name)
    for relation in document.part.rels.values():
        if relation.is_external:
            link(relation.target_ref, path.name)
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            etree.fromstring(parts.read(name))
    return 1


if __name__ == "__main__":
    kind = sys.argv[1]
    print(f"{kind}: {sum(globals()[kind](Path(name)) for name in sys.argv[2:])} read")
