# What one does while working here. `make` alone names the targets.
.DEFAULT_GOAL := help
.PHONY: help setup check test fix demo hooks

BIN := $(or $(VENV),.venv)/bin

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

setup: ## the environment in .venv, as the README makes it
	python3 -m venv .venv
	.venv/bin/pip install -r requirements-dev.txt
	.venv/bin/pip install --no-deps --no-build-isolation -e .

check: ## style, types, imports, translations and documents: some two minutes, all of it without the tests
	bash .ci/run style types imports translations docs

test: ## all tests, or those of TESTS="tests/project/test_docs.py -k settings"
	$(BIN)/python -m pytest $(or $(TESTS),-n auto)

fix: ## style and format put right, catalogues brought up to the code
	$(BIN)/ruff check --fix . .ci/translations .ci/imports
	$(BIN)/ruff format . .ci/translations .ci/imports
	$(BIN)/python .ci/translations update

demo: ## the bot in the browser, without a token
	$(BIN)/santribot demo

hooks: ## ruff and the translations before every commit, by pre-commit
	$(BIN)/pre-commit install
