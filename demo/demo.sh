#!/usr/bin/env bash
# Three recorded mornings, replayed: a baseline, then what the next mornings brought. No network is used.
# usage: demo.sh REGWATCH [OUTPUT DIRECTORY]
set -euo pipefail
regwatch=$1
here=$(cd "$(dirname "$0")" && pwd)
out=${2:-$(mktemp -d "${TMPDIR:-/tmp}/regwatch-demo.XXXXXX")}
mkdir -p "$out/mail"

cat >"$out/regwatch.toml" <<TOML
[storage]
database = "$out/regwatch.db"
archive  = "$out/archive"

[mail]
server = "file:$out/mail"       # writes the e-mails that would be sent
from   = "regwatch <regwatch@example.com>"
tls    = "off"

[[subscription]]
name    = "this terminal"
channel = "terminal"
health  = true
notices = true

[[subscription]]
name    = "morning digest"
channel = "mail"
to      = ["editor@example.com"]
health  = true
notices = true
when    = "daily 08:30 Asia/Shanghai"
TOML

morning() {
  printf '\n── %s ──────────────────────────────────────────────\n%s\n\n' "$2" "$3"
  "$regwatch" archive pack "$here/$1.tsv" -o "$out/$1.warc.gz" >/dev/null
  # Status 1 says that some source is not well, which is part of the story.
  "$regwatch" run --all --send --replay "$out/$1.warc.gz" --now "$2" \
    --config "$out/regwatch.toml" --sources "$here/sources.toml" || [ $? = 1 ]
}

morning morning-1 2026-09-16T00:45:00Z "The first morning: six columns are read and remembered. Nothing is told of what was there."
"$regwatch" items --config "$out/regwatch.toml" --sources "$here/sources.toml"
morning morning-2 2026-09-19T00:45:00Z "The second: a draft, two enforcement notices, a page that was quietly amended, a source that broke."
morning morning-3 2026-09-21T00:45:00Z "The third: a deadline that moved, a notice that was withdrawn, and the source that came back."

printf '\nThe e-mails that would have been sent, the database and the captures are in %s\n' "$out"
ls "$out/mail"
