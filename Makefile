# Two commands: `make run` and `make test`; each sets up what it needs first. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup build run test lint asan tsan fuzz explore bench clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 16

setup: ## install and download what is missing
	@bash scripts/setup.sh

build: setup ## build build/release/treewright
	@bash scripts/build.sh release

run: build ## complete a comment in examples/read_json.py
	@bash scripts/run.sh

test: setup ## run every test, also under the sanitizers, and the fuzzers
	@bash scripts/test.sh

lint: setup ## check format and style, with clang-tidy
	@bash scripts/lint.sh

asan: setup ## the tests under AddressSanitizer and UBSan
	@bash scripts/sanitize.sh asan

tsan: setup ## the language server's and the index's tests under ThreadSanitizer
	@bash scripts/sanitize.sh tsan

fuzz: setup ## each fuzzer for FUZZ_SECONDS (20)
	@bash scripts/fuzz.sh

explore: setup ## the random tests with fresh seeds for EXPLORE_SECONDS (3600)
	@bash scripts/build.sh release
	@python3 scripts/explore.py build/release $${EXPLORE_SECONDS:-3600}

bench: build ## speed, with its bounds
	@build/release/treewright-lab bench --model models/python-base

clean: ## remove what was built (not what was downloaded)
	rm -rf build
