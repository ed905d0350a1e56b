#!/usr/bin/env python3
"""Check the papers: no loose ends, no paths of somebody's machine, documents that keep up.

  check_papers.py ROOT VERSION [RENORM]     RENORM is the program, for its --help
"""

import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests"))
from tap import Tap  # pylint: disable=wrong-import-position

LINES_MAX = 900
# Spelled in two halves, for this file is read too.
# In quotation marks three X are thirty.
LOOSE = re.compile(r'(?<!")\b(' + "|".join(["TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK"]) + r")\b")
MACHINE = re.compile("/(" + "|".join(["wo" "rk", "fa" "rm", "ro" "ot", "ho" "me"]) + r")/\w")
SKIP = re.compile(r"(^|/)(\.git|build[^/]*|__pycache__)(/|$)")


def files(root):
    """Every file of the project, as relative paths."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(d for d in folders
                            if not SKIP.search(os.path.relpath(os.path.join(folder, d), root)))
        for name in sorted(names):
            yield os.path.relpath(os.path.join(folder, name), root)


def read(root, path):
    """A file's text; bytes that are no UTF-8 do not matter here."""
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as stream:
        return stream.read()


def grep(texts, pattern):
    """path:line of every hit."""
    return "\n".join(f"{path}:{number}: {line.strip()[:100]}" for path, text in texts.items()
                     for number, line in enumerate(text.split("\n"), 1) if pattern.search(line))


def check_help(tap, texts, program):
    """The man page and --help name the same options."""
    run = subprocess.run([program, "--help"], stdout=subprocess.PIPE, check=False)
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", run.stdout.decode()))
    tap.ok(run.returncode == 0 and len(told) > 5, "--help tells the options", told)
    page = texts.get("docs/renorm.1")
    if page is None:
        tap.skip("the man page names every option", "there is no docs/renorm.1")
        return
    page = page.replace("\\-", "-")
    missing = sorted(o for o in told if not re.search(re.escape(o) + r"(?![\w-])", page))
    tap.ok(not missing, "the man page names every option", missing)


def check_layer(tap, texts, program):
    """The layer in the examples of renorm-lexicon(5) is without fault, and its examples hold."""
    block = re.search(r"^\.Sh EXAMPLES\n.*?^\.Bd .*?\n(.*?)^\.Ed", texts["docs/renorm-lexicon.5"],
                      re.MULTILINE | re.DOTALL).group(1)
    with tempfile.TemporaryDirectory(prefix="renorm-papers-") as place:
        for part in re.split(r"^# (?=mine/)", block, flags=re.MULTILINE)[1:]:
            name, text = part.split("\n", 1)
            os.makedirs(os.path.join(place, os.path.dirname(name)), exist_ok=True)
            with open(os.path.join(place, name), "w", encoding="utf-8") as stream:
                stream.write(text)
        for words in (["lint", "--strict"], ["test", "--layers-only"]):
            run = subprocess.run([program, "lexicon", *words, "mine"], stdout=subprocess.PIPE,
                                 cwd=place, check=False)
            tap.ok(run.returncode == 0, f"lexicon {words[0]} of the layer in renorm-lexicon.5",
                   run.stdout.decode())


def main():
    root, version = sys.argv[1], sys.argv[2]
    tap = Tap()
    paths = list(files(root))
    texts = {p: read(root, p) for p in paths}
    tap.ok(not grep(texts, LOOSE), "nothing is left open", grep(texts, LOOSE))
    tap.ok(not grep(texts, MACHINE), "no path of anybody's machine", grep(texts, MACHINE))
    long = [f"{p}: {t.count(chr(10))} lines" for p, t in texts.items()
            if p.startswith(("src/", "tests/", "tools/")) and p.endswith((".c", ".h", ".py"))
            and t.count("\n") >= LINES_MAX]
    tap.ok(not long, f"no source file has {LINES_MAX} lines", "\n".join(long))
    ends = [p for p, t in texts.items() if p.endswith((".c", ".h", ".py", ".md", ".build", ".yaml"))
            and t and (not t.endswith("\n") or t.endswith("\n\n"))]
    tap.ok(not ends, "source files end with one line end", ends)
    tap.ok(re.search(rf"^## \[?{re.escape(version)}\b", texts["CHANGELOG.md"], re.MULTILINE),
           "CHANGELOG.md names this version", version)
    for command in ("tools/demo", "tools/test"):
        tap.ok(command in texts["README.md"] and os.access(os.path.join(root, command), os.X_OK),
               f"README.md names {command}, which runs")
    for paper in ("LICENSE", "NOTICE", "CONTRIBUTING.md", "docs/DESIGN.md", "lexicons/README.md"):
        tap.ok(texts.get(paper, "").strip(), f"there is a {paper}")
    links = [f"{p}: {target}" for p, t in texts.items() if p.endswith(".md")
             for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", t)
             if not os.path.exists(os.path.join(root, os.path.dirname(p), target))]
    tap.ok(not links, "links between the papers lead somewhere", "\n".join(links))
    if len(sys.argv) > 3:
        check_help(tap, texts, sys.argv[3])
        check_layer(tap, texts, os.path.realpath(sys.argv[3]))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
