#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Lets xmllint, jsonschema, frictionless and cloudevents judge all contracts, all samples and what a demo delivers.
set -eu
cd "$(dirname "$0")/../../.."
venv=$(bash scripts/interop/venv.sh jsonschema==4.26.0 frictionless==5.21.0 cloudevents==2.2.0)
"$venv/bin/python" scripts/interop/contracts/check_contracts.py
xchg="${XCHG_BINARY:-.build/release/xchg}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$xchg" demo --persons "${PERSONS:-150}" --seed 7 --dir "$work/demo" --contracts contracts >"$work/log" || { cat "$work/log"; exit 1; }
"$venv/bin/python" scripts/interop/contracts/check_contracts.py --deliveries "$work/demo/workspace/deliveries"
