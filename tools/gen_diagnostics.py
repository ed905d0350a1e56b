#!/usr/bin/env python3
"""Write what is made of tools/diagnostics.yaml: src/base/codes.h and docs/diagnostics.md.

  gen_diagnostics.py           write both
  gen_diagnostics.py --check   exit 1 where one of them would change
"""

import os
import sys
import textwrap

import yaml

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")

HEADER = """\
/* base/codes.h - the codes of diagnostics. Stable for ever, never reused.
 *
 * Written by tools/gen_diagnostics.py from tools/diagnostics.yaml; do not edit.
 * Ranges: 1xx files and YAML, 2xx notation, 3xx concepts and kinds, 4xx forms
 * and names against each other, 5xx compiled lexicons, 6xx records and files.
 */
#ifndef RN_BASE_CODES_H
#define RN_BASE_CODES_H

enum rn_code {
"""

PAGE = """\
# Diagnostics

<!-- Written by tools/gen_diagnostics.py from tools/diagnostics.yaml; do not edit. -->

What `renorm lexicon lint` says has a code, which never changes. Errors refuse a lexicon, for every
command; warnings and notes (`--verbose`) come from `lint` alone. Each code here has the smallest
example that draws it, and the same mended; both are layers on this lexicon:

"""


def registry():
    """(base, {code: entry}) of the one file."""
    with open(os.path.join(ROOT, "tools", "diagnostics.yaml"), encoding="utf-8") as stream:
        data = yaml.safe_load(stream)
    return data.pop("base"), data


def header(codes):
    """base/codes.h"""
    rows = []
    for code, entry in codes.items():
        rows += [f"    /* {line}" if not i else f"     * {line}" for i, line in enumerate(
            textwrap.wrap(entry["what"], 71))]
        rows[-1] += " */"
        rows.append(f"    {entry['name']} = {code},")
    return HEADER + "\n".join(rows).rstrip(",") + "\n};\n\n#endif\n"


def listing(files):
    """Files of a lexicon as one block."""
    return "```yaml\n" + "\n".join(f"# {path}\n{text.rstrip()}" for path, text in
                                   files.items()) + "\n```\n"


def page(base, codes):
    """docs/diagnostics.md"""
    out = [PAGE + listing(base)]
    for code, entry in codes.items():
        out.append(f"\n## RN-{code}\n\n**{entry['severity'].capitalize()}.** {entry['what']}\n\n"
                   f"**Mend:** {entry['mend']}\n")
        if "example" in entry:
            out.append("\n" + listing(entry["example"]) + "\nMended:\n\n" +
                       listing(entry["mended"]))
    return "".join(out)


def main():
    base, codes = registry()
    stale = False
    for path, text in (("src/base/codes.h", header(codes)),
                       ("docs/diagnostics.md", page(base, codes))):
        full = os.path.join(ROOT, path)
        old = None
        if os.path.exists(full):
            with open(full, encoding="utf-8") as stream:
                old = stream.read()
        if old == text:
            continue
        stale = True
        if "--check" in sys.argv:
            print(f"{path} is not what tools/gen_diagnostics.py writes")
            continue
        with open(full, "w", encoding="utf-8") as stream:
            stream.write(text)
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
