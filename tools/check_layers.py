#!/usr/bin/env python3
"""Check that each room includes only what the table in docs/STYLE.md allows it.

  check_layers.py [ROOT]

Prints TAP: one test point a room, with the lines that break the table.
"""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests"))
from tap import Tap  # pylint: disable=wrong-import-position

LIBRARIES = {"utf8proc": r"utf8proc\.h", "icu": r"unicode/.*", "libyaml": r"yaml\.h"}
NOWHERE = ("ctype.h", "wctype.h", "locale.h", "alloca.h")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]')
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|([^|]*)\|$")


def read_table(path):
    """{room: (rooms it may include, libraries)}."""
    with open(path, encoding="utf-8") as stream:
        rows = [ROW.match(line.rstrip("\n")) for line in stream]
    return {r.group(1): ({w for w in re.split(r"[,\s]+", r.group(2)) if w},
                         {w for w in re.split(r"[,\s]+", r.group(3)) if w})
            for r in rows if r}


def check_include(table, room, name, bracket, target):
    """What is wrong with one include, or None."""
    rooms, libraries = table[room]
    if bracket == "<":
        if target in NOWHERE:
            return "is used nowhere in this project"
        for library, headers in LIBRARIES.items():
            if re.fullmatch(headers, target):
                if library not in libraries:
                    return f"{room} may not use {library}"
                if library == "icu" and not name.startswith("gen_"):
                    return "ICU belongs to generators, gen_*.c"
        return None
    if re.fullmatch(r"renorm/\w+\.h", target):
        return None
    first = target.split("/")[0]
    if "/" not in target:
        # A table that the build or a generator makes, beside its only user.
        return None if target.endswith(".inc") else "a header is included by its path"
    if first != room and first not in rooms:
        return f"{room} may not include {first}"
    return None


def check_room(root, table, room):
    """(number of files, complaints) of one room."""
    complaints, files = [], 0
    for folder, _, names in sorted(os.walk(os.path.join(root, "src", room))):
        for name in sorted(n for n in names if n.endswith((".c", ".h", ".inc"))):
            files += 1
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as stream:
                for number, line in enumerate(stream, 1):
                    found = INCLUDE.match(line)
                    wrong = found and check_include(table, room, name, *found.groups())
                    if wrong:
                        shown = os.path.relpath(path, root)
                        complaints.append(f"{shown}:{number}: {line.strip()}: {wrong}")
    return files, complaints


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..")
    table = read_table(os.path.join(root, "docs", "STYLE.md"))
    tap = Tap()
    there = {e.name for e in os.scandir(os.path.join(root, "src")) if e.is_dir()} - {"include"}
    tap.ok(there <= set(table), "every room stands in the table", sorted(there - set(table)))
    for room, (rooms, _) in table.items():
        tap.ok(rooms <= set(table), f"the row of {room} names rooms", sorted(rooms - set(table)))
        files, complaints = check_room(root, table, room)
        if files:
            tap.ok(not complaints, f"{room} includes what it may", "\n".join(complaints))
    public = [INCLUDE.match(line) for name in os.listdir(os.path.join(root, "src/include/renorm"))
              for line in open(os.path.join(root, "src/include/renorm", name), encoding="utf-8")]
    private = [m.group(2) for m in public if m and m.group(1) == '"'
               and not m.group(2).startswith("renorm/")]
    tap.ok(not private, "public headers include public headers only", private)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
