#!/usr/bin/env python3
"""IBAN structures of the ISO 13616 registry, from schwifty's extract of it (MIT).

    python3 Tools/tables/ibans.py DIRECTORY-WITH-iban_registry/generated.json

Territories without IBANs of their own (their spec begins with another country's code) are left
out: their IBANs begin with that country's code.
"""

import json
import pathlib
import sys

from tables import write

folder = pathlib.Path(sys.argv[1]) / "iban_registry"
registry = json.loads((folder / "generated.json").read_text())
corrections = json.loads((folder / "overwrite.json").read_text())

# The extract misreads the registry's columns for these two: Jordan's bank identifier is its four
# letters, and Poland has one identifier of eight digits, which the registry files as the branch.
for country in ("JO", "PL"):
    registry[country]["positions"].update(corrections[country]["positions"])
# In the registry since its editions of 2024, younger than the extract.
for country in ("HN", "YE"):
    registry[country] = corrections[country]
registry["HN"]["positions"] = {"bank_code": (0, 4)}


def slice_of(entry, name):
    start, end = entry["positions"].get(name, (0, 0))
    return f"{start}-{end}" if end > start else ""


rows = []
for country, entry in sorted(registry.items()):
    if not entry["iban_spec"].startswith(country):
        continue
    rows.append((
        country,
        entry["bban_spec"],
        slice_of(entry, "bank_code"),
        slice_of(entry, "branch_code"),
    ))
write(
    "IBANTable",
    "ISO 13616 registry: country, BBAN structure, bank code and branch code in it.",
    rows,
    "ibans.py",
)
