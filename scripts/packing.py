#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes Sources/ExchangeSchema/Packing/Generated from the value types in Sources/ExchangeSchema.

    scripts/packing.py [--check]

Run it after adding a field or a case to a canonical type. Numbers that were given once stand in scripts/packed_numbers.csv and are never
given again, so that what was packed by an earlier version of the program still opens. With --check it writes nothing and exits 1 where a
file is not what the types say; a test calls it so.
"""
import os
import re
import sys

sys.dont_write_bytecode = True
from canonical_schema import ROOT, read

HOME = f"{ROOT}/Sources/ExchangeSchema"
NUMBERS = f"{ROOT}/scripts/packed_numbers.csv"
FILES = ["Records/Person", "Records/Trajectory", "Records/Learning", "Records/Diplomas", "Records/Work", "Identity/PersonIdentifier",
         "Values/Coded", "Values/Period", "Identity/INSZ", "Exchange/CanonicalRecord", "Exchange/Rejection", "Exchange/Fact",
         "Exchange/FactValue"]
# Types that know how they are packed, or are not packed.
BY_HAND = {"INSZ", "Fact.CodingKeys", "INSZ.Kind", "Fact", "FactKey", "Rejection"}
INTEGERS = {"Int": "{}", "Int64": "{}", "LocalDate": "Int64({}.dayNumber)", "Instant": "{}.milliseconds", "Hours": "Int64({}.minutes)",
            "Money": "Int64({}.cents)", "PartialDate": "{}.packedNumber", "INSZ": "{}.packedNumber"}
FROM_INTEGER = {"Int": "Int(try reader.integer(part))", "Int64": "try reader.integer(part)",
                "LocalDate": "try reader.day(part)", "Instant": "Instant(milliseconds: try reader.integer(part))",
                "Hours": "Hours(minutes: Int(try reader.integer(part)))", "Money": "Money(cents: Int(try reader.integer(part)))",
                "PartialDate": "try PartialDate(packedNumber: try reader.integer(part))",
                "INSZ": "try INSZ(packedNumber: try reader.integer(part))"}
TEXTS = {"String": ("{}", "try reader.text(part)")}
for wrapper in ("Agency", "OrganisationID", "MessageFormat", "PersonID"):
    TEXTS[wrapper] = ("{}.rawValue", f"{wrapper}(rawValue: try reader.text(part))")


class Numbers:
    """Field and case numbers, kept for ever."""

    def __init__(self):
        self.held = {}
        if os.path.exists(NUMBERS):
            for line in open(NUMBERS).read().splitlines()[1:]:
                owner, name, number = line.split(",")
                self.held.setdefault(owner, {})[name] = int(number)

    def number(self, owner, name):
        names = self.held.setdefault(owner, {})
        if name not in names:
            names[name] = max(names.values(), default=0) + 1
        return names[name]

    def text(self):
        rows = [f"{owner},{name},{number}" for owner, names in sorted(self.held.items())
                for name, number in sorted(names.items(), key=lambda entry: entry[1])]
        return "\n".join(["type,name,number"] + rows) + "\n"


def resolve(swift, owner, known):
    """The full name of a type as the owner sees it."""
    scope = owner.split(".")
    for length in range(len(scope), -1, -1):
        name = ".".join(scope[:length] + [swift])
        if name in known:
            return name
    return None


def write(swift, expression, number, owner, structs, enums):
    """The statement that writes one present value."""
    if swift in INTEGERS:
        value = INTEGERS[swift].format(expression)
        return f"out.integer({number}, {value if swift != 'Int' else 'Int64(' + value + ')'})"
    if swift in TEXTS:
        return f"out.text({number}, {TEXTS[swift][0].format(expression)})"
    if swift == "Bool":
        return f"out.flag({number}, {expression})"
    if resolve(swift, owner, enums):
        return f"out.number({number}, {expression}.packedNumber)"
    if resolve(swift, owner, structs) or swift == "Fact":
        return f"out.begin({number}); {expression}.pack(into: &out)"
    sys.exit(f"{owner}: type {swift} is not known to scripts/packing.py")


def parse(swift, owner, structs, enums):
    """The expression that reads one value."""
    if swift in FROM_INTEGER:
        return FROM_INTEGER[swift]
    if swift in TEXTS:
        return TEXTS[swift][1]
    if swift == "Bool":
        return "try reader.flag(part)"
    if resolve(swift, owner, enums):
        return f"try reader.case(part)"
    return f"try reader.value(part)"


def struct_text(name, fields, numbers, structs, enums):
    lines = [f"extension {name}: Packable {{", "    package func pack(into out: inout PackedWriter) {"]
    declarations, cases, guards, assignments = [], [], [], []
    for field, swift in fields:
        number = numbers.number(name, field)
        if number > 63:
            sys.exit(f"{name} has more than 63 fields")
        listed = re.fullmatch(r"\[(.+)\]|Set<(.+)>", swift)
        item = (listed.group(1) or listed.group(2)) if listed else swift.rstrip("?")
        plain = swift.startswith("Set<")
        if listed:
            lines.append(f"        for item in {field}{'.sorted()' if plain else ''} {{ {write(item, 'item', number, name, structs, enums)} }}")
            declarations.append(f"        var {field}: {swift} = []")
            put = "insert" if plain else "append"
            cases.append(f"            case {number}: {field}.{put}({parse(item, name, structs, enums)})")
        elif swift.endswith("?"):
            lines.append(f"        if let {field} {{ {write(item, field, number, name, structs, enums)} }}")
            declarations.append(f"        var {field}: {swift}")
            cases.append(f"            case {number}: {field} = {parse(item, name, structs, enums)}")
        elif swift == "Bool":
            lines.append(f"        if {field} {{ out.flag({number}, true) }}")
            declarations.append(f"        var {field} = false")
            cases.append(f"            case {number}: {field} = try reader.flag(part)")
        else:
            lines.append(f"        {write(item, field, number, name, structs, enums)}")
            declarations.append(f"        var {field}: {swift}?")
            cases.append(f"            case {number}: {field} = {parse(item, name, structs, enums)}")
            guards.append(f"let {field}")
        assignments.append(f"        self.{field} = {field}")
    lines += ["        out.end()", "    }", "", "    package init(unpacking reader: inout PackedReader) throws {"]
    lines += declarations
    lines += ["        while let part = try reader.next() {", "            switch part.number {"] + cases
    lines += ["            default: try reader.skip(part)", "            }", "        }"]
    if guards:
        lines.append(f"        guard {', '.join(guards)} else {{ throw PackedFault() }}")
    return "\n".join(lines + assignments + ["    }", "}", ""])


def enum_text(name, cases, numbers):
    pairs = [(case, numbers.number(name, raw)) for case, raw in cases]
    forward = "\n".join(f"        case .{case}: {number}" for case, number in pairs)
    back = "\n".join(f"        case {number}: self = .{case}" for case, number in pairs)
    return f"""extension {name}: PackableCase {{
    package var packedNumber: UInt64 {{
        switch self {{
{forward}
        }}
    }}

    package init?(packedNumber: UInt64) {{
        switch packedNumber {{
{back}
        default: return nil
        }}
    }}
}}
"""


def case_names(path):
    """Swift names of the cases of string enums, with their raw values, by the full name of the enum."""
    found, stack, depth = {}, [], 0
    for line in re.sub(r"([,=])\n\s+", r"\1 ", open(path).read()).split("\n"):
        text = line.split("//")[0]
        opened = re.match(r"\s*(?:package )?(struct|enum|extension|final class) (\w+)(?:<.*?>)?(?::\s*([^{]*))?\s*\{", text)
        if opened:
            kind, name, conforms = opened.groups()
            full = ".".join([entry[0] for entry in stack] + [name])
            stack.append((name, depth))
            if kind == "enum" and conforms and conforms.startswith("String"):
                found[full] = []
        inside = ".".join(entry[0] for entry in stack)
        if inside in found:
            for raw in re.findall(r"\bcase (.*?)(?:$|\})", text):
                for item in raw.split(","):
                    value = re.match(r'\s*`?(\w+)`?(?:\s*=\s*"([^"]*)")?', item)
                    if value:
                        found[inside].append((value.group(1), value.group(2) or value.group(1)))
        depth += text.count("{") - text.count("}")
        while stack and depth <= stack[-1][1]:
            stack.pop()
    return found


def value_text(path):
    """The values of facts, by kind."""
    cases = re.findall(r"^    case (\w+)\((\w+)\)$", open(path).read(), re.M)
    forward = "\n".join(f"        case .{case}(let value): value.pack(into: &out)" for case, _ in cases)
    back = "\n".join(f"        case .{case}: self = .{case}(try {swift}(unpacking: &reader))" for case, swift in cases)
    return f"""extension FactValue {{
    func pack(into out: inout PackedWriter) {{
        switch self {{
{forward}
        }}
    }}

    init(kind: FactKind, unpacking reader: inout PackedReader) throws {{
        switch kind {{
{back}
        }}
    }}
}}
"""


def build():
    numbers = Numbers()
    paths = {name: f"{HOME}/{name}.swift" for name in FILES}
    structs, enums = read(list(paths.values()))
    texts = {}
    for name, path in paths.items():
        own_structs, _ = read([path])
        parts = []
        for struct, fields in own_structs.items():
            if struct not in BY_HAND and fields:
                parts.append(struct_text(struct, fields, numbers, structs, enums))
        for enum, cases in case_names(path).items():
            if enum not in BY_HAND:
                parts.append(enum_text(enum, cases, numbers))
        if name == "Exchange/FactValue":
            parts.append(value_text(path))
        head = f"// SPDX-License-Identifier: EUPL-1.2\n// Written by scripts/packing.py from {name}.swift; not to be changed by hand.\n\n"
        texts[f"{HOME}/Packing/Generated/{os.path.basename(name)}+Packing.swift"] = head + "\n".join(parts)
    texts[NUMBERS] = numbers.text()
    return texts


def main():
    for path, text in build().items():
        if "--check" in sys.argv:
            if not os.path.exists(path) or open(path).read() != text:
                sys.exit(f"{os.path.relpath(path, ROOT)} is not current: run scripts/packing.py")
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w").write(text)


if __name__ == "__main__":
    main()
