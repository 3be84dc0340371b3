#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Checks messages against contracts with tools that this project did not write.

  check_contracts.py                        every contract, every sample, and that a spoilt delivery is refused
  check_contracts.py --deliveries FOLDER    every file below a folder of deliveries
  check_contracts.py CONTRACT FILE…         files against one contract
"""
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import frictionless
import jsonschema
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.formats.json import JSONFormat

ROOT = Path(__file__).resolve().parents[3] / "contracts"


def xml_faults(contract, data):
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(data)
        file.flush()
        run = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", contract, file.name], capture_output=True, text=True)
    return [] if run.returncode == 0 else [line.replace(file.name, "") for line in run.stderr.splitlines()[:3]]


def json_faults(contract, value):
    schema = json.loads(Path(contract).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{list(error.absolute_path)}: {error.validator}" for error in checker.iter_errors(value)]


def table_faults(contract, data):
    """A Table Schema with its dialect; the trailer is taken off and reckoned."""
    schema = json.loads(Path(contract).read_text("utf-8"))
    dialect = schema["dialect"]
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    *rows, trailer = data[len(bom):].rstrip(b"\r\n").split(b"\r\n" if b"\r\n" in data else b"\n")
    body = b"\r\n".join(rows)
    try:
        text = body.decode("cp1252" if dialect["encoding"] == "windows-1252" else "utf-8")
    except UnicodeDecodeError:
        return ["encoding"]
    quote = dialect.get("quoteChar")
    quoting = dict(quotechar=quote) if quote else dict(quoting=csv.QUOTE_NONE)
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", **quoting))
    names = [field["name"] for field in schema["fields"]]
    if cells[0] != names:
        return ["header"]
    lines = sum(body.split(b"\r\n", 1)[1].replace(b"\r\n", b"")) if not quote else None
    count = re.fullmatch(rb"#AANTAL;(\d+);#CONTROLE;(\d+)", trailer)
    if not count or int(count[1]) != len(cells) - 1 or (lines is not None and int(count[2]) != lines % 1_000_000):
        return ["trailer"]
    descriptor = {"fields": schema["fields"], "missingValues": schema["missingValues"]}
    report = frictionless.Resource(data=cells, schema=frictionless.Schema.from_descriptor(descriptor)).validate()
    faults = []
    for row, column, kind, cell in report.flatten(["rowNumber", "fieldName", "type", "cell"]):
        # A day or month of 00 means unknown in these files; Table Schema has no word for that.
        if kind == "type-error" and re.fullmatch(r"00/\d\d/\d{4}|\d{4}-\d\d-00|\d{4}-00-00", str(cell)):
            continue
        faults.append(f"row {row}, {column}: {kind}")
    return faults


def is_events(value):
    return isinstance(value, list) and value and all(isinstance(one, dict) and "specversion" in one for one in value)


def event_faults(value):
    """CloudEvents: the envelope by its schema and by the reference library, the data by the contract that dataschema names."""
    faults = json_faults(ROOT / "deliveries/cloudevents/batch-1.schema.json", value)
    for index, event in enumerate(value):
        try:
            body = json.dumps(event).encode()
            read = from_structured(HTTPMessage({"content-type": "application/cloudevents+json"}, body), JSONFormat())
            if read.get_id() != event["id"] or read.get_data() != event["data"]:
                faults.append(f"[{index}]: cloudevents reads something else")
        except Exception as error:  # whatever the library says is a fault of the event
            faults.append(f"[{index}]: cloudevents: {type(error).__name__}")
            continue
        path = ROOT / event["dataschema"].split("/contracts/", 1)[1]
        faults += [f"[{index}].data{fault}" for fault in json_faults(path, event["data"])]
    return faults


def faults_of(contract, data):
    name = str(contract)
    if name.endswith(".xsd"):
        return xml_faults(contract, data)
    if name.endswith(".table.json"):
        return table_faults(contract, data)
    return json_faults(contract, json.loads(data))


def judge(path, data, folder):
    """The contracts of the folder that accept the message, and what is wrong where none does."""
    if path.suffix == ".xml":
        contracts = folder.glob("*.xsd")
    elif path.suffix == ".csv":
        contracts = folder.glob(path.stem.split("_")[-1] + "-*.table.json")
    elif path.suffix == ".ndjson":
        contracts = folder.glob("*.schema.json")
        lines = [json.loads(line) for line in data.decode().splitlines() if line]
        good = [c for c in contracts if not any(json_faults(c, line) for line in lines)]
        return [c.name for c in good], [] if good else ["no contract accepts every line"]
    else:
        value = json.loads(data)
        if is_events(value):
            faults = event_faults(value)
            return ([] if faults else ["cloudevents"]), faults
        contracts = folder.glob("*.schema.json")
    faults = []
    good = []
    for contract in sorted(contracts):
        found = faults_of(contract, data)
        good += [] if found else [contract.name]
        faults += [f"{contract.name}: {fault}" for fault in found[:3]]
    return good, [] if good else faults or ["no contract for it"]


def check_page(path, data, folder):
    """The elements of a page have a contract of their own."""
    value = json.loads(data) if path.suffix == ".json" else None
    if not isinstance(value, dict) or "resultaten" not in value:
        return []
    return [f for element in value["resultaten"] for f in json_faults(folder / "mutatie-1.schema.json", element)]


def spoilt(data, suffix):
    """The same file with a letter in a number."""
    return re.sub(rb'("insz":"|<INSZ>|;)(\d)(?=\d\d?)(?=[\d.]{1,2})', lambda m: m[1] + b"x", data, count=0 if suffix == ".csv" else 1)


def check_all():
    wrong = 0
    for contract in sorted([*ROOT.glob("sources/*/*.xsd"), *ROOT.glob("deliveries/*/*.xsd")]):
        run = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", contract, "/dev/null"], capture_output=True, text=True)
        if "failed to compile" in run.stderr:
            wrong += 1
            print(f"{contract.relative_to(ROOT)}: is no valid XML Schema")
    for contract in sorted([*ROOT.glob("sources/*/*.table.json"), *ROOT.glob("deliveries/*/*.table.json")]):
        schema = json.loads(contract.read_text("utf-8"))
        frictionless.Schema.from_descriptor({"fields": schema["fields"], "missingValues": schema["missingValues"]})
    samples = sorted(path for path in ROOT.glob("*/*/samples/*") if path.suffix in (".xml", ".csv", ".json", ".ndjson"))
    for path in samples:
        folder = path.parent.parent
        data = path.read_bytes()
        good, faults = judge(path, data, folder)
        faults += check_page(path, data, folder)
        print(f"{path.relative_to(ROOT)}: {'accepted by ' + ', '.join(good) if not faults else 'REFUSED'}")
        for fault in faults[:5]:
            print(f"    {fault}")
        wrong += bool(faults)
        if "deliveries" in path.parts:
            broken = spoilt(data, path.suffix)
            if broken == data or not judge(path, broken, folder)[1]:
                wrong += 1
                print("    a spoilt number in it is NOT refused")
    print(f"{len(samples)} samples, {wrong} wrong")
    return wrong or len(samples) < 10


def check_deliveries(root):
    wrong = count = 0
    for path in sorted(Path(root).glob("*/*")):
        if path.suffix not in (".xml", ".csv", ".json"):
            continue
        recipient = path.parent.name
        agency = "lokaal" if recipient.startswith("gemeente-") else "onderwijs" if recipient.startswith("school-") else recipient
        data = path.read_bytes()
        count += 1
        _, faults = judge(path, data, ROOT / "deliveries" / agency)
        wrong += bool(faults)
        for fault in faults[:5]:
            print(f"{recipient}/{path.name}: {fault}")
    print(f"{count} delivered files, {wrong} wrong")
    return wrong or count == 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(1 if check_all() else 0)
    if arguments[0] == "--deliveries":
        sys.exit(1 if check_deliveries(arguments[1]) else 0)
    bad = 0
    for name in arguments[1:]:
        faults = faults_of(arguments[0], Path(name).read_bytes())
        print(f"{name}: {'accepted' if not faults else 'REFUSED'}")
        for fault in faults:
            print(f"    {fault}")
        bad += bool(faults)
    sys.exit(1 if bad else 0)
