"""Checks the house rules over the tree and reports sizes: `python3 Tools/tidy [ROOT]`.

Exit code 1 where a rule is broken. Sizes are reported and never fail.
"""

import os
import sys

import rules
import source


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def files(root, suffix):
    for top in ("Sources", "Tests", "Tools", "Documentation", "Deployment", "."):
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = sorted(f for f in folders if not f.startswith(".")) if top != "." else []
            for name in sorted(names):
                if name.endswith(suffix):
                    yield os.path.relpath(os.path.join(folder, name), root)


def check_swift(path, text, pure):
    code, notes = source.take_apart(text)
    active = list(rules.SWIFT_RULES)
    if any(path.startswith(folder + "/") for folder in pure):
        active.append(rules.impurities)
    for rule in active:
        yield from rule(path, code, notes)
    yield from rules.too_long(path, text)
    yield from rules.empty_module(path)


def sizes(label, unit, values):
    if values:
        ordered = sorted(values)
        p90 = ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
        print(f"{label}: {len(ordered)}, {unit} median {ordered[len(ordered) // 2]}, "
              f"p90 {p90}, max {ordered[-1]}")


def main(root):
    pure = rules.pure(rules.modules(read(os.path.join(root, "Package.swift"))))
    broken, lines, lengths, folders, longest = [], [], [], {}, []
    for path in files(root, ".swift"):
        text = read(os.path.join(root, path))
        broken += [(path, line, what) for line, what in check_swift(path, text, pure)]
        if not path.startswith("Sources") or rules.is_generated(path, text):
            continue
        lines.append(text.count("\n"))
        folders[os.path.dirname(path)] = folders.get(os.path.dirname(path), 0) + 1
        for name, line, count in source.functions(source.take_apart(text)[0]):
            lengths.append(count)
            longest.append((count, f"{path}:{line} {name}"))
    for path in files(root, ".md"):
        exists = lambda target: os.path.exists(os.path.join(root, target))
        text = read(os.path.join(root, path))
        broken += [(path, line, what) for line, what in rules.broken_links(path, text, exists)]
    for path, line, what in broken:
        print(f"{path}:{line}: {what}")
    sizes("files", "lines", lines)
    sizes("functions", "lines", lengths)
    sizes("folders", "files", list(folders.values()))
    for count, where in sorted(longest, reverse=True)[:5]:
        print(f"  {count} lines: {where}")
    print(f"tidy: {len(broken)} broken" if broken else "tidy: nothing to mend")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
