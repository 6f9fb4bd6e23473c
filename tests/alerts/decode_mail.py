"""Prints what a mail program makes of a message: header fields, then the text and the HTML part."""
import email
import email.policy
import sys

raw = open(sys.argv[1], "rb").read()
assert b"\n" not in raw.replace(b"\r\n", b""), "a bare line feed"
for line in raw.split(b"\r\n"):
    # An address cannot be folded; 998 is the limit of RFC 5322.
    one_word = b" " not in line.split(b": ", 1)[-1].strip()
    assert len(line) <= (998 if one_word else 78), line
message = email.message_from_bytes(raw, policy=email.policy.default)
assert not message.defects, message.defects
for name, value in message.items():
    assert not value.defects, (name, value.defects)
    print(f"{name}: {value}")
assert message.get_content_type() == "multipart/alternative"
text, html = message.iter_parts()
assert text.get_content_type() == "text/plain" and html.get_content_type() == "text/html"
print("== text")
print(text.get_content())
print("== html")
print(html.get_content())
