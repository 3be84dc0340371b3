#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Builds tool and tests once: release, with testing enabled, so that make demo and make test share the work.
set -eu
cd "$(dirname "$0")/.."
command -v swift >/dev/null || { echo "Swift 6.3 is not on the PATH; see https://www.swift.org/install" >&2; exit 2; }
swift build -c release -Xswiftc -enable-testing --product xchg
exec swift build -c release -Xswiftc -enable-testing --product xchg-verify
