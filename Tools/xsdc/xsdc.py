#!/usr/bin/env python3
"""Compiles XML schemas of ISO 20022 messages to tables.

    xsdc.py [ROOT]

For every ROOT/Resources/iso20022/*.xsd it writes one text file that shows in a diff what changed
(Resources/iso20022/tables/ID.txt), and from that text, and nothing else, the built form: one base64
string a message (Sources/Payments/ISO20022/Schema/Tables/ID.generated.swift). Python 3, standard
library only. What it does not understand stops it: nothing of a schema is left out silently.
"""

import pathlib
import sys

sys.dont_write_bytecode = True

import built
import model


def main() -> int:
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    schemas = sorted((root / "Resources/iso20022").glob("*.xsd"))
    if not schemas:
        print(f"No schema in {root / 'Resources/iso20022'}.", file=sys.stderr)
        return 1
    tables = root / "Resources/iso20022/tables"
    sources = root / "Sources/Payments/ISO20022/Schema/Tables"
    tables.mkdir(parents=True, exist_ok=True)
    sources.mkdir(parents=True, exist_ok=True)
    messages = []
    for schema in schemas:
        text = model.table(schema)
        (tables / f"{schema.stem}.txt").write_text(text)
        table = built.Table(text)
        data = table.encode()
        (sources / f"{schema.stem}.generated.swift").write_text(built.swift(schema.stem, data))
        messages.append((schema.stem, table.namespace))
        print(f"{schema.stem}: {len(text)} bytes of text, {len(data)} bytes built")
    (sources / "SchemaTables.generated.swift").write_text(built.index(messages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
