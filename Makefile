# SPDX-License-Identifier: EUPL-1.2
# Two commands do everything on a fresh Debian 12 with Swift 6.3: make demo, make test.

BUILD := .build
PERSONS ?= 2000
SEED ?= 1
DIR ?= demo

.PHONY: help setup build demo test test-interop soak bench mutation format lint clean

help:
	@echo "make demo          build, run the whole job on $(PERSONS) simulated newcomers, show where the dashboard is"
	@echo "make test          build once, run all tests"
	@echo "make test-interop  run what needs foreign tools: Go, Chromium, Python packages"
	@echo "make bench         measure the whole path"
	@echo "make mutation      change mapping and rule code 100 times; the tests must notice each time"
	@echo "make soak          the long runs"

setup:
	@scripts/setup.sh build

build: setup
	@scripts/build.sh

demo: build
	@$(BUILD)/release/xchg demo --persons $(PERSONS) --seed $(SEED) --dir $(DIR)

test: build
	@scripts/setup.sh test || echo "The tests that need these packages say that they skip."
	@scripts/test.sh

test-interop: build
	@scripts/setup.sh interop
	@scripts/test-interop.sh

bench: build
	@$(BUILD)/release/xchg bench

mutation: build
	@scripts/mutation.py

soak: build
	@scripts/setup.sh test
	@XCHG_SOAK=1 scripts/test.sh

format:
	@swift format --in-place --recursive Sources Tests Package.swift

lint:
	@swift format lint --strict --recursive Sources Tests Package.swift

clean:
	@rm -rf $(BUILD) $(DIR)
