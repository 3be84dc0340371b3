#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Lets PyPI's sd-jwt open what our entries disclose, over the log of a demo.
set -eu
cd "$(dirname "$0")/../../.."
venv=$(bash scripts/interop/venv.sh sd-jwt==0.10.4)
xchg="${XCHG_BINARY:-.build/release/xchg}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$xchg" demo --persons "${PERSONS:-60}" --seed 7 --dir "$work/demo" --contracts contracts >"$work/log" || { cat "$work/log"; exit 1; }
year=$(ls "$work/demo/workspace/audit" | tail -1)
"$xchg" audit export "$year" --shape exchanges --warrant interop --reason interop --workspace "$work/demo/workspace" >"$work/entries.jsonl"
"$venv/bin/python" scripts/interop/disclosures/check_disclosures.py "$work/entries.jsonl"
