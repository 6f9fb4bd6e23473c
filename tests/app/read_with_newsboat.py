"""Serves a directory on loopback, lets newsboat fetch one file of it, and prints what came of it.

usage: read_with_newsboat.py DIRECTORY FILE CACHE PORT      (PORT 0: any)
Prints `port N`, `status N` for each request, and `item GUID TITLE` for what newsboat holds.
"""

import functools
import http.server
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

directory, file, cache, port = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
statuses = []


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_request(self, code="-", size="-"):
        statuses.append(int(code))

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer.allow_reuse_address = True
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=directory))
threading.Thread(target=server.serve_forever, daemon=True).start()
cache.mkdir(parents=True, exist_ok=True)
(cache / "urls").write_text(f"http://127.0.0.1:{server.server_port}/{file}\n")
(cache / "config").write_text("max-items 0\n")
subprocess.run(["newsboat", "-u", cache / "urls", "-c", cache / "cache.db", "-C", cache / "config", "-x", "reload"],
               check=True, timeout=60, env={"HOME": str(cache), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
server.shutdown()
print("port", server.server_port)
for status in statuses:
    print("status", status)
for guid, title in sqlite3.connect(cache / "cache.db").execute("SELECT guid, title FROM rss_item ORDER BY guid"):
    print("item", guid, title)
