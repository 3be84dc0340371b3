#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Holds the indicators of a demo against an oracle that shares no code with xchg.
set -eu
cd "$(dirname "$0")/../../.."
xchg="${XCHG_BINARY:-.build/release/xchg}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for seed in ${XCHG_SEEDS:-4 11}; do
    # Dossiers 01.00 tell neither the skills of a level apart nor its day: what the truth knows of them cannot arrive.
    "$xchg" demo --persons "${XCHG_PERSONS:-2000}" --seed "$seed" --rate earlierDossiers=0 --dir "$work/$seed" >"$work/demo.log" 2>&1 || { cat "$work/demo.log"; exit 1; }
    for day in 2026-07-01 2025-01-01 2023-07-01; do
        "$xchg" dashboard figures --workspace "$work/$seed/workspace" --as-of "$day" >"$work/figures.csv"
        # The truth tells what was known on the last day; from an earlier day only what happened by then counts.
        python3 scripts/interop/indicators/oracle.py "$work/$seed/agencies/truth-lives.ndjson" "$day" "$work/figures.csv"
    done
done
