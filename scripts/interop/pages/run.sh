#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Builds the pages of a demo and lets a real browser judge them: axe, validity, widths, requests.
set -eu
cd "$(dirname "$0")/../../.."
venv="${XCHG_VENV:-.venv-interop}"
if [ ! -x "$venv/bin/python" ]; then python3 -m venv "$venv"; fi
"$venv/bin/python" -c "import playwright, axe_playwright_python, html5lib" 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check playwright axe-playwright-python html5lib
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
.build/release/xchg demo --persons 600 --seed 4 --dir "$work" >"$work/demo.log" 2>&1 || { cat "$work/demo.log"; exit 1; }
"$venv/bin/python" scripts/interop/pages/check_pages.py "$work/workspace/dashboards" "${XCHG_SCREENSHOTS:-$work/shots}"
