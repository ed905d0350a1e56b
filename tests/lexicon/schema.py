#!/usr/bin/env python3
"""The schema, by which editors check lexicons while they are written, agrees with the program.

  schema.py --renorm PROGRAM

It takes every file of the shipped lexicon, read as editors read YAML (1.2: `yes` is a word), and
names the lists of words that the program takes.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICONS = os.path.join(HERE, "..", "..", "lexicons")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position


class Editor(yaml.SafeLoader):  # pylint: disable=too-many-ancestors
    """YAML 1.2: true and false alone are no words, and a date is one."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, re.compile("^(true|false)$") if tag.endswith(":bool") else pattern)
            for tag, pattern in rows if not tag.endswith(":timestamp")]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def definition(path):
    """What a file of a lexicon is called in the schema."""
    folder, name = os.path.split(path)
    return {"": name[:-len(".yaml")], "canon": "canon"}.get(folder, "language")


def check_files(tap, schema):
    """Every shipped file is as the schema has it."""
    from jsonschema import Draft7Validator  # pylint: disable=import-outside-toplevel
    Draft7Validator.check_schema(schema)
    for path in sorted(glob.glob("**/*.yaml", root_dir=LEXICONS, recursive=True)):
        with open(os.path.join(LEXICONS, path), encoding="utf-8") as stream:
            text = yaml.load(stream, Editor)
        part = {**schema, "anyOf": [{"$ref": f"#/definitions/{definition(path)}"}]}
        wrong = [f"{list(error.absolute_path)}: {error.message[:200]}"
                 for whole in Draft7Validator(part).iter_errors(text) for error in whole.context]
        tap.ok(not wrong, f"the schema takes {path}", "\n".join(wrong[:5]))


def check_lists(tap, program, schema):
    """A list of words that the schema names is one of the program's, and no other is."""
    names = schema["definitions"]["language"]["properties"]["words"]["propertyNames"]["enum"]
    with tempfile.TemporaryDirectory(prefix="renorm-schema-") as place:
        os.mkdir(os.path.join(place, "vi"))
        for name in [*names, "no-list"]:
            with open(os.path.join(place, "vi", "a.yaml"), "w", encoding="utf-8") as stream:
                stream.write(f"words:\n  {name}: [zaza]\n")
            done = subprocess.run([program, "--no-default-lexicon", "-L", place], input=b"",
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            tap.ok(done.returncode == (2 if name == "no-list" else 0), f"the list {name}",
                   done.stderr.decode())
    told = set()
    for path in glob.glob(os.path.join(LEXICONS, "*", "*.yaml")):
        with open(path, encoding="utf-8") as stream:
            told |= set((yaml.load(stream, Editor) or {}).get("words") or [])
    tap.ok(told == set(names), "the shipped lexicon has them all", told ^ set(names))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    args = parser.parse_args()
    with open(os.path.join(LEXICONS, "lexicon.schema.json"), encoding="utf-8") as stream:
        schema = json.load(stream)
    tap = Tap()
    try:
        check_files(tap, schema)
    except ImportError:
        tap.skip("the schema takes the shipped lexicon", "there is no jsonschema for Python")
    check_lists(tap, args.renorm, schema)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
