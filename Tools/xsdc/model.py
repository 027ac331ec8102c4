"""From a schema to the text table."""

import pathlib
import xml.etree.ElementTree as ElementTree

XS = "{http://www.w3.org/2001/XMLSchema}"
BASES = {
    "string", "decimal", "boolean", "date", "dateTime", "time", "gYear", "gYearMonth",
    "gMonth", "gMonthDay", "gDay", "base64Binary", "hexBinary", "integer",
}
FACETS = {
    "length", "minLength", "maxLength", "totalDigits", "fractionDigits", "minInclusive",
    "maxInclusive", "pattern", "enumeration",
}
UNBOUNDED = "*"


def fail(message: str) -> None:
    raise SystemExit(f"xsdc: {message}")


def local(node) -> str:
    if not node.tag.startswith(XS):
        fail(f"{node.tag} is no schema element.")
    return node.tag[len(XS):]


def children(node):
    return [child for child in node if local(child) != "annotation"]


def only(node, *allowed: str) -> None:
    extra = set(node.attrib) - set(allowed)
    if extra:
        fail(f"{local(node)} has {sorted(extra)}, which is not understood.")


def table(path: pathlib.Path) -> str:
    schema = ElementTree.parse(path).getroot()
    only(schema, "elementFormDefault", "targetNamespace")
    if schema.get("elementFormDefault") != "qualified":
        fail("Elements must be qualified.")
    namespace = schema.get("targetNamespace")
    roots, simple, complex_types = [], [], []
    for node in children(schema):
        kind = local(node)
        if kind == "element":
            only(node, "name", "type")
            roots.append(f"root {node.get('name')} {type_name(node.get('type'))}")
        elif kind == "simpleType":
            simple.append(simple_type(node))
        elif kind == "complexType":
            complex_types.append(complex_type(node))
        else:
            fail(f"{kind} at the top is not understood.")
    head = [
        f"# Made by Tools/xsdc from {path.name}; not to be edited.",
        f"schema {path.stem} {namespace}",
    ]
    return "\n".join(head + sorted(roots) + sorted(simple) + sorted(complex_types)) + "\n"


def type_name(name: str) -> str:
    prefix, _, rest = name.rpartition(":")
    if prefix:
        if rest not in BASES:
            fail(f"The base type {name} is not understood.")
        return f"xs:{rest}"
    return rest


def simple_type(node) -> str:
    only(node, "name")
    (restriction,) = children(node)
    only(restriction, "base")
    base = type_name(restriction.get("base"))
    if local(restriction) != "restriction" or not base.startswith("xs:"):
        fail(f"{node.get('name')}: only restrictions of base types are understood.")
    lines = [f"simple {node.get('name')} {base}"]
    for facet in children(restriction):
        only(facet, "value")
        if local(facet) not in FACETS:
            fail(f"The facet {local(facet)} is not understood.")
        lines.append(f"  {local(facet)} {facet.get('value')}")
    return "\n".join(lines[:1] + sorted(lines[1:]))


def complex_type(node) -> str:
    only(node, "name")
    (content,) = children(node)
    if local(content) == "simpleContent":
        (extension,) = children(content)
        only(extension, "base")
        if local(extension) != "extension":
            fail("Only extensions give simple content.")
        lines = [f"complex {node.get('name')} of {type_name(extension.get('base'))}"]
        for attribute in children(extension):
            only(attribute, "name", "type", "use")
            use = attribute.get("use", "optional")
            if local(attribute) != "attribute" or use not in ("required", "optional"):
                fail(f"{local(attribute)} with use {use} is not understood.")
            kind = type_name(attribute.get("type"))
            lines.append(f"  attribute {attribute.get('name')} {kind} {use}")
        return "\n".join(lines)
    automaton = Automaton(content)
    return "\n".join([f"complex {node.get('name')}"] + automaton.lines())


class Automaton:
    """The positions of a content model and what may follow each (Glushkov's construction).

    A position is one element or wildcard of the model with its own bounds; what may follow it is
    what may stand behind its last occurrence. Unique particle attribution makes it deterministic.
    """

    def __init__(self, group):
        self.positions = []
        self.follow = []
        first, last, empty = self.visit(group)
        self.start = (first, empty)
        self.last = set(last)

    def visit(self, node):
        kind = local(node)
        least, most = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
        if kind == "element":
            only(node, "name", "type", "minOccurs", "maxOccurs")
            return self.position(f"{node.get('name')} {type_name(node.get('type'))}", least, most)
        if kind == "any":
            only(node, "namespace", "processContents", "minOccurs", "maxOccurs")
            namespace = node.get("namespace", "##any")
            if namespace.startswith("##") and namespace != "##any":
                fail(f"A wildcard for {namespace} is not understood.")
            handling = node.get("processContents", "strict")
            return self.position(f"*{namespace} {handling}", least, most)
        if kind not in ("sequence", "choice"):
            fail(f"{kind} in a content model is not understood.")
        only(node, "minOccurs", "maxOccurs")
        if least not in ("0", "1") or most != "1":
            fail(f"A {kind} that repeats is not understood.")
        join = self.sequence if kind == "sequence" else self.choice
        first, last, empty = join([self.visit(child) for child in children(node)])
        return first, last, empty or least == "0"

    def position(self, what, least, most):
        most = UNBOUNDED if most == "unbounded" else most
        self.positions.append((what, least, most))
        self.follow.append(set())
        index = len(self.positions) - 1
        return [index], [index], least == "0"

    def sequence(self, parts):
        first, last, empty = [], [], True
        for part_first, part_last, part_empty in parts:
            for index in last:
                self.follow[index].update(part_first)
            if empty:
                first = first + part_first
            last = (last if part_empty else []) + part_last
            empty = empty and part_empty
        return first, last, empty

    def choice(self, parts):
        first = [index for part in parts for index in part[0]]
        last = [index for part in parts for index in part[1]]
        return first, last, any(part[2] for part in parts)

    def lines(self):
        yield_lines = [f"  start > {self.targets(self.start[0], self.start[1])}"]
        for index, (what, least, most) in enumerate(self.positions):
            targets = self.targets(self.follow[index], index in self.last)
            yield_lines.append(f"  {index} {what} {least}..{most} > {targets}")
        return yield_lines

    def targets(self, indices, accepts) -> str:
        names = [self.positions[index][0].split()[0] for index in indices]
        if len(set(names)) != len(names):
            fail(f"The content model is not deterministic: {names}")
        ranges = []
        for index in sorted(indices):
            if ranges and ranges[-1][1] == index - 1:
                ranges[-1][1] = index
            else:
                ranges.append([index, index])
        parts = [f"{a}-{b}" if a != b else f"{a}" for a, b in ranges]
        return " ".join(parts + (["end"] if accepts else []))
