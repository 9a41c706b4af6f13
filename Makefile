# Everything a person does with Linli, from an empty machine: make run, make test. See README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The system packages tests need: a browser without windows, Chinese letters, and Java for the HTML checker.
TEST_PACKAGES := chromium-headless-shell fonts-noto-cjk default-jre-headless
TESTS ?= tests
SETTINGS := DJANGO_SETTINGS_MODULE=tests.settings

.DEFAULT_GOAL := help
.PHONY: help install dev browser run test lint format docs bench lock clean

help: ## what can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed ## environment with the locked packages and the linli command in .venv/bin
dev: $(VENV)/.installed-dev ## the same with the tools of tests and lint

$(BIN)/pip:
	@$(PYTHON) -m venv $(VENV) || { tools/system-packages python3-venv && $(PYTHON) -m venv --clear $(VENV); }

# The stamps skip what is up to date. --require-hashes: exactly the files the lock names, or nothing.
$(VENV)/.installed: requirements/base.lock pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements/dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

browser:
	@tools/system-packages $(TEST_PACKAGES)

run: install ## the platform on http://127.0.0.1:8000; the first time with the demo district
	@$(BIN)/linli up $(ARGS)

test: dev browser ## all tests; on PostgreSQL when DATABASE_URL names one; TESTS=path for some
	$(BIN)/pytest --numprocesses=2 --dist=loadgroup --no-loadscope-reorder $(TESTS)

lint: dev ## style, dependencies, types, layers, templates, scope, migrations, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/deptry src tests tools benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.lint_scope
	$(BIN)/python -m tools.lint_house
	$(BIN)/djlint --quiet --lint src
	$(SETTINGS) $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/python -m tools.docs --check

format: dev ## let ruff put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: dev ## write the generated parts of docs/
	$(BIN)/python -m tools.docs

bench: dev ## measure what design.md budgets; exits 1 when one is exceeded
	$(BIN)/python -m benchmarks $(ARGS)

lock: dev ## renew requirements/*.lock from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade -o requirements/base.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade --constraints requirements/base.lock -o requirements/dev.lock

clean: ## remove the environment and caches; data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist src/*.egg-info
