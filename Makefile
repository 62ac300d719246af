# Everything that a contributor runs; `make help` lists it.
#
# Nothing has to be installed by hand on Debian: tests/setup/machine.sh prepares .venv, tests/node_modules and,
# for the tests, Chromium and Java, each only when it is missing or its lock changed.

MACHINE := tests/setup/machine.sh
BIN := .venv/bin
TSC := tests/node_modules/.bin/tsc
# Two workers: browser tests wait as often as they compute. Each has a run of neighbours, for what files of tests share.
PYTEST_WORKERS ?= 2
PYTEST_ARGS ?=

# The schemas of standards bodies may not be passed on with this repository; the tests take them from this folder.
ifeq ($(strip $(COURSEPACK_SCHEMAS)),)
ifneq ($(wildcard ../shared/schemas/index.json),)
export COURSEPACK_SCHEMAS := $(abspath ../shared/schemas)
endif
endif
# Handed on to machine.sh where given: make PYTHON=/path/to/python3.13
ifdef PYTHON
export PYTHON
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build test lint accept corpus faults screenshots bench format lock clean distclean environment tests-environment run-lint run-pytest

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

build: environment ## prepare .venv and build the course in content/ into build/
	@$(BIN)/coursepack build

test: tests-environment ## run everything: lint, types, imports and all tests
	@status=0; \
	$(MAKE) --no-print-directory run-lint || status=1; \
	$(MAKE) --no-print-directory run-pytest || status=1; \
	exit $$status

lint: environment ## run only what judges the code: ruff, mypy, import-linter, tsc
	@$(MACHINE) checks
	@$(MACHINE) npm
	@$(MAKE) --no-print-directory run-lint

accept: tests-environment ## rewrite the expected/ folders of tests/cases; read the difference before committing
	@$(BIN)/python -m pytest --accept -q $(PYTEST_ARGS)

corpus: environment ## score how well quizzes as people have them are read (tests/corpus)
	@$(BIN)/python -m tests.corpus.score

faults: tests-environment ## try every fault of learning systems in Chromium and write docs/faults.md
	@$(BIN)/python tests/faults/run.py

screenshots: tests-environment ## render the main pages into build/screenshots: phone, frame, desktop; light, dark, right to left
	@$(BIN)/python tests/screenshots/run.py

bench: environment ## measure speed, memory and package sizes against the goals; ROWS="quotations check" measures those
	@$(MACHINE) checks
	@$(BIN)/python tests/bench/run.py $(ROWS)

format: environment ## format the code
	@$(MACHINE) checks
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

lock: environment ## pin the newest versions that pyproject.toml, tests/requirements.in and package.json allow
	@tests/setup/lock.sh

clean: ## remove what was built, not what was installed
	rm -rf build dist .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -not -path '*/node_modules/*' -prune -exec rm -rf {} +

distclean: clean ## remove what was installed, too
	rm -rf .venv tests/node_modules

environment:
	@$(MACHINE) runtime

tests-environment: environment
	@$(MACHINE) checks
	@$(MACHINE) npm
	@$(MACHINE) browser-tools

# Each judge speaks, also after another one has found something.
run-lint:
	@status=0; \
	for judge in "$(BIN)/ruff check ." "$(BIN)/ruff format --check ." "$(BIN)/mypy" "$(BIN)/lint-imports" \
	  "$(TSC) --project templates/player/tsconfig.json" "$(TSC) --project templates/lms/tsconfig.json"; do \
	  echo "$$judge"; $$judge || status=1; \
	done; \
	exit $$status

run-pytest:
	@$(BIN)/python -m pytest --numprocesses $(PYTEST_WORKERS) --dist worksteal $(PYTEST_ARGS)
