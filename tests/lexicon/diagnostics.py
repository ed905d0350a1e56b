#!/usr/bin/env python3
"""Every diagnostic code that is registered is drawn by an example, and mended as it says.

  diagnostics.py --renorm PROGRAM

tools/diagnostics.yaml is the register: the header and the page made of it are fresh, the source
reports no code that it does not hold, each example draws its code with its severity, with a file, a
line and a hint, and its mended form draws none.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
sys.path.insert(0, os.path.join(ROOT, "tools"))
from gen_diagnostics import registry  # pylint: disable=wrong-import-position
from tap import Tap  # pylint: disable=wrong-import-position

REPORTS = re.compile(r"\b(?:rn_report|rn_fail|rn_load_error|rn_check_error|form_error|warn)\("
                     r"[^;]*?;", re.DOTALL)


def sources():
    """(path, text) of every source file."""
    for folder, _, names in os.walk(os.path.join(ROOT, "src")):
        for name in names:
            if name.endswith((".c", ".h")):
                with open(os.path.join(folder, name), encoding="utf-8") as stream:
                    yield os.path.relpath(stream.name, ROOT), stream.read()


def check_source(tap, codes):
    """Codes are written by their registered names alone, and each is reported somewhere."""
    names = {entry["name"] for entry in codes.values()}
    used, bare = set(), []
    for path, text in sources():
        if path.endswith("base/codes.h"):
            continue
        used |= set(re.findall(r"\bRN_E_\w+", text))
        bare += [f"{path}: {call.split(chr(10))[0]}" for call in REPORTS.findall(text)
                 if re.search(r",\s*[1-6]\d\d\s*,", call)]
    tap.ok(used == names, "the source reports the registered codes", sorted(used ^ names))
    tap.ok(not bare, "and none by its number", "\n".join(bare))


def lint(program, place, layers):
    """What lint says of layers of files: (exit code, findings)."""
    paths = []
    for number, files in enumerate(layers):
        paths.append(os.path.join(place, str(number)))
        for name, text in files.items():
            path = os.path.join(paths[-1], name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(text)
    done = subprocess.run([program, "lexicon", "lint", "--no-default-lexicon", "-v", "--format",
                           "json", *paths], stdout=subprocess.PIPE, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def check_example(tap, program, base, code, entry):
    """The example draws the code, the mended one does not."""
    with tempfile.TemporaryDirectory(prefix="renorm-diagnostics-") as place:
        ends, said = lint(program, place, [base, entry["example"]])
    mine = [f for f in said if f["code"] == f"RN-{code}" and f["severity"] == entry["severity"]]
    tap.ok(mine and ends == (2 if entry["severity"] == "error" else 0),
           f"RN-{code} is drawn by its example", said)
    tap.ok(all(f["file"] and f["line"] and (f["hint"] or f["severity"] == "note") for f in mine),
           f"RN-{code} has a file, a line and a hint", mine)
    with tempfile.TemporaryDirectory(prefix="renorm-diagnostics-") as place:
        ends, said = lint(program, place, [base, entry["mended"]])
    rest = [f for f in said if f["severity"] != "note" or f["code"] == f"RN-{code}"]
    tap.ok(ends == 0 and not rest, f"RN-{code} is mended", rest)


def check_elsewhere(tap, code, entry):
    """What no small lexicon shows is asked by another test."""
    path, text = os.path.join(ROOT, entry["test"]), ""
    if os.path.isdir(path):
        path = os.path.join(path, "stderr")
    if os.path.exists(path):
        with open(path, encoding="utf-8", errors="replace") as stream:
            text = stream.read()
    tap.ok(f"RN-{code}" in text or entry["name"] in text, f"RN-{code} is asked by {entry['test']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    args = parser.parse_args()
    base, codes = registry()
    tap = Tap()
    done = subprocess.run([sys.executable, os.path.join(ROOT, "tools", "gen_diagnostics.py"),
                           "--check"], stdout=subprocess.PIPE, check=False)
    tap.ok(done.returncode == 0, "what is made of the register is fresh", done.stdout.decode())
    tap.ok(len({entry["name"] for entry in codes.values()}) == len(codes) > 30,
           "codes have names of their own", len(codes))
    check_source(tap, codes)
    with tempfile.TemporaryDirectory(prefix="renorm-diagnostics-") as place:
        said = lint(args.renorm, place, [base])
    tap.ok(said == (0, []), "the lexicon below the examples is clean", said)
    for code, entry in codes.items():
        if "example" in entry:
            check_example(tap, args.renorm, base, code, entry)
        else:
            check_elsewhere(tap, code, entry)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
