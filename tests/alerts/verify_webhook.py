"""Verifies a webhook as a receiver does, by the specification and by nothing of ours.

Arguments: the secret, and a file with the head as it came; the body is in the file .body beside it.
Prints the event's type where a signature is right, and fails otherwise.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import sys
import time

secret, head = sys.argv[1], pathlib.Path(sys.argv[2])
body = head.with_suffix(".body").read_bytes()
fields = {}
for line in head.read_text().splitlines()[1:]:
    name, colon, value = line.partition(": ")
    if colon:
        fields[name.lower()] = value
key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
identifier, timestamp = fields["webhook-id"], fields["webhook-timestamp"]
assert "." not in identifier and abs(time.time() - int(timestamp)) < 300, (identifier, timestamp)
content = b".".join([identifier.encode(), timestamp.encode(), body])
expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
signatures = fields["webhook-signature"].split(" ")
assert "v1," + expected in signatures, (expected, signatures)
assert fields["content-type"] == "application/json"
print(json.loads(body)["type"])
