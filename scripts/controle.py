#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""States what was sent, so that xchg sync reconcile can compare: for senders, without anything but Python.

  controle.py FILE… > SENDER_VAN_TOT_controle.csv      files of rows (.csv), messages (.xml), events (.ndjson)
  controle.py --vdab VAN TOT PAGE.json… > FILE.json    elements of VDAB's pages

A lot is a file of rows, or a day of messages or events. Its digest is the SHA-256 over the sorted lines of the SHA-256 of each record.
"""
import hashlib
import json
import re
import sys
from pathlib import Path


def rows(data, quoted):
    """The rows of a CSV file as written, without line ends; a line end between quotes belongs to its row."""
    row = b""
    found = []
    for line in data.split(b"\n"):
        row = row + b"\n" + line if row else line
        if quoted and row.count(b'"') % 2:
            continue
        found.append(row[:-1] if row.endswith(b"\r") else row)
        row = b""
    return [row for row in found[1:] if row and not row.startswith(b"#")]


def records(path):
    """Lot and bytes of every record in a file."""
    data = path.read_bytes()
    if path.suffix == ".csv":
        quoted = data.startswith(b"\xef\xbb\xbf") or path.stem.endswith("_taallessen")
        return [(path.stem, row) for row in rows(data, quoted)]
    if path.suffix == ".ndjson":
        lines = [line.rstrip(b"\r") for line in data.split(b"\n") if line.strip()]
        return [(re.search(rb'"tijdstip"\s*:\s*"([0-9-]{10})', line)[1].decode(), line) for line in lines]
    day = re.search(rb"<(?:\w+:)?Tijdstip>\s*<(?:\w+:)?Datum>([0-9-]{10})<", data)[1].decode()
    return [(day, data)]


def elements(path):
    """Day in UTC and bytes of every element of a page."""
    text = path.read_text("utf-8")
    at = text.index("[", text.index('"resultaten"')) + 1
    while True:
        at = re.compile(r"[\s,]*").match(text, at).end()
        if text[at] == "]":
            return
        element, end = json.JSONDecoder().raw_decode(text, at)
        yield element["datumModificatie"][:10], text[at:end].encode()
        at = end


def lots(pairs):
    """Count and digest by lot; a message that was sent twice counts once, rows of one file count each."""
    found = {}
    for lot, record in pairs:
        found.setdefault(lot, []).append(hashlib.sha256(record).hexdigest())
    for lot, digests in sorted(found.items()):
        digests = sorted(digests if "_" in lot else set(digests))
        yield lot, len(digests), hashlib.sha256("".join(one + "\n" for one in digests).encode()).hexdigest()


def main(arguments):
    if arguments[:1] == ["--vdab"]:
        first, last, *pages = arguments[1:]
        held = lots(pair for page in pages for pair in elements(Path(page)))
        entries = [{"dag": day, "aantal": count, "sha256": digest} for day, count, digest in held if first <= day < last]
        print(json.dumps({"opgemaaktOp": last + "T05:00:00.000Z", "van": first, "tot": last, "loten": entries}, indent=2))
        return
    lines = [f"{lot};{count};{digest}" for lot, count, digest in lots(pair for name in arguments for pair in records(Path(name)))]
    trailer = f"#AANTAL;{len(lines)};#CONTROLE;{sum(sum(line.encode()) for line in lines) % 1_000_000}"
    sys.stdout.write("".join(line + "\r\n" for line in ["lot;aantal;sha256", *lines, trailer]))


if __name__ == "__main__":
    main(sys.argv[1:])
