#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Prometheus's own tool reads the figures of a gateway at work and the alert rules.
set -eu
cd "$(dirname "$0")/../../.."
binary="${XCHG_BINARY:-$PWD/.build/release/xchg}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
export XCHG_CONTRACTS="$PWD/contracts"
"$binary" init "$folder/workspace" >/dev/null
"$binary" serve --workspace "$folder/workspace" --port 0 --every 1 >"$folder/out" &
gateway=$!
trap 'kill "$gateway" 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 100); do grep -q Serving "$folder/out" && break; sleep 0.1; done
grep -q Serving "$folder/out" || { echo "the gateway did not start" >&2; cat "$folder/out" >&2; exit 1; }
url="$(grep -o 'http://[0-9.:]*' "$folder/out")"
curl -sf "$url/live" >/dev/null
curl -sf "$url/metrics" >"$folder/metrics"
kill -TERM "$gateway"
wait "$gateway"
promtool check metrics <"$folder/metrics"
promtool check rules packaging/prometheus/xchg-alerts.yaml
