#!/usr/bin/env python3
"""Show that the checkers can fail: each is given something that breaks its rule.

  checkers.py CC
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
TOOLS = os.path.join(ROOT, "tools")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position


def write(place, path, text):
    """A file with its folders; its path."""
    full = os.path.join(place, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as stream:
        stream.write(text)
    return full


def run(tool, *args):
    """(exit code, output) of a tool."""
    done = subprocess.run([sys.executable, os.path.join(TOOLS, tool), *args],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode()


def layers(tap, place):
    """An include that the table forbids."""
    write(place, "docs/STYLE.md", "")
    shutil.copy(os.path.join(ROOT, "docs", "STYLE.md"), os.path.join(place, "docs"))
    write(place, "src/include/renorm/renorm.h", "#include <stddef.h>\n")
    write(place, "src/base/a.c", '#include "base/a.h"\n')
    code, said = run("check_layers.py", place)
    tap.ok(code == 0, "layers: a good tree passes", said)
    for room, line in (("base", '#include "text/text.h"'), ("text", "#include <yaml.h>"),
                       ("match", '#include "lang/lang.h"'), ("cli", '#  include "io/json.h"'),
                       ("text", "#include <unicode/uchar.h>"), ("base", "#include <ctype.h>"),
                       ("attic", '#include "base/buf.h"'), ("base", '#include "buf.h"')):
        path = write(place, f"src/{room}/bad.c", line + "\n")
        code, said = run("check_layers.py", place)
        tap.ok(code == 1 and (room == "attic" or "bad.c:1" in said),
               f"layers: {room} with {line.split()[-1]} fails", said)
        os.remove(path)
        if room == "attic":
            os.rmdir(os.path.dirname(path))


def headers(tap, place, compiler):
    """A header that needs another, and one without a guard."""
    write(place, "src/base/good.h", "#ifndef A\n#define A\nenum { rn_a };\n#endif\n")
    code, said = run("check_headers.py", place, compiler)
    tap.ok(code == 0, "headers: a good one passes", said)
    for text in ("size_t rn_size(void);\n", "enum { rn_b };\n"):
        write(place, "src/base/bad.h", text)
        code, said = run("check_headers.py", place, compiler)
        tap.ok(code == 1 and "not ok" in said, f"headers: {text.strip()} fails", said)


def symbols(tap, place, compiler):
    """State, a foreign name, a forbidden call."""
    many = "".join(f"int rn_f{i}(void) {{ return {i}; }}\n" for i in range(120))
    cases = {"good": "static const char *const n[] = { \"a\" };\n"
                     "const char *rn_n(int i) { return n[i]; }\n",
             "state": "static int n; int rn_n(void) { return ++n; }\n",
             "data": "static int n = 3; int rn_n(void) { return ++n; }\n",
             "local": "int rn_n(void) { static int n; return ++n; }\n",
             "thread": "static _Thread_local int n; int rn_n(void) { return ++n; }\n",
             "name": "int buf_init(void) { return 1; }\n",
             "print": "#include <stdio.h>\nint rn_n(void) { return puts(\"a\"); }\n",
             "getenv": "#include <stdlib.h>\nchar *rn_n(void) { return getenv(\"A\"); }\n"}
    for name, text in cases.items():
        source = write(place, f"{name}.c", many + text)
        thing = os.path.join(place, f"{name}.o")
        subprocess.run([compiler, "-O2", "-fPIC", "-c", source, "-o", thing], check=True)
        code, said = run("check_symbols.py", thing)
        tap.ok(code == (name != "good"), f"symbols: {name}", said)


def exports(tap, place, compiler):
    """A shared library that offers more or less than its header declares, or holds state."""
    many = "".join(f"int rn_f{i}(void) {{ return {i}; }}\n" for i in range(120))
    write(place, "include/renorm/a.h", "#define RENORM_API\nRENORM_API int\nrenorm_a(void);\n")
    for name, text, good in (("good", "", True), ("more", "SEEN int rn_a(void) { return 1; }\n", False),
                             ("state", "static int n; SEEN int renorm_b(void) { return ++n; }\n",
                              False), ("less", None, False)):
        text = ("#define SEEN __attribute__((visibility(\"default\")))\n" + many + "SEEN int "
                + ("renorm_c" if text is None else "renorm_a") + "(void) { return 2; }\n"
                + (text or ""))
        thing = os.path.join(place, f"{name}.so.1")
        subprocess.run([compiler, "-O2", "-fPIC", "-shared", "-fvisibility=hidden",
                        write(place, f"{name}.c", text), "-o", thing], check=True)
        code, said = run("check_symbols.py", "--headers", os.path.join(place, "include"), thing)
        tap.ok((code == 0) == good and (name != "state" or "n in .bss" in said),
               f"exports: {name}", said)


def counting(tap, place):
    """The closing line of tools/test."""
    plan = "ok 1 - a\nnot ok 2 - b\nok 3 # SKIP no\n1..3\n"
    for name, rows, wanted, ends in (
            ("nothing", [], "0 passed, 0 failed", 1),
            ("all", [("OK", "1..2\nok 1\nok 2\n"), ("OK", "hello\n")], "3 passed, 0 failed", 0),
            ("points", [("FAIL", plan)], "1 passed, 1 failed, 1 skipped", 1),
            ("a crash", [("ERROR", "1..2\nok 1\n")], "1 passed, 1 failed", 1),
            ("a timeout", [("TIMEOUT", "")], "0 passed, 1 failed", 1)):
        log = write(place, "log.json", "".join(
            json.dumps({"name": "t", "result": r, "stdout": s}) + "\n" for r, s in rows))
        code, said = run("count_tests.py", log)
        tap.ok(code == ends and said.splitlines()[-1] == wanted, f"counting: {name}", said)


def specification(tap, place):
    """An example that does not hold; `cat` stands for the program."""
    for name, text, ends in (("holds", "```renorm\na\n=>\na\n```\n", 0),
                             ("fails", "```renorm\na\n=>\nb\n```\n", 1),
                             ("ends otherwise", "```renorm\na\n=> 3\na\n```\n", 1),
                             ("has no arrow", "```renorm\na\n```\n", 1),
                             ("bytes", "```bytes\n\\xff\\r\\u{41}\n=>\n\\xff\\x0dA\n```\n", 0)):
        code, said = run("spec_run.py", "--renorm", "cat", write(place, "x.md", text))
        tap.ok(code == ends, f"specification: {name}", said)


def marks(tap, place):
    """Gold that is no gold."""
    for name, text, good in (("repeated", "⟦a b|t:vi|A⟧ ⟦a b⟧", True), ("no kind", "⟦a|x|A⟧", False),
                             ("no language", "⟦a|t|A⟧", False), ("open", "⟦a|t:vi|A", False),
                             ("a name with marks", "⟦a|t:vi|Đ⟧", False)):
        path = write(place, "gold/x.txt", text)
        report = write(place, "reports/x.txt", "a b a b" if good else "a")
        code, said = run("score.py", "--jsonl", "--reports", os.path.dirname(report), path)
        tap.ok((code == 0) == good, f"gold: {name}", said)
    path = write(place, "gold/x.txt", "⟦a|t:vi|A⟧")
    write(place, "reports/x.txt", "b")
    code, said = run("score.py", "--jsonl", "--reports", os.path.join(place, "reports"), path)
    tap.ok(code == 2 and "without its marks" in said, "gold: of another report", said)


def main():
    compiler = sys.argv[1] if len(sys.argv) > 1 else "cc"
    tap = Tap()
    for check, args in ((layers, ()), (headers, (compiler,)), (symbols, (compiler,)),
                        (exports, (compiler,)), (counting, ()), (specification, ()), (marks, ())):
        with tempfile.TemporaryDirectory(prefix="renorm-house-") as place:
            check(tap, place, *args)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
