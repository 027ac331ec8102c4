"""Swift text taken apart just far enough: code without comments and strings, and the comments."""

import re


def take_apart(text):
    """Returns (code, comments): same length and lines as `text`, the rest blanked out."""
    code, notes = list(text), [c if c == "\n" else " " for c in text]
    index, end = 0, len(text)
    while index < end:
        stop, is_comment = piece(text, index)
        if stop == index:
            index += 1
            continue
        for position in range(index, stop):
            if text[position] != "\n":
                if is_comment:
                    notes[position] = text[position]
                code[position] = " "
        index = stop
    return "".join(code), "".join(notes)


def piece(text, start):
    """Returns where the comment or string that begins at `start` ends, and whether a comment."""
    if text.startswith("//", start):
        stop = text.find("\n", start)
        return (len(text) if stop < 0 else stop), True
    if text.startswith("/*", start):
        return block(text, start), True
    match = re.compile(r'(#*)("""|")').match(text, start)
    if not match or (match.group(1) and start and text[start - 1] == "#"):
        return start, False
    return string(text, match.end(), match.group(1), match.group(2)), False


def block(text, start):
    """A block comment nests in Swift."""
    depth, index = 0, start
    while index < len(text):
        if text.startswith("/*", index):
            depth, index = depth + 1, index + 2
        elif text.startswith("*/", index):
            depth, index = depth - 1, index + 2
            if depth == 0:
                return index
        else:
            index += 1
    return len(text)


def string(text, start, hashes, quote):
    """An interpolation may hold strings of its own; parentheses are counted to skip it whole."""
    index = start
    while index < len(text):
        if text.startswith(quote + hashes, index):
            return index + len(quote + hashes)
        if quote == '"' and text[index] == "\n":
            return index
        if text.startswith("\\" + hashes + "(", index):
            index = interpolation(text, index + 2 + len(hashes))
        elif text.startswith("\\" + hashes, index):
            index += 2 + len(hashes)
        else:
            index += 1
    return len(text)


def interpolation(text, start):
    depth, index = 1, start
    while index < len(text) and depth:
        stop, _ = piece(text, index)
        if stop > index:
            index = stop
            continue
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        index += 1
    return index


def functions(code):
    """Yields (name, line, lines) for each function with a body; `code` has no comments."""
    opening = re.compile(r"(?<![.\w`])(func\s+[^\s(<]+|init[?]?|deinit|subscript)\s*[<({]")
    for match in opening.finditer(code):
        brace = body_start(code, match.end() - 1)
        if brace is not None:
            first = code.count("\n", 0, match.start()) + 1
            last = code.count("\n", 0, matching(code, brace)) + 1
            yield match.group(1).split()[-1], first, last - first + 1


def body_start(code, start):
    """The brace that opens the body, or None for a requirement without one."""
    depth = 0
    for match in re.compile(r"[()\[\]{}]|\b(?:func|var|let|case|init)\b").finditer(code, start):
        token = match.group()
        if token in "([":
            depth += 1
        elif token in ")]":
            depth -= 1
        elif depth == 0:
            return match.start() if token == "{" else None
    return None


def matching(code, brace):
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, brace):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(code) - 1
