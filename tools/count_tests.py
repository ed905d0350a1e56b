#!/usr/bin/env python3
"""Count the tests in meson's logs and print `N passed, N failed`.

  count_tests.py TESTLOG.json...

A program that speaks TAP counts as many tests as it reports, any other as one. Exits with 1 when
a test failed or none was run.
"""

import json
import re
import sys

TAP = re.compile(r"^(not )?ok\b[^#\n]*(#\s*(skip|todo))?", re.IGNORECASE | re.MULTILINE)
PLAN = re.compile(r"^1\.\.(\d+)", re.MULTILINE)


def count(record):
    """(passed, failed, skipped) of one program."""
    passed = failed = skipped = 0
    text = record.get("stdout") or ""
    for bad, note, word in TAP.findall(text):
        if note and word.lower() == "skip":
            skipped += 1
        elif bad:
            failed += 1
        else:
            passed += 1
    good = record["result"] in ("OK", "EXPECTEDFAIL", "SKIP")
    if not PLAN.search(text):
        passed, failed, skipped = 0, 0, 0
        if record["result"] == "SKIP":
            skipped = 1
        elif good:
            passed = 1
    if not good and not failed:
        failed = 1
    return passed, failed, skipped


def main():
    total = [0, 0, 0]
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                record = json.loads(line)
                counts = count(record)
                if counts[1]:
                    print(f"failed: {record['name']} ({path})")
                total = [a + b for a, b in zip(total, counts)]
    passed, failed, skipped = total
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
