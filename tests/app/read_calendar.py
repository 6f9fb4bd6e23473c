"""Reads a calendar with a parser that is not ours, and holds its lines to RFC 5545.

usage: read_calendar.py FILE.ics
Prints `UID|SEQUENCE|STATUS|DAY|CHANGED|ALARMS|SUMMARY` for every event; ends with 1 on the first fault.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar


def check_lines(data):
    assert data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode()  # A character that was parted by a fold is none.
        assert all(byte >= 32 and byte != 127 for byte in line), line


def trigger_of(alarm):
    trigger = alarm["TRIGGER"].dt
    return f"{trigger.total_seconds() / 3600:g}h" if isinstance(trigger, timedelta) else f"{trigger:%Y%m%dT%H%M%SZ}"


def check_event(event):
    for name in ("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION"):
        assert name in event and not isinstance(event[name], list), f"{name}: once"
    begin, end = event["DTSTART"].dt, event["DTEND"].dt
    assert type(begin) is date and end - begin == timedelta(days=1), "an event is one whole day"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt >= event["CREATED"].dt
    assert event["TRANSP"] == "TRANSPARENT"
    alarms = [part for part in event.subcomponents if part.name == "VALARM"]
    assert len(alarms) == len(event.subcomponents)
    assert all(alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"] for alarm in alarms)
    return alarms


data = Path(sys.argv[1]).read_bytes()
check_lines(data)
calendar = Calendar.from_ical(data)
assert not calendar.errors and calendar["VERSION"] == "2.0" and calendar["PRODID"] and calendar["NAME"]
seen = set()
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    alarms = check_event(event)
    assert event["UID"] not in seen, event["UID"]
    seen.add(event["UID"])
    print(event["UID"], event["SEQUENCE"], event["STATUS"], event["DTSTART"].dt, f"{event['DTSTAMP'].dt:%Y%m%dT%H%M%SZ}",
          ",".join(map(trigger_of, alarms)), event["SUMMARY"], sep="|")
