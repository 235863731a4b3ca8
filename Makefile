# Everyday commands. Each sets up what it needs; `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
export SWIFT

# Arguments for the program that a target runs: make mnist ARGS="--epochs 2 --plot loss.svg"
ARGS ?=

PACKAGES := $(patsubst %/Package.swift,%,$(wildcard ./Package.swift Examples/Package.swift Benchmarks/Package.swift))
SOURCES := $(wildcard Package.swift Sources Tests Examples/Package.swift Examples/Sources Examples/Tests \
	Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests)

.PHONY: help setup mnist test bench bench-quick bench-operations bench-counts samplers docs format lint clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: OpenBLAS, LAPACKE, zlib, SQLite, pkg-config (Debian, Ubuntu)
	@Scripts/setup.sh

# All packages build into one folder, so that the library is compiled once for them together.
BUILD_FOLDER := --scratch-path .build

# In a folder that it has planned for one package, SwiftPM takes the plan for another's where no file has changed since.
PLAN_ANEW := rm -f .build/*/release/description.json

# The compiler's messages go to stderr, so that stdout holds the program's alone.
mnist: setup ## Train the classic digit classifier; ARGS="--epochs 2 --help …" are passed on
	@$(PLAN_ANEW)
	@$(SWIFT) build --configuration release $(BUILD_FOLDER) --package-path Examples --product mnist >&2
	@.build/release/mnist $(ARGS)

# Without testable imports tests and programs share their build; SwiftPM would compile everything anew for
# each of the two in turn. Tests see what is public or package.
TEST_FLAGS := --configuration release --disable-testable-imports

test: setup ## Run all tests of all packages in release mode
	@for package in $(PACKAGES); do \
		if [ -d "$$package/Tests" ]; then \
			echo "== $$package" >&2; \
			$(PLAN_ANEW); \
			$(SWIFT) test $(TEST_FLAGS) $(BUILD_FOLDER) --package-path "$$package"; \
		fi; \
	done

# What a run of the benchmarks leaves: report.md, readme.md, plots and results.json.
BENCH_OUTPUT ?= .build/bench
# The programs have the Swift runtime in themselves, as those that are shipped: calls into a library of its own are up to half of a
# small operation's time. That takes a build of its own.
BENCH_FOLDER := .build/static
BENCH_BUILD := $(PLAN_ANEW); $(SWIFT) build --configuration release --static-swift-stdlib --scratch-path $(BENCH_FOLDER) \
	--package-path Benchmarks --product

bench: setup ## Compare all workloads with every installed peer; report in BENCH_OUTPUT; ARGS="--rounds 3 --only mlp …"
	@$(BENCH_BUILD) workloads >&2
	@$(BENCH_BUILD) first-op >&2
	@Benchmarks/compare.py --workloads $(BENCH_FOLDER)/release/workloads --output $(BENCH_OUTPUT) $(ARGS)

bench-quick: setup ## The same in under 3 minutes: one round of the short workloads beside PyTorch
	@$(BENCH_BUILD) workloads >&2
	@$(BENCH_BUILD) first-op >&2
	@Benchmarks/compare.py --quick --workloads $(BENCH_FOLDER)/release/workloads --output $(BENCH_OUTPUT) $(ARGS)

bench-operations: setup ## Compare some two hundred single operations with PyTorch's; ARGS="--only layer --below 1.1 …"
	@$(BENCH_BUILD) operations >&2
	@Benchmarks/operations.py $(BENCH_FOLDER)/release/operations $(ARGS)

# A Python with optuna, cmaes, scipy and torch.
TAPESTRY_OPTUNA_PYTHON ?= python3

samplers: setup ## Compare the samplers of TapestryTune with Optuna's; ARGS="--trials 50 --samplers tpe,gp …"
	@$(BENCH_BUILD) samplers >&2
	@$(TAPESTRY_OPTUNA_PYTHON) Benchmarks/samplers.py $(BENCH_FOLDER)/release/samplers $(ARGS)

bench-counts: setup ## Hold small operations' numbers of allocations to those in Benchmarks/Thresholds
	@cd Benchmarks && $(SWIFT) package benchmark thresholds check --target micro --metric Allocations $(ARGS)

docs: setup ## Build the documentation, with the reference of the whole API, in .build/docs/site
	@Scripts/docs.sh

format: ## Format all Swift sources in place
	@$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

lint: ## Check the format of all Swift sources
	@$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

clean: ## Remove all build products
	rm -rf $(addsuffix /.build,$(PACKAGES))
