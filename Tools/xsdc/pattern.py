"""From a pattern of XML Schema (part 2, appendix F) to a small deterministic automaton.

The alphabet is 128 ASCII characters and one symbol for everything else, so that matching is one
step a character. A pattern that tells characters beyond ASCII apart is refused.
"""

OTHER = 128
EVERYTHING = frozenset(range(129))
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
SETS = {
    "d": frozenset(range(48, 58)),
    "s": frozenset(map(ord, " \t\n\r")),
}


class Pattern:
    """A parsed pattern as an automaton with empty moves, then as a minimal deterministic one."""

    def __init__(self, text: str):
        self.text = text
        self.cursor = 0
        self.moves = []
        start, end = self.alternatives()
        if self.cursor != len(text):
            self.fail()
        self.determine(start, end)

    def fail(self):
        raise SystemExit(f"xsdc: the pattern {self.text} is not understood at {self.cursor}.")

    def state(self) -> int:
        self.moves.append([])
        return len(self.moves) - 1

    def move(self, source, target, symbols=None):
        self.moves[source].append((symbols, target))

    def peek(self) -> str:
        return self.text[self.cursor] if self.cursor < len(self.text) else ""

    def take(self) -> str:
        character = self.peek()
        if not character:
            self.fail()
        self.cursor += 1
        return character

    def alternatives(self):
        start, end = self.state(), self.state()
        while True:
            first, last = self.branch()
            self.move(start, first)
            self.move(last, end)
            if self.peek() != "|":
                return start, end
            self.take()

    def branch(self):
        start = end = self.state()
        while self.peek() not in ("", "|", ")"):
            piece = self.cursor
            first, last = self.atom()
            least, most = self.bounds()
            after = self.cursor
            for count in range(max(least, most if most is not None else least + 1)):
                if count > 0:
                    self.cursor = piece
                    first, last = self.atom()
                self.move(end, first)
                if count >= least:
                    self.move(end, last)
                end = last
                if most is None and count == max(least, 1) - 1 and least > 0:
                    loop = self.state()
                    self.move(last, loop)
                    self.move(loop, first)
                    break
                if most is None and least == 0:
                    self.move(last, first)
                    break
            self.cursor = after
        return start, end

    def bounds(self):
        mark = self.peek()
        if mark in ("?", "*", "+") and mark:
            self.take()
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[mark]
        if mark != "{":
            return 1, 1
        end = self.text.index("}", self.cursor)
        least, comma, most = self.text[self.cursor + 1:end].partition(",")
        self.cursor = end + 1
        return int(least), int(most) if most else None if comma else int(least)

    def atom(self):
        if self.peek() == "(":
            self.take()
            first, last = self.alternatives()
            if self.take() != ")":
                self.fail()
            return first, last
        first, last = self.state(), self.state()
        self.move(first, last, self.symbols())
        return first, last

    def symbols(self):
        character = self.take()
        if character == "[":
            return self.symbol_class()
        if character == ".":
            return EVERYTHING - {10, 13}
        if character == "\\":
            return self.escape()
        if character in "?*+{}]" or ord(character) > 127:
            self.fail()
        return frozenset([ord(character)])

    def escape(self):
        character = self.take()
        if character in SETS:
            return SETS[character]
        if character.isalnum() and character not in ESCAPES:
            self.fail()
        return frozenset([ord(ESCAPES.get(character, character))])

    def symbol_class(self):
        negated = self.peek() == "^"
        if negated:
            self.take()
        found = set()
        while self.peek() != "]":
            low = self.class_member()
            is_range = self.peek() == "-" and self.text[self.cursor + 1] != "]"
            if is_range:
                self.take()
                high = self.class_member()
                found.update(range(min(low), max(high) + 1))
            else:
                found.update(low)
        self.take()
        return EVERYTHING - found if negated else frozenset(found)

    def class_member(self):
        character = self.take()
        if character == "\\":
            return self.escape()
        if ord(character) > 127 or character == "[":
            self.fail()
        return frozenset([ord(character)])

    def closure(self, states):
        seen, todo = set(states), list(states)
        while todo:
            for symbols, target in self.moves[todo.pop()]:
                if symbols is None and target not in seen:
                    seen.add(target)
                    todo.append(target)
        return frozenset(seen)

    def determine(self, start, end):
        first = self.closure([start])
        index, todo, rows = {first: 0}, [first], []
        while todo:
            row = []
            current = todo.pop(0)
            for symbol in range(129):
                reached = [
                    target for state in current for symbols, target in self.moves[state]
                    if symbols is not None and symbol in symbols
                ]
                closed = self.closure(reached) if reached else None
                if closed is not None and closed not in index:
                    index[closed] = len(index)
                    todo.append(closed)
                row.append(-1 if closed is None else index[closed])
            rows.append(row)
        self.minimise(rows, [end in states for states in index])

    def minimise(self, rows, accepting):
        part = [int(flag) for flag in accepting]
        while True:
            keys = [
                (part[state], tuple(-1 if to < 0 else part[to] for to in rows[state]))
                for state in range(len(rows))
            ]
            order = {}
            for key in keys:
                order.setdefault(key, len(order))
            refined = [order[key] for key in keys]
            if len(order) == len(set(part)):
                break
            part = refined
        # Numbered from the start state, in order of discovery, so that the outcome is stable.
        self.rows, self.accepting = [None] * len(order), [False] * len(order)
        for state, number in enumerate(refined):
            self.rows[number] = [-1 if to < 0 else refined[to] for to in rows[state]]
            self.accepting[number] = accepting[state]
        if len(self.rows) > 250:
            raise SystemExit(f"xsdc: the pattern {self.text} needs {len(self.rows)} states.")

    def encode(self) -> bytes:
        """States, classes, acceptance a state, the class of each symbol, the next state."""
        columns, of_symbol = {}, []
        for symbol in range(129):
            column = tuple(row[symbol] for row in self.rows)
            of_symbol.append(columns.setdefault(column, len(columns)))
        runs = []
        for kind in of_symbol:
            if runs and runs[-1][0] == kind:
                runs[-1][1] += 1
            else:
                runs.append([kind, 1])
        output = [len(self.rows), len(columns), *map(int, self.accepting), len(runs)]
        for kind, length in runs:
            output += [kind, length]
        for state in range(len(self.rows)):
            output += [255 if column[state] < 0 else column[state] for column in columns]
        return bytes(output)

    def matches(self, text: str) -> bool:
        state = 0
        for character in text:
            state = self.rows[state][min(ord(character), OTHER)]
            if state < 0:
                return False
        return self.accepting[state]
