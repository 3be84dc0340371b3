#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Lets Go's x/mod (Debian: golang-go, golang-golang-x-mod-dev) judge our log: logs of chosen sizes, and the log of a demo run.
set -eu
cd "$(dirname "$0")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
XCHG_INTEROP=1 swift test -c release -Xswiftc -enable-testing --filter ForeignVerificationTests
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/cache" go build -o "$work/xmod" scripts/interop/xmod/main.go
.build/release/xchg demo --persons "${PERSONS:-300}" --seed 7 --dir "$work/demo" >"$work/demo.log" || { cat "$work/demo.log"; exit 1; }
found=0
for vkey in $(find "$work/demo" -path '*/audit/*/vkey'); do
    shard=$(dirname "$vkey")
    "$work/xmod" "$shard" "$(cat "$vkey")" -seeded 10000 7
    found=1
done
[ "$found" = 1 ] || { echo "the demo wrote no log" >&2; exit 1; }
