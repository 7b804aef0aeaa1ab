"""Reads what the program wrote with a reader of somebody else's, and compares it with the JSON of the same value.

read_back.py csv|tsv|yaml JSON-FILE FILE
"""

import csv
import json
import sys

format, json_path, path = sys.argv[1:]
with open(json_path, encoding="utf-8") as file:
    expected = json.load(file)


def field(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def unescape(text):
    plain, characters = "", iter(text)
    for character in characters:
        plain += {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[next(characters)] if character == "\\" else character
    return plain


if format == "yaml":
    from ruamel.yaml import YAML

    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    with open(path, encoding="utf-8") as file:
        found = reader.load(file)
elif format == "csv":
    with open(path, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    expected = [{name: field(value) for name, value in record.items()} for record in expected]
else:
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = [[unescape(text) for text in line[:-1].split("\t")] for line in file]
    found = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    expected = [{name: field(value) for name, value in record.items()} for record in expected]


def difference(found, expected, place="value"):
    if type(found) is not type(expected):
        return f"{place}: found {found!r}, expected {expected!r}"
    if isinstance(found, list) and len(found) == len(expected):
        for index, pair in enumerate(zip(found, expected)):
            if problem := difference(*pair, f"{place}[{index}]"):
                return problem
        return None
    if isinstance(found, dict) and found.keys() == expected.keys():
        for name in found:
            if problem := difference(found[name], expected[name], f"{place}.{name}"):
                return problem
        return None
    return None if found == expected else f"{place}: found {found!r}, expected {expected!r}"


if problem := difference(found, expected):
    sys.exit(problem)
print(f"{len(expected)} records are the same")
