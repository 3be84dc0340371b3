#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Runs all tests on the build that make demo uses. Crashing tests must not wait for a backtrace.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
exec swift test -c release -Xswiftc -enable-testing "$@"
