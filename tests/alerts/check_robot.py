"""Takes a message as the robots of Feishu, DingTalk and WeCom do by their documentation, and by
nothing of ours: its signature, its size, its form. Prints what the group would be shown.

Arguments: the robot, its secret ("" for none), a file with the head as it came; the body is in the
file .body beside it. Fails where the robot would not take it.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import re
import sys
import time
import urllib.parse

robot, secret, head = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
raw = head.with_suffix(".body").read_bytes()
body = json.loads(raw.decode("utf-8"))
request = head.read_text().splitlines()[0].split(" ")
assert request[0] == "POST"
assert re.search("(?im)^content-type: application/json; charset=utf-8$", head.read_text())
query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(request[1]).query, strict_parsing=True))


def signature(key, text):
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


if robot == "feishu":
    assert len(raw) <= 20 * 1024, len(raw)
    if secret:
        # The documentation's sample: the key is the string to sign, and the message is empty.
        assert abs(time.time() - int(body["timestamp"])) < 3600
        assert body["sign"] == signature(body["timestamp"] + "\n" + secret, ""), body["sign"]
    assert body["msg_type"] == "post"
    post = body["content"]["post"]["zh_cn"]
    print(post["title"])
    for paragraph in post["content"]:
        assert paragraph
        for element in paragraph:
            assert element["tag"] in ("text", "a") and element["text"]
            assert not re.search("<at", element["text"])
        print("".join(
            e["text"] + (" <" + e["href"] + ">" if e["tag"] == "a" else "") for e in paragraph))
elif robot == "dingtalk":
    assert len(raw) <= 20_000, len(raw)
    assert query["access_token"]
    if secret:
        stamp = query["timestamp"]
        assert abs(time.time() * 1000 - int(stamp)) < 3_600_000, stamp
        assert query["sign"] == signature(secret, stamp + "\n" + secret), query["sign"]
    assert body["msgtype"] == "markdown" and body["at"] == {"isAtAll": False}
    assert body["markdown"]["title"]
    print(body["markdown"]["text"])
else:
    assert robot == "wecom" and query["key"] and body["msgtype"] == "markdown"
    assert len(body["markdown"]["content"].encode()) <= 4096
    print(body["markdown"]["content"])
