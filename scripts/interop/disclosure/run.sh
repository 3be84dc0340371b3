#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A linear programme written apart from the auditor tries to narrow what is published.
set -eu
cd "$(dirname "$0")/../../.."
venv=$(bash scripts/interop/venv.sh scipy==1.17.1)
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$venv/bin/python" scripts/interop/disclosure/attack.py write "${XCHG_PUBLICATIONS:-1000}" >"$work/tables.ndjson"
"${XCHG_BINARY:-.build/release/xchg}" dashboard protect <"$work/tables.ndjson" >"$work/shown.ndjson"
"$venv/bin/python" scripts/interop/disclosure/attack.py read "$work/tables.ndjson" "$work/shown.ndjson"
