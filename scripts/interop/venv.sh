#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Prints the path of a Python environment that holds the packages named: venv.sh jsonschema==4.26.0 …  Made once, shared by all checks.
set -eu
cd "$(dirname "$0")/../.."
venv="${XCHG_VENV:-.venv-interop}"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv" >&2
"$venv/bin/python" - "$@" <<'PYTHON' || "$venv/bin/pip" install --quiet --disable-pip-version-check "$@" >&2
import sys
from importlib import metadata
for wanted in sys.argv[1:]:
    name, _, version = wanted.partition("==")
    try:
        held = metadata.version(name)
    except metadata.PackageNotFoundError:
        sys.exit(1)
    if version and held != version:
        sys.exit(1)
PYTHON
echo "$venv"
