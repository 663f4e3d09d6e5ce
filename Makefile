# siyu: make run starts it, make test proves it. Needs make and any Python 3.
PYTHON ?= python3
BIN := .venv/bin
export SIYU_HOME ?= $(CURDIR)/var

.PHONY: help run test check fix bench setup setup-dev browser

help:
	@echo "make run    启动 / start the console"
	@echo "make test   测试 / all tests"
	@echo "make check  检查 / linter, types, import contracts, house tests"
	@echo "make fix    整理 / format and fix what can be fixed"
	@echo "make bench  性能 / benchmarks"

setup:
	@$(PYTHON) tools/setup.py

setup-dev:
	@$(PYTHON) tools/setup.py dev

run: setup
	@exec "$(BIN)/siyu" up

browser:
	@sh tools/browser.sh

test: setup-dev browser
	@sh tools/test.sh

check: setup-dev
	@"$(BIN)/ruff" check . && "$(BIN)/ruff" format --check .
	@"$(BIN)/mypy" siyu
	@"$(BIN)/lint-imports"
	@"$(BIN)/pytest" -q tests/house -p no:randomly

fix: setup-dev
	@"$(BIN)/ruff" check --fix . ; "$(BIN)/ruff" format .

bench: setup
	@"$(BIN)/siyu" bench all
