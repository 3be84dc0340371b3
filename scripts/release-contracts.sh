#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Keeps the present form of every contract as the released one; done with each release, after `xchg contract list` was looked at.
set -eu
cd "$(dirname "$0")/.."
rm -rf contracts/released
for contract in contracts/sources/*/*.xsd contracts/sources/*/*.json contracts/deliveries/*/*.xsd contracts/deliveries/*/*.json; do
    [ -e "$contract" ] || continue
    target="contracts/released/${contract#contracts/}"
    mkdir -p "$(dirname "$target")"
    cp "$contract" "$target"
done
