#!/usr/bin/env python3
"""Check the library's symbols: its own names only, nothing writable, no forbidden calls.

  check_symbols.py LIBRARY.a...

Asked of a build without sanitizers, which bring variables and names of their own.
"""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests"))
from tap import Tap  # pylint: disable=wrong-import-position

# A library that prints, exits, reads the environment or the locale is not one to link.
FORBIDDEN = set("""printf vprintf fprintf vfprintf __printf_chk __fprintf_chk puts putchar fputs
    fputc perror stdin stdout stderr exit _exit _Exit atexit getenv secure_getenv setenv setlocale
    localeconv nl_langinfo strtok strcoll isalpha toupper tolower __ctype_b_loc rand srand random
    signal sigaction system fork time clock gettimeofday clock_gettime""".split())
WRITABLE = re.compile(r"\.(data|bss|tdata|tbss)(?!\.rel\.ro)|\*COM\*")
ENTRY = re.compile(r"^[0-9a-f]+ (.{7}) (\S+)\s+[0-9a-f]+ (?:\.hidden )?(\S+)$")


def entries(library):
    """(object, flags, section, name) of every symbol."""
    run = subprocess.run(["objdump", "-t", library], stdout=subprocess.PIPE, check=True)
    member = "?"
    for line in run.stdout.decode(errors="replace").splitlines():
        if ":     file format" in line:
            member = line.split(":     file format")[0]
        found = ENTRY.match(line)
        if found:
            yield (os.path.basename(member), *found.groups())


def main():
    tap = Tap()
    foreign, writable, called, count = [], [], [], 0
    for library in sys.argv[1:]:
        for member, flags, section, name in entries(library):
            count += 1
            if section == "*UND*":
                if name in FORBIDDEN:
                    called.append(f"{member}: {name}")
                continue
            if flags[0] in "gu" and not name.startswith(("rn_", "renorm_")):
                foreign.append(f"{member}: {name}")
            # Variables of a thread are not flagged as objects.
            if (flags[6] == "O" or section in (".tbss", ".tdata")) and WRITABLE.match(section):
                writable.append(f"{member}: {name} in {section}")
    tap.ok(count > 100, "the library has symbols", f"{count} in {sys.argv[1:]}")
    tap.ok(not foreign, "what the library exports begins with rn_ or renorm_", "\n".join(foreign))
    tap.ok(not writable, "the library has no writable state", "\n".join(writable))
    tap.ok(not called, "the library prints nothing, never exits, asks nobody", "\n".join(called))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
