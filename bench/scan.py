#!/usr/bin/env python3
"""Measures whole processes on a corpus of 300 list pages and 700 articles: a first scan and an unchanged one.

usage: bench/scan.py REGWATCH [--corpus ../shared/bench] [--work DIR] [--rounds 5] [--peer]

The corpus and its peers are described in CORPUS/README.md. nginx serves it on 127.0.0.1:8080, pinned to core 1; the
client runs on core 0. Prints the median CPU time (user and system), peak memory and wall time, and with --peer the
same of Scrapy and the ratios. nginx and python3-scrapy are Debian's.
"""
import argparse
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

ROWS = {  # The four list styles of the corpus, by site number modulo 4.
    0: ("ul.list-ul > li", "a@title", "a@href", "span.date"),
    1: ("table.tab tr", "a@title", "a@href", "span.hui12"),
    2: ("div.news_list > dl", "dt > a", "dt > a@href", "dd.sj"),
    3: ("ul.pubList > li", "h3 > a", "h3 > a@href", "b.time"),
}


def write_sources(lists, path):
    out = []
    for line in lists.read_text().split():
        site, column = line.strip("/").split("/")[:2]
        item, title, link, date = ROWS[int(site[1:]) % 4]
        out.append(f'[[source]]\nid = "{site}-{column}"\nauthority = "{site.upper()}"\nname = "{column}"\n'
                   f'url = "http://127.0.0.1:8080{line}"\nparser = "html_list"\nitem = "{item}"\ntitle = "{title}"\n'
                   f'link = "{link}"\ndate = "{date}"\n')
    path.write_text("\n".join(out))


def measure(command, cwd):
    begun = time.monotonic()
    process = subprocess.Popen(["taskset", "-c", "0", *command], cwd=cwd, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    return {"cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024, "wall": time.monotonic() - begun,
            "status": os.waitstatus_to_exitcode(status), "output": output}


def show(name, runs):
    median = {key: statistics.median(run[key] for run in runs) for key in ("cpu", "peak", "wall")}
    print(f"{name:<26} CPU {median['cpu']:7.3f} s   peak {median['peak']:6.1f} MB   wall {median['wall']:6.2f} s", flush=True)
    return median


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("regwatch")
    parser.add_argument("--corpus", default=str(here.parent / "shared" / "bench"))
    parser.add_argument("--work", default="/tmp/regwatch-bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", action="store_true", help="Scrapy too")
    options = parser.parse_args()
    corpus, work = pathlib.Path(options.corpus), pathlib.Path(options.work)
    if not corpus.exists():
        print(f"skipped: there is no corpus at {corpus}")
        return 0
    program = str(pathlib.Path(options.regwatch).resolve())
    work.mkdir(parents=True, exist_ok=True)
    (work / "out").mkdir(exist_ok=True)
    if not (work / "www" / "lists.txt").exists():
        subprocess.run([sys.executable, str(corpus / "gen_corpus.py"), str(work / "www")], check=True, stdout=subprocess.DEVNULL)
    (work / "nginx.conf").write_text((corpus / "nginx.conf").read_text().replace("@BENCH@", str(work)))
    write_sources(work / "www" / "lists.txt", work / "sources.toml")
    (work / "regwatch.toml").write_text('[network]\npause = "0ms"\nper_host = 64\nmax_concurrent = 64\nrobots = false\n'
                                        '[[subscription]]\nname = "log"\nchannel = "log"\n'
                                        f'path = "{work}/alerts.jsonl"\n')
    subprocess.run(["taskset", "-c", "1", "nginx", "-c", str(work / "nginx.conf")], check=True)
    try:
        regwatch(program, work, options.rounds, corpus if options.peer else None)
    finally:
        subprocess.run(["nginx", "-c", str(work / "nginx.conf"), "-s", "stop"], check=False)
    return 0


def regwatch(program, work, rounds, corpus):
    common = ["run", "--all", "--config", str(work / "regwatch.toml"), "--sources", str(work / "sources.toml"),
              "--db", str(work / "state" / "regwatch.db"), "--archive", str(work / "state" / "archive"), "--json"]
    first, again, peer_first, peer_again = [], [], [], []
    for _ in range(rounds):
        shutil.rmtree(work / "state", ignore_errors=True)
        (work / "alerts.jsonl").unlink(missing_ok=True)
        first.append(measure([program, *common, "--baseline-days", "4000", "--now", "2026-11-21T00:00:00Z"], work))
        again.append(measure([program, *common, "--now", "2026-11-22T00:00:00Z"], work))
        if corpus:
            (work / "sc.db").unlink(missing_ok=True)
            spider = ["scrapy", "runspider", str(corpus / "peers" / "spider_e2e.py"), "-a", f"www={work}/www", "-a",
                      "base=http://127.0.0.1:8080", "-a", f"db={work}/sc.db", "-a"]
            peer_first.append(measure([*spider, "mode=scan"], work))
            peer_again.append(measure([*spider, "mode=recheck"], work))
    a, b = show("regwatch first scan", first), show("regwatch unchanged", again)
    if corpus:
        c, d = show("scrapy first scan", peer_first), show("scrapy unchanged", peer_again)
        print(f"ratio: first scan 1/{c['cpu'] / a['cpu']:.1f} of scrapy's CPU, unchanged 1/{d['cpu'] / b['cpu']:.1f}")


if __name__ == "__main__":
    sys.exit(main())
