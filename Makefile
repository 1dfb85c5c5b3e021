# Everything a developer runs. Needs make, a POSIX shell and Python 3.11; `make help` lists the targets.

PYTHON ?=
PORT ?= 8000
SERVE ?= 1
DEMO_PAGE = /severe-spasticity/
ACT ?= ../shared/act
APG ?=

VENV = .venv
BIN = $(VENV)/bin
MANAGE = $(BIN)/python manage.py
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
AXE = a11y/engine/browser/axe-core

# Stamps: a step runs again when a file it depends on has changed.
INSTALLED = $(VENV)/installed
AXE_COPIED = $(AXE)/axe.min.js

.PHONY: help setup browser demo test test-fast lint rule-docs messages act corpus false-alarms wheel \
	bench bench-scan bench-killed constraints clean

help: ## List the targets
	@echo "Targets:"
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

setup: $(INSTALLED) $(AXE_COPIED) browser ## Install everything: Python packages, axe-core, a browser

$(BIN)/python:
	@PYTHON="$(PYTHON)" sh scripts/create-venv.sh $(VENV)

# pip itself first: it is pinned too, and older ones do not know --group.
$(INSTALLED): constraints.txt pyproject.toml | $(BIN)/python
	@echo "Installing the pinned Python packages"
	@$(PIP_INSTALL) --constraint constraints.txt pip
	@$(PIP_INSTALL) --constraint constraints.txt --build-constraint constraints.txt \
		--editable ".[demo]" --group dev
	@touch $@

$(AXE_COPIED): package.json package-lock.json .npmrc | $(INSTALLED)
	@echo "Installing axe-core"
	@$(BIN)/npm ci
	@mkdir -p $(AXE)
	@cp node_modules/axe-core/LICENSE* node_modules/axe-core/axe.min.js $(AXE)/

browser:
	@sh scripts/ensure-browser.sh

demo: setup ## Build the demo site, audit it and serve it (PORT=8000; SERVE=0 to stop after the audit)
	@mkdir -p var
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) setup_demo
	@$(MANAGE) audit --page $(DEMO_PAGE) || { code=$$?; [ $$code -eq 1 ] || exit $$code; }
	@echo
	@echo "Site     http://localhost:$(PORT)/"
	@echo "Page     http://localhost:$(PORT)$(DEMO_PAGE)"
	@echo "Editor   http://localhost:$(PORT)/admin/   user demo, password demo"
	@[ "$(SERVE)" = 0 ] || { \
		$(MANAGE) audit_worker & worker=$$!; \
		trap 'kill $$worker 2>/dev/null' EXIT INT TERM; \
		$(MANAGE) runserver $(PORT); \
	}

test: setup ## Run every check and every test
	@$(MAKE) --no-print-directory lint
	@sh scripts/with-postgres.sh $(BIN)/python -m pytest --quiet -n 2 -m "not browser and not slow" \
		tests/a11y/cms
	@$(BIN)/python -m pytest --quiet -m alone
	@$(BIN)/python -m pytest -n 2 -m "not alone" --cov --cov-report=term

test-fast: $(INSTALLED) ## Run the tests that need no browser and little time
	@$(BIN)/python -m pytest -m "not browser and not slow"

lint: $(INSTALLED) ## Check style, types, the architecture's arrows and migrations
	@$(BIN)/python -m ruff check --quiet
	@$(BIN)/python -m ruff format --quiet --check
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(MANAGE) makemigrations --check --dry-run --settings tdd_pages.settings.test

rule-docs: $(INSTALLED) ## Write the documentation of the audit's rules from the rules
	@$(BIN)/python -m a11y.engine.rules.docs docs/rules

messages: $(INSTALLED) ## Collect the interface's strings, compile their translations, say what is missing
	@$(BIN)/python scripts/messages.py

act: setup ## Audit the W3C's ACT test cases (ACT=folder with testcases.json)
	@mkdir -p var
	@$(BIN)/python -m bench.act $(ACT) --earl var/act-earl.json

corpus: setup ## Fetch real pages to measure with (APG=checkout of w3c/aria-practices)
	@$(BIN)/python -m bench.corpus $(if $(APG),--apg $(APG))

false-alarms: setup ## List what our rules call failures on real pages, to be judged by hand
	@$(BIN)/python -m bench.false_alarms --driven

wheel: $(INSTALLED) $(AXE_COPIED) ## Build the wheel into dist/
	@$(BIN)/python -m build --no-isolation --wheel

bench: setup ## Measure what rendering costs
	@mkdir -p var
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) setup_demo
	@$(BIN)/python bench/render.py

bench-scan: setup ## Measure how fast the audit is, against axe-core alone and pa11y-ci
	@mkdir -p var/pa11y
	@PUPPETEER_SKIP_DOWNLOAD=1 $(BIN)/npm install --silent --no-save --prefix var/pa11y pa11y-ci@4.1.1
	@$(BIN)/python -m bench.scan --pa11y var/pa11y/node_modules/.bin/pa11y-ci

bench-killed: setup ## Scan 500 pages, and kill the worker five times
	@A11Y_KILLED_PAGES=500 A11Y_KILLS=5 $(BIN)/python -m pytest tests/a11y/cms/test_killed.py

# With the oldest Python there is, Debian 12's 3.11.2: some packages' newest releases leave it out.
constraints: ## Pin the newest packages in constraints.txt (PYTHON= names the oldest Python supported)
	@PYTHON="$(PYTHON)" sh scripts/create-venv.sh build/constraints
	@build/constraints/bin/python -m pip install --quiet --upgrade pip
	@build/constraints/bin/python -m pip install --quiet --editable ".[demo]" --group dev
	@{ echo "# Every package of the demo and of development. Made by: make constraints"; \
		build/constraints/bin/python -m pip freeze --all --exclude-editable --exclude setuptools; \
	} > constraints.txt
	@rm -rf build/constraints

clean: ## Remove what these targets made, the demo's database included
	rm -rf $(VENV) node_modules $(AXE) build dist var .coverage htmlcov
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
