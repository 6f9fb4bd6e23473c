"""Reads a published directory as a feed reader does that misses nothing.

usage: check_feeds.py DIRECTORY ADDRESS [schema.rng]
Prints `NAME DOCUMENTS ITEMS` for every feed, then `ID UPDATED` for its items; ends with 1 on the first fault.
"""

import json
import subprocess
import sys
from pathlib import Path

import feedparser

JSON_KEYS = {"version", "title", "home_page_url", "feed_url", "description", "next_url", "language", "items"}
ITEM_KEYS = {"id", "url", "title", "content_html", "date_published", "date_modified", "authors", "tags", "attachments"}


def local(address):
    assert address.startswith(base), f"{address} leads out of {base}"
    return root / address[len(base):]


def links_of(feed):
    return {link["rel"]: link["href"] for link in feed.links}


def check_entry(entry):
    assert entry.id.startswith("tag:"), entry.id
    assert entry.updated_parsed >= entry.published_parsed, f"{entry.id}: updated before it was published"
    assert entry.title and entry.author, entry.id


def walk_atom(name):
    """Every document from the newest back; the newest state of an item counts (RFC 5005, section 4)."""
    address, newer, found, documents = base + name, None, {}, 0
    while address:
        data = local(address).read_bytes()
        parsed = feedparser.parse(data)
        assert not parsed.bozo, f"{address}: {parsed.get('bozo_exception')}"
        links = links_of(parsed.feed)
        assert links["self"] == address, f"{address} calls itself {links['self']}"
        if documents:
            assert links["current"] == base + name, f"{address}: current is {links.get('current')}"
            assert b"<fh:archive/>" in data, f"{address} is no archive document"
        if documents > 1:
            assert links.get("next-archive") == newer, f"{address}: next-archive is not {newer}"
        ids = [entry.id for entry in parsed.entries]
        assert len(ids) == len(set(ids)), f"{address} has an id twice"
        for entry in parsed.entries:
            check_entry(entry)
            found[entry.id] = max(found.get(entry.id, ""), entry.updated)
        documents, newer, address = documents + 1, address, links.get("prev-archive")
    return found, documents


def walk_json(name):
    address, found = base + name, set()
    while address:
        feed = json.loads(local(address).read_bytes())
        assert set(feed) <= JSON_KEYS and feed["version"] == "https://jsonfeed.org/version/1.1", address
        assert feed["feed_url"] == address and isinstance(feed["title"], str), address
        for item in feed["items"]:
            assert set(item) <= ITEM_KEYS and isinstance(item["id"], str) and item["content_html"], item
            assert all(author["name"] for author in item["authors"]), item["id"]
            assert all(file["url"] and file["mime_type"] for file in item.get("attachments", [])), item["id"]
        found |= {item["id"] for item in feed["items"]}
        address = feed.get("next_url")
    return found


root, base = Path(sys.argv[1]), sys.argv[2]
feeds = sorted(path.relative_to(root).as_posix() for folder in ("feeds", "sources") for path in (root / folder).glob("*.atom"))
for feed in feeds:
    items, count = walk_atom(feed)
    assert walk_json(feed[:-len("atom")] + "json") == set(items), f"{feed}: JSON and Atom differ"
    print(feed, count, len(items))
    for identity, updated in sorted(items.items()):
        print(identity, updated)
if len(sys.argv) > 3:
    documents = [str(path) for path in root.rglob("*.atom")]
    subprocess.run(["xmllint", "--noout", "--relaxng", sys.argv[3], *documents], check=True, stderr=subprocess.DEVNULL)
