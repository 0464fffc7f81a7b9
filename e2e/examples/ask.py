"""A test of a bot in Python, against LINE in a box at the address that is named: python3 ask.py http://localhost:8090"""

import json
import sys
import urllib.request
from urllib.parse import quote

BOX = sys.argv[1] + "/simulator/v1"


def box(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(BOX + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def does(name, deed, **body):
    """Lets a resident act, waits for the bot, and returns what the person reads."""
    act = box("POST", f"/residents/{quote(name)}/{deed}", body)
    messages = box("GET", f"/residents/{quote(name)}/messages?after={act['seq']}&wait=10s")["messages"]
    return [line for message in messages for line in message["read"]]


box("POST", "/reset", {})
assert "สวัสดี สมศรี ใจดี" in does("somsri", "follow")
assert "คิวที่ 12" in does("somsri", "text", text="การ์ด")
assert "queue=12" in does("somsri", "press", label="มาแล้ว")

before = box("GET", "/state")["now"]
after = box("POST", "/clock", {"advance": "2h"})["now"]
assert after > before

box("POST", "/faults", {"endpoint": "reply", "kind": "500", "count": 1})
box("POST", "/residents/somsri/text", {"text": "ยังอยู่ไหม"})
while not any(call["status"] == 500 for call in box("GET", "/requests")):
    pass
print("ok")
