#!/usr/bin/env python3
"""Check the library's symbols: its own names only, nothing writable, no forbidden calls.

  check_symbols.py [--headers DIR] LIBRARY.a|LIBRARY.so...

Of a shared library every export must be declared in a header of DIR, and every function that they
declare must be exported. Asked of a build without sanitizers, which bring variables and names of
their own.
"""

import argparse
import glob
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
# What the compiler's start files bring into each shared library.
STARTUP = re.compile(r"^(__dso_handle|completed\.0|__TMC_END__|_edata|_end|__bss_start)$")
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


def exported(library):
    """Names that a shared library offers."""
    run = subprocess.run(["nm", "-D", "--defined-only", library], stdout=subprocess.PIPE, check=True)
    return {line.split()[-1].split("@")[0] for line in run.stdout.decode().splitlines()}


def declared(folder):
    """Functions that the public headers declare."""
    names = set()
    for path in glob.glob(os.path.join(folder, "**", "*.h"), recursive=True):
        with open(path, encoding="utf-8") as stream:
            names |= set(re.findall(r"^RENORM_API[\w\s*]*?\b(\w+)\(", stream.read(),
                                    re.MULTILINE))
    return names


def check_exports(tap, library, folder):
    """A shared library offers what the headers declare, no less and no more."""
    offers, promised = exported(library), declared(folder)
    tap.ok(promised and offers == promised, f"{os.path.basename(library)} exports what the "
           "headers declare", "\n".join(sorted(offers ^ promised)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--headers")
    parser.add_argument("libraries", nargs="+")
    options = parser.parse_args()
    tap = Tap()
    foreign, writable, called, count = [], [], [], 0
    for library in options.libraries:
        shared = ".so" in os.path.basename(library)
        for member, flags, section, name in entries(library):
            count += 1
            if section == "*UND*":
                if name.split("@")[0] in FORBIDDEN:
                    called.append(f"{member}: {name}")
                continue
            if not shared and flags[0] in "gu" and not name.startswith(("rn_", "renorm_")):
                foreign.append(f"{member}: {name}")
            # Variables of a thread are not flagged as objects.
            if ((flags[6] == "O" or section in (".tbss", ".tdata")) and WRITABLE.match(section)
                    and not (shared and STARTUP.match(name))):
                writable.append(f"{member}: {name} in {section}")
        if shared and options.headers:
            check_exports(tap, library, options.headers)
    tap.ok(count > 100, "the library has symbols", f"{count} in {options.libraries}")
    tap.ok(not foreign, "what the archive's objects offer begins with rn_ or renorm_",
           "\n".join(foreign))
    tap.ok(not writable, "the library has no writable state", "\n".join(writable))
    tap.ok(not called, "the library prints nothing, never exits, asks nobody", "\n".join(called))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
