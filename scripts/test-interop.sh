#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Runs what needs tools that this project did not write.
set -eu
cd "$(dirname "$0")/.."
export XCHG_INTEROP=1 SWIFT_BACKTRACE=enable=no
for script in scripts/interop/*/run.sh; do
    [ -e "$script" ] || continue
    echo "== $script"
    bash "$script"
done
