"""From the text table to the built form: bytes, and the Swift file that holds them."""

import base64

import pattern

FORMAT = 1
# The order is the number of a base type in the built form; Schema+Decoding.swift has the same one.
BASES = [
    "xs:string", "xs:decimal", "xs:boolean", "xs:date", "xs:dateTime", "xs:time", "xs:gYear",
    "xs:gYearMonth", "xs:gMonth", "xs:gMonthDay", "xs:gDay", "xs:base64Binary", "xs:hexBinary",
    "xs:integer",
]
HANDLING = ["strict", "lax", "skip"]
LETTERS_A_LINE = 92


def varint(value: int) -> bytes:
    output = bytearray()
    while value >= 128:
        output.append(value & 127 | 128)
        value >>= 7
    output.append(value)
    return bytes(output)


class Table:
    def __init__(self, text: str):
        self.strings, self.string_index = [], {}
        self.patterns, self.pattern_index = [], {}
        self.roots, self.simple, self.complex = [], [], []
        for line in text.splitlines():
            if line.startswith("#"):
                continue
            if line.startswith(" "):
                entry[-1].append(line.strip())
                continue
            kind, _, rest = line.partition(" ")
            words = rest.split(" ")
            if kind == "schema":
                self.id, self.namespace = words
                continue
            entry = [words, []]
            {"root": self.roots, "simple": self.simple, "complex": self.complex}[kind].append(entry)
        self.name_base_types()
        self.types = {entry[0][0]: 2 * index for index, entry in enumerate(self.simple)}
        self.types |= {entry[0][0]: 2 * index + 1 for index, entry in enumerate(self.complex)}

    def name_base_types(self):
        """A base type that is used as it is becomes a simple type without facets."""
        used = set()
        for entry in self.complex:
            if len(entry[0]) > 1:
                used.add(entry[0][2])
            for line in entry[1]:
                used.update(word for word in line.split(" ") if word in BASES)
        self.simple += [[[name, name], []] for name in sorted(used) if name in BASES]

    def string(self, text: str) -> int:
        if text not in self.string_index:
            self.string_index[text] = len(self.strings)
            self.strings.append(text.encode())
        return self.string_index[text]

    def pattern(self, text: str) -> int:
        if text not in self.pattern_index:
            self.pattern_index[text] = len(self.patterns)
            self.patterns.append((self.string(text), pattern.Pattern(text).encode()))
        return self.pattern_index[text]

    def encode(self) -> bytes:
        body = bytearray()
        body += varint(self.string(self.id)) + varint(self.string(self.namespace))
        body += varint(len(self.simple))
        for entry in self.simple:
            body += self.encode_simple(*entry)
        body += varint(len(self.complex))
        for entry in self.complex:
            body += self.encode_complex(*entry)
        body += varint(len(self.roots))
        for (name, kind), _ in self.roots:
            body += varint(self.string(name)) + varint(self.types[kind])
        head = bytearray([FORMAT])
        head += varint(len(self.strings))
        for text in self.strings:
            head += varint(len(text)) + text
        head += varint(len(self.patterns))
        for text, automaton in self.patterns:
            head += varint(text) + varint(len(automaton)) + automaton
        return bytes(head + body)

    def encode_simple(self, words, lines) -> bytes:
        facets = {}
        for line in lines:
            name, _, value = line.partition(" ")
            facets.setdefault(name, []).append(value)
        if "length" in facets:
            facets["minLength"] = facets["maxLength"] = facets.pop("length")
        output = varint(self.string(words[0])) + bytes([BASES.index(words[1])])
        for name in ("minLength", "maxLength", "totalDigits", "fractionDigits"):
            output += varint(int(facets[name][0]) + 1 if name in facets else 0)
        for name in ("minInclusive", "maxInclusive"):
            output += varint(self.string(facets[name][0]) + 1 if name in facets else 0)
        for name, number in (("pattern", self.pattern), ("enumeration", self.string)):
            values = sorted(facets.get(name, []), key=str.encode)
            output += varint(len(values)) + b"".join(varint(number(value)) for value in values)
        return output

    def encode_complex(self, words, lines) -> bytes:
        output = varint(self.string(words[0]))
        if len(words) > 1:
            output += varint(self.types[words[2]] + 1) + varint(len(lines))
            for line in lines:
                _, name, kind, use = line.split(" ")
                output += varint(self.string(name)) + varint(self.types[kind])
                output += varint(int(use == "required"))
            return output
        output += varint(0) + varint(len(lines) - 1)
        for line in lines:
            left, _, targets = line.partition(" > ")
            if left != "start":
                output += self.encode_position(*left.split(" ")[1:])
            output += self.encode_targets(targets.split(" "))
        return output

    def encode_position(self, name, kind, occurs) -> bytes:
        least, _, most = occurs.partition("..")
        if name.startswith("*"):
            target = varint(0) + varint(self.string(name[1:])) + varint(HANDLING.index(kind))
        else:
            target = varint(self.string(name) + 1) + varint(self.types[kind])
        return target + varint(int(least)) + varint(0 if most == "*" else int(most))

    def encode_targets(self, targets) -> bytes:
        ranges = [target.split("-") for target in targets if target not in ("end", "")]
        output = varint(int("end" in targets)) + varint(len(ranges))
        for bounds in ranges:
            first, last = int(bounds[0]), int(bounds[-1])
            output += varint(first) + varint(last - first + 1)
        return output


def identifier(message: str) -> str:
    return message.replace(".", "")


def swift(message: str, data: bytes) -> str:
    text = base64.b64encode(data).decode()
    lines = [text[at:at + LETTERS_A_LINE] for at in range(0, len(text), LETTERS_A_LINE)]
    body = "\n".join("        " + line for line in lines)
    return (
        f"// Made by Tools/xsdc from Resources/iso20022/tables/{message}.txt; not to be edited.\n"
        f"extension SchemaTables {{\n"
        f"    static let {identifier(message)}: StaticString = \"\"\"\n{body}\n        \"\"\"\n}}\n"
    )


def index(messages) -> str:
    rows = "\n".join(
        f"        (\"{message}\", {identifier(message)})," for message, _ in messages)
    for message, namespace in messages:
        if not namespace.endswith(":" + message):
            raise SystemExit(f"xsdc: {message} has the namespace {namespace}.")
    return (
        "// Made by Tools/xsdc; not to be edited.\n\n"
        "/// The built tables of all messages, base 64.\n"
        "enum SchemaTables {\n"
        "    /// By message, in order.\n"
        "    static let all: [(message: StaticString, table: StaticString)] = [\n"
        f"{rows}\n    ]\n}}\n"
    )
