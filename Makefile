# Needs Python 3.11 or later and nothing installed before. `make demo` and `make test` also build durable-rules (Python
# 3.11 or 3.12), which takes a C compiler and Python's headers; where these are missing, they say so and go on without.

VENV := .venv
BENCH := .venv-bench
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
JOBS ?= auto
CORE := facts rules check derive engines assess
comma := ,
empty :=
space := $(empty) $(empty)

# 3.12 and 3.11 first: durable-rules does not run on 3.13. A name may exist and not run, so each is tried.
PYTHON ?= $(shell for python in python3.12 python3.11 python3.13 python3.14 python3 python; do \
	"$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

.PHONY: demo
demo: $(VENV)/.durable ## assess Sarah's case, part 3, on the terminal, with a second opinion where there is one
	@$(BIN)/cse-rules assess examples/sarah/part-3.yaml --second-opinion durable

.PHONY: test
test: $(VENV)/.durable ## run the whole test suite (PYTEST_ARGS="-k words" for some of it)
	$(BIN)/python -m pytest --numprocesses=$(JOBS) --dist=worksteal $(PYTEST_ARGS)

.PHONY: coverage
coverage: $(VENV)/.durable ## branch coverage of the core, by its own tests, is at least 95 %
	HYPOTHESIS_PROFILE=brief $(BIN)/python -m pytest --quiet --numprocesses=$(JOBS) --dist=worksteal --cov --cov-report= \
		$(CORE:%=tests/%)
	$(BIN)/python -m coverage report --fail-under=95 \
		--include='$(subst $(space),$(comma),$(CORE:%=src/cse_rules/%/*))'

.PHONY: lint
lint: $(VENV)/.installed ## ruff: lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: format
format: $(VENV)/.installed ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: types
types: $(VENV)/.installed ## mypy --strict
	$(BIN)/mypy

.PHONY: floors
floors: $(VENV)/.installed ## import-linter: each floor imports only what stands below it
	$(BIN)/lint-imports --no-logo

.PHONY: docs
docs: $(VENV)/.installed ## build the documentation, offline, into build/docs
	$(BIN)/sphinx-build --fail-on-warning --keep-going --quiet -b html -d build/doctrees docs build/docs

.PHONY: mutants
mutants: $(VENV)/.durable ## mutation run over the core; takes long
	HYPOTHESIS_PROFILE=brief CSE_RULES_CACHE=off $(BIN)/mutmut run
	$(BIN)/mutmut results

.PHONY: bench
bench: $(BENCH)/.installed ## measure, beside other engines, and write the figures to benchmarks/results
	$(BENCH)/bin/python benchmarks/check.py --write
	$(BENCH)/bin/python -m benchmarks.caseload.run --write
	$(BENCH)/bin/python -m benchmarks.caseload.profiled --write >/dev/null
	$(BENCH)/bin/python -m benchmarks.report --write
	$(BENCH)/bin/python -m benchmarks.language.accuracy --write
	$(BENCH)/bin/python -m benchmarks.language.speed --write

.PHONY: bench-peers
bench-peers: $(BENCH)/.installed ## install the engines that ours is measured beside, into .venv-bench

.PHONY: bench-memory
bench-memory: $(VENV)/.installed ## whether memory grows over 100,000 cases; takes minutes
	$(BIN)/python -m benchmarks.caseload.memory --write

.PHONY: constraints
constraints: ## write constraints.txt anew from pyproject.toml; needs uv
	@command -v uv >/dev/null || { echo "make constraints needs uv on the path (pip install uv)" >&2; exit 1; }
	@{ echo "# Exact versions, with hashes, of all that cse-rules needs to run, build, test and document."; \
	   echo "# Written by \`make constraints\`; edit pyproject.toml instead."; \
	   uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
		--fork-strategy fewest --upgrade --generate-hashes --no-emit-package cse-rules --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --quiet; } >build.constraints \
	&& mv build.constraints constraints.txt || { rm -f build.constraints; exit 1; }
	@{ echo "# Exact versions, with hashes, of the engines that ours is measured beside."; \
	   echo "# Written by \`make constraints\`; edit the group \`bench\` of pyproject.toml instead."; \
	   uv pip compile --group bench --universal --python-version 3.11 --upgrade --generate-hashes --no-annotate \
		--no-header --no-emit-index-url --no-emit-find-links --quiet; } >build.constraints \
	&& mv build.constraints benchmarks/peers.txt || { rm -f build.constraints; exit 1; }

.PHONY: calendar
calendar: $(VENV)/.installed ## write the shipped calendars of bank holidays anew
	$(BIN)/python -m tests.support.calendars --write

.PHONY: clean
clean: ## remove the environment and all that was built
	rm -rf $(VENV) $(BENCH) benchmarks/node_modules build dist mutants htmlcov .coverage .hypothesis .mypy_cache \
		.pytest_cache .ruff_cache .import_linter_cache

# `--no-deps`, because the file names everything: pip would take `coverage[toml]` for something that has no version there as
# soon as a newer coverage is to be had.
$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later, with venv, was not found." \
		"Install it (on Debian: python3 and python3-venv) or name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is not Python 3.11 or later with venv." >&2; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version): once, about a minute."
	@"$(PYTHON)" -m venv --clear $(VENV)
	@sed '/^durable-rules==/,/[^\\]$$/d' constraints.txt >$(VENV)/constraints.txt
	@$(PIP) --no-deps -r $(VENV)/constraints.txt
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Apart from the rest, because it alone has to be compiled; with setuptools from constraints.txt, not the newest.
$(VENV)/.durable: $(VENV)/.installed
	@sed -n '/^durable-rules==/,/[^\\]$$/p' constraints.txt >$(VENV)/durable.txt
	@header=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h; \
	if $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then \
		echo "durable-rules, the second engine, needs Python 3.11 or 3.12: going on without it and its tests." >&2; \
	elif test ! -e "$$header" || ! command -v cc >/dev/null; then \
		echo "durable-rules, the second engine, needs a C compiler and Python's headers (on Debian: gcc, python3-dev):" \
			"going on without it and its tests." >&2; \
	else $(PIP) --no-build-isolation --use-pep517 -r $(VENV)/durable.txt; fi
	@touch $@

# The peers one by one, so that one that cannot be had does not keep the others away; the run says who is missing. What
# the library itself needs is taken from its own environment.
$(BENCH)/.installed: $(VENV)/.durable benchmarks/peers.txt benchmarks/package.json benchmarks/package-lock.json
	@$(BIN)/python -m venv --clear $(BENCH)
	@library=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
	own=$$($(BENCH)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
	echo "import site; site.addsitedir('$$library')" >"$$own/library.pth"
	@for name in $$(sed -n 's/^\([A-Za-z0-9_.-]*\)==.*/\1/p' benchmarks/peers.txt); do \
		sed -n "/^$$name==/,/[^\\]$$/p" benchmarks/peers.txt >$(BENCH)/one.txt; \
		$(BENCH)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps \
			--ignore-installed -r $(BENCH)/one.txt || echo "$$name could not be installed: going on without it." >&2; \
	done
	@command -v javac >/dev/null || echo "Drools needs a JDK for Java 17 or later (on Debian: openjdk-17-jdk-headless)." >&2
	@if command -v npm >/dev/null; then cd benchmarks && npm ci --no-audit --no-fund --ignore-scripts --silent; \
	else echo "json-rules-engine needs node and npm (on Debian: nodejs, npm): going on without it." >&2; fi
	@touch $@
