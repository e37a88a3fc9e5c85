#!/usr/bin/env python3
"""How long a key takes until its frame is on the terminal: p50 and p99 over a large store.

usage: benches/keys.py [--members N] [--keys N] [--size COLSxROWS] [BINARY]

Makes a store from a generated member table in a temporary folder, opens the explorer in a
pseudo-terminal, scrolls, and measures from the write of a key to the last byte that answers it.
"""

import argparse
import fcntl
import json
import os
import pty
import random
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

CITIES = ["杭州", "宁波", "上海", "南京", "苏州", "成都", "北京", "广州"]
NAMES = ["小满", "果爸", "云朵", "松果", "陆远", "严禾", "团团", "山羊"]
# A frame is over when the program has been quiet for this long.
QUIET = 0.025


def member_table(path, members):
    draw = random.Random(7)
    with open(path, "w", encoding="utf-8") as table:
        table.write("会员ID,昵称,性别,城市,会员等级,入会时间\n")
        for number in range(members):
            city, name = draw.choice(CITIES), draw.choice(NAMES)
            gender, level = draw.choice(["男", "女", ""]), draw.choice(["普通", "银卡", "金卡"])
            day = f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            table.write(f"u{number:07},{city}-{name}{number},{gender},{city},{level},{day}\n")


def open_explorer(binary, store, columns, rows):
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="zh_CN.UTF-8")
        os.execv(binary, [binary, "--db", store, "--lang", "zh"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return child, terminal


def drain(terminal, patience):
    """Reads until quiet; answers with the time of the last byte and how many came."""
    last, count, wait = None, 0, patience
    while select.select([terminal], [], [], wait)[0]:
        try:
            chunk = os.read(terminal, 1 << 20)
        except OSError:
            # Linux says so when the program at the other end is gone.
            break
        last, wait = time.perf_counter(), QUIET
        count += len(chunk)
    return last, count


def seconds(child):
    """CPU time that the program has taken."""
    with open(f"/proc/{child}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def await_idle(child, terminal):
    """Waits until the program works on nothing: it reads ahead once its first rows are shown."""
    before, quiet = seconds(child), 0
    while quiet < 5:
        drain(terminal, 0.2)
        now = seconds(child)
        quiet = quiet + 1 if now == before else 0
        before = now


def measure(terminal, key, times):
    spans, missing = [], 0
    for _ in range(times):
        start = time.perf_counter()
        os.write(terminal, key)
        last, _ = drain(terminal, 1.0)
        if last is None:
            missing += 1
        else:
            spans.append((last - start) * 1000)
    return sorted(spans), missing


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default="target/release/qunxiang")
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--size", default="200x60")
    parser.add_argument("--store", help="a store to measure, instead of a generated one")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    binary = os.path.abspath(options.binary)
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or os.path.join(folder, "store.db")
        if not options.store:
            table = os.path.join(folder, "members.csv")
            member_table(table, options.members)
            subprocess.run([binary, "--db", store, "-q", "import", table], check=True, stdout=sys.stderr)
        child, terminal = open_explorer(binary, store, columns, rows)
        start = time.perf_counter()
        drawn, _ = drain(terminal, 60.0)
        # The first window may arrive after the frame that says it is being read.
        again, _ = drain(terminal, 3.0)
        report = {"members": options.members, "size": options.size, "start_ms": round(((again or drawn) - start) * 1000)}
        for name, key in [("row", b"\x1b[B"), ("page", b"\x1b[6~"), ("screen", b"\t")]:
            await_idle(child, terminal)
            spans, missing = measure(terminal, key, options.keys if name != "screen" else 21)
            at = lambda share: round(spans[min(int(len(spans) * share), len(spans) - 1)], 2)
            report[name] = {"n": len(spans), "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1), "missing": missing}
        os.write(terminal, b"q")
        drain(terminal, 2.0)
        os.waitpid(child, 0)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
