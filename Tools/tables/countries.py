#!/usr/bin/env python3
"""ISO 3166-1 alpha-2 codes, from iso3166.tab of the PyPI package `tzdata`.

    pip install tzdata && python3 Tools/tables/countries.py

XK (Kosovo) is user-assigned in ISO 3166, yet the IBAN registry and BICs use it: it is added.
"""

import importlib.resources

from tables import write

text = importlib.resources.files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text("utf-8")
rows = [tuple(line.split("\t")) for line in text.splitlines() if not line.startswith("#")]
rows.append(("XK", "Kosovo"))
write(
    "CountryTable",
    "ISO 3166-1 alpha-2 codes, and XK: code, name.",
    sorted(rows),
    "countries.py",
)
