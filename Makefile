# Everything that the project does, from a machine with python3 and make.
# Each command installs what it needs; `make` alone prints what there is.

PYTHON ?= python3
UV_VERSION := 0.13.9

BIN := .venv/bin
UV := $(BIN)/uv
# The libraries that the pages compare: 3 GB, in an environment of their own.
FRAMEWORKS := .venv-frameworks
PINS := $(addprefix scripts/frameworks/,requirements.txt constraints.txt)
FRAMEWORKS_PIP := $(FRAMEWORKS)/bin/pip install --disable-pip-version-check
# Zensical and what only it needs, beside the project's own packages.
ZENSICAL := .cache/zensical
# npm of the machine, or else the one that a Python package brings along.
NPM := $(shell command -v npm)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site page zensical pdf epub offline serve test quick nightly check format bench bench-pages bench-figures bench-build picture frameworks mutants clean

help: ## Print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "make %-13s %s\n", $$1, $$2 }'

site: .venv/site.done node_modules/done ## Build the site into site/
	@$(BIN)/python -m scripts.website build

zensical: .venv/site.done node_modules/done $(ZENSICAL)/done ## Build the site with Zensical in place of MkDocs
	@PYTHONPATH=$(ZENSICAL) $(BIN)/python -m scripts.website build --generator zensical

pdf: site .venv/pdf.done ## Print the site as a book, on A4 and on US Letter
	@$(BIN)/python -m scripts.editions.pdf

epub: site .venv/pdf.done ## Make an EPUB of the site, for e-readers
	@$(BIN)/python -m scripts.editions.epub

offline: pdf epub ## Pack the site and its books as one zip, to be read without a network
	@$(BIN)/python -m scripts.editions.offline

PORT ?= 8000
serve: .venv/site.done node_modules/done ## Show the site on http://127.0.0.1:8000 (or PORT=) and follow every change
	@$(BIN)/python -m scripts.website serve --address 127.0.0.1:$(PORT)

page: .venv/site.done ## Begin a page: make page NAME=foundations/jensen TITLE="Jensen's inequality"
	@$(BIN)/python -m scripts.website page "$$NAME" --title "$$TITLE"

# Compiled tests are kept, also where the environment says otherwise: it takes long to compile them.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: .venv/test.done node_modules/done ## Run the tests; BROWSER=none leaves out those of pages
	@$(BIN)/python -m scripts.common.browser_setup
	@$(PYTEST) -m "not nightly"

quick: .venv/test.done node_modules/done ## Run the tests that take less than a minute
	@$(PYTEST) -m "not slow and not nightly"

nightly: .venv/test.done node_modules/done ## Run the tests that take longest: of tests, and at random
	@$(PYTEST) -m nightly

check: .venv/lint.done .venv/test.done ## Lint, check the format and the types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: .venv/lint.done ## Format the code and mend what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(FRAMEWORKS)/done ## Compare the speed of the snippets with the libraries on this machine
	@$(FRAMEWORKS)/bin/python -m scripts.frameworks.bench

frameworks: $(FRAMEWORKS)/done ## Run the other libraries and compare with the record; UPDATE=1 writes it
	@$(FRAMEWORKS)/bin/python -m scripts.frameworks $(SECTIONS) $(if $(UPDATE),--update)

bench-pages: site .venv/test.done ## Measure what the formulas of the heaviest page cost in a browser
	@$(BIN)/python -m scripts.website.bench.pages

bench-figures: site .venv/test.done ## Measure how fast figures follow the hand in a browser that is slowed down
	@$(BIN)/python -m scripts.website.bench.figures

bench-build: .venv/test.done node_modules/done ## Measure builds of the site and of larger ones; takes half an hour
	@$(BIN)/python -m scripts.website.bench.build

picture: site .venv/pdf.done ## Record the moving picture that README.md shows
	@$(BIN)/python -m scripts.website.picture

mutants: .venv/test.done node_modules/done ## Damage every formula and function, and count what is noticed
	@$(BIN)/python -m scripts.mutants

clean: ## Remove everything that was built or installed
	rm -rf .venv $(FRAMEWORKS) .cache node_modules site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check uv==$(UV_VERSION)

$(ZENSICAL)/done: scripts/website/zensical.txt | $(UV)
	$(UV) pip install --python $(BIN)/python --target $(ZENSICAL) --no-deps --require-hashes --requirements $<
	@touch $@

# `uv sync` installs what uv.lock names; --inexact leaves the other groups in place. Nothing that
# takes minutes is quiet.
SYNC := $(UV) sync --frozen --inexact --compile-bytecode

.venv/site.done: $(UV) pyproject.toml uv.lock
	$(SYNC)
	@touch $@

.venv/%.done: .venv/site.done
	$(SYNC) --group $*
	@touch $@

# Made anew when a version changes. By pip, which also takes files that the machine keeps for it.
$(FRAMEWORKS)/done: $(PINS)
	rm -rf $(FRAMEWORKS)
	$(PYTHON) -m venv $(FRAMEWORKS)
	@$(FRAMEWORKS_PIP) --constraint scripts/frameworks/constraints.txt torch==2.13.0 && \
	$(FRAMEWORKS_PIP) --requirement scripts/frameworks/requirements.txt || \
	  { echo "The libraries could not be installed. If pip speaks of conflicting dependencies, it finds"; \
	    echo "PyTorch for graphics cards only, which brings 3 GB along that are of no use here: tell pip"; \
	    echo "where the CPU build is, by its settings extra-index-url or find-links."; exit 1; }
	@touch $@

node_modules/done: package.json package-lock.json $(if $(NPM),,.venv/node.done)
	$(or $(NPM),PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
