# eventcoder: `make` codes the articles of data/articles into data/events; `make help` lists the rest.

PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := data/events
CACHE := .cache

ARTICLES := $(shell find data/articles -type f -not -name '.*' 2>/dev/null)
ROOMS := parse dates places actors actions events read write build knowledge
CODE := $(shell find $(addprefix eventcoder/,$(ROOMS)) -type f -not -name '*.pyc' 2>/dev/null) \
	$(wildcard eventcoder/*.py) $(wildcard schemas/*.schema.json)
REPORTING := $(shell find eventcoder/quality -type f -not -name '*.pyc' 2>/dev/null) schemas/events.expectations.json

.DELETE_ON_ERROR:
.PHONY: default help install build validate report audit coverage test docs lint format bench clean

default: build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "eventcoder needs Python 3.11 or newer: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode -e . --group dev
	touch $@

install: $(READY) ## create .venv and install the program in it

build: $(OUT)/report.html ## code data/articles into data/events (the default)
	@echo "up to date: $(OUT)   report: $(OUT)/report.html"

$(OUT)/events.parquet: $(READY) $(ARTICLES) $(CODE)
	$(BIN)/eventcoder build data/articles -o $(OUT) --workers $(WORKERS) --cache $(CACHE)

$(OUT)/validation.json: $(OUT)/events.parquet $(REPORTING)
	$(BIN)/eventcoder validate $(OUT)
	@touch $@

$(OUT)/report.html: $(OUT)/validation.json
	$(BIN)/eventcoder report $(OUT)
	@touch $@

validate: $(OUT)/events.parquet ## check data/events; fails where a hard check fails
	$(BIN)/eventcoder validate $(OUT)

report: $(OUT)/validation.json ## write data/events/report.html anew
	$(BIN)/eventcoder report $(OUT)

audit: $(OUT)/events.parquet ## write data/events/audit.html: sampled events to be judged by eye
	$(BIN)/eventcoder audit $(OUT)

coverage: $(READY) ## list the CAMEO codes with the patterns that give them
	$(BIN)/eventcoder coverage

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(READY) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY) ## write docs/codebook.md and docs/commands.md anew, from the schemas and the commands
	$(BIN)/python -m eventcoder.schema docs/codebook.md
	$(BIN)/python -m eventcoder.cli.reference docs/commands.md

format: $(READY) ## put the code into its usual form
	$(BIN)/ruff format .

bench: $(READY) ## score against the gold files in $EVENTCODER_GOLD (where it is there), and time the coding
	$(BIN)/eventcoder evaluate --speed --cache $(CACHE) --if-there

clean: ## remove what was built and kept, but not the environment
	rm -rf $(OUT) $(CACHE) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
