"""Lets khal take a calendar over what it holds, and prints what it shows then.

usage: read_with_khal.py FILE.ics STATE FROM      (STATE: khal's own directory, kept from call to call)
Prints `DAY|UID|CANCELLED or nothing|TITLE` for the events of four months.
"""

import os
import subprocess
import sys
from pathlib import Path

calendar, state, begin = sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3]
(state / "watched").mkdir(parents=True, exist_ok=True)
formats = "\n".join(f"{name} = %Y-%m-%d" for name in ("dateformat", "longdateformat"))
times = "\n".join(f"{name} = %Y-%m-%d %H:%M" for name in ("datetimeformat", "longdatetimeformat"))
config = state / "khal.conf"
config.write_text(f"""[calendars]
[[watched]]
path = {state}/watched
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
{formats}
{times}
[sqlite]
path = {state}/khal.db
""")


def khal(*arguments):
    command = ["khal", "-c", str(config), *arguments]
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=True)
    return done.stdout


khal("import", "--batch", "-a", "watched", calendar)
for line in khal("list", "--format", "{start-date}|{uid}|{cancelled}|{title}", "--day-format", "", begin, "120d").splitlines():
    print("|".join(part.strip() for part in line.split("|")))
