#!/usr/bin/env python3
"""ISO 4217 list one, from table.xml of the PyPI package `iso4217` (a copy of SIX's publication).

    pip install iso4217 && python3 Tools/tables/currencies.py
"""

import importlib.resources
import xml.etree.ElementTree as xml

from tables import write

root = xml.fromstring(importlib.resources.files("iso4217").joinpath("table.xml").read_bytes())
rows = {}
for entry in root.iter("CcyNtry"):
    code, units = entry.findtext("Ccy"), entry.findtext("CcyMnrUnts")
    # Gold, special drawing rights, the test code and "no currency" have no minor unit: no amount
    # can be kept in them.
    if code is None or not units.isdigit():
        continue
    row = (code, entry.findtext("CcyNbr"), units, entry.findtext("CcyNm").strip())
    assert rows.setdefault(code, row)[:3] == row[:3]
write(
    "CurrencyTable",
    "ISO 4217 list one: code, number, minor units, name.",
    [rows[code] for code in sorted(rows)],
    "currencies.py",
    [("published", root.get("Pblshd"))],
)
