# The one door. Every target makes its own environment first; nothing has to be done before.
.DEFAULT_GOAL := help
.PHONY: help env run test check fix bench docs lock clean
BIN := .venv/bin
# What Python compiles is kept: some machines tell it not to, and every process would compile everything again.
export PYTHONDONTWRITEBYTECODE :=

help:  ## what the targets are
	@grep -E '^[a-z]+:.*## ' Makefile | awk -F ':.*## ' '{printf "make %-7s %s\n", $$1, $$2}'

env:  ## .venv with the library, the service and the touchpoint command in it
	@sh tools/env.sh

run: env  ## the whole service on http://127.0.0.1:8000, with a made-up force of 30,000 journeys
	@sh tools/assets.sh
	@exec $(BIN)/touchpoint run

check: env  ## format, lint, imports, types, architecture: under a minute
	@sh tools/env.sh everything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 0 tests/architecture

test: check  ## everything: the checks, then every test in random order and in parallel
	@sh tools/java.sh
	@sh tools/chromium.sh
	@sh tools/assets.sh
	@sh tools/oidc.sh
	@sh tools/mail_server.sh
	$(BIN)/python -m pytest

fix: env  ## format and mend what a machine can mend
	@sh tools/env.sh everything
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: env  ## measure speed and memory, write docs/benchmarks.md
	@sh tools/env.sh everything
	@$(BIN)/python tools/bench.py
	@sh tools/assets.sh
	@$(BIN)/python -m tools.load

docs: env  ## write the generated pages of docs/ again
	@sh tools/env.sh everything
	@$(BIN)/python -m tools.docs

lock: env  ## choose and hash the newest allowed dependencies
	@sh tools/env.sh everything
	@sh tools/lock.sh

clean:  ## remove the environment and everything made
	rm -rf .venv data build
