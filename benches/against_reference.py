#!/usr/bin/env python3
"""Import and full build beside a reference script, on the same file, in the same run.

    cargo build --release
    python3 benches/against_reference.py EXPORT REFERENCE [ARGUMENT …]

EXPORT is a chat export of generated messages; REFERENCE is the script an analyst would write
instead, called as `python3 REFERENCE EXPORT OUT ARGUMENT …`. Prints CPU seconds (user + system),
wall seconds and peak memory of each, then those of importing the same file once more.
"""
import os
import resource
import subprocess
import sys
import tempfile
import time

BINARY = os.path.join(os.path.dirname(__file__), "..", "target", "release", "qunxiang")


def measure(title, command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with open(os.devnull, "w") as quiet:
        process = subprocess.Popen(command, stdout=quiet)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{title} failed: {command}")
    cpu = usage.ru_utime + usage.ru_stime
    wall = time.monotonic() - start
    print(f"{title:<34} {cpu:8.2f} CPU s {wall:8.2f} s {usage.ru_maxrss / 1024:8.0f} MB", flush=True)
    return cpu


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    export, reference, arguments = sys.argv[1], sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "store.db")
        imported = [BINARY, "--db", store, "-q", "import", export]
        first = measure("qunxiang import + build", imported)
        again = measure("qunxiang import of the same file", imported)
        script = [sys.executable, reference, export, os.path.join(folder, "reference.db"), *arguments]
        other = measure("reference", script)
    print(f"first import: 1/{other / first:.1f} of the reference's CPU time")
    print(f"second import: {100 * again / first:.1f} % of the first")


if __name__ == "__main__":
    main()
