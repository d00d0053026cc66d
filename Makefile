# make run: installs what is missing into .venv, then starts. Nothing outside this folder is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

.PHONY: install run test check bench lock clean

install: $(VENV)/.installed
	@:

run: install
	@$(BIN)/maillage run

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/.installed-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n auto tests/rules

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks

# Keeps the versions that are in the locks where they still fit; `make lock UPGRADE=--upgrade` takes the newest.
# The build backend is locked too: the project itself is then installed without looking anything up.
UV := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock: $(VENV)/.installed-dev
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
		| $(UV) $(UPGRADE) pyproject.toml - --output-file requirements.lock
	@$(UV) $(UPGRADE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A venv whose Python is gone, as after an upgrade of the system's, is made again.
SOUND := $(shell $(BIN)/python -c 'print("sound")' 2>/dev/null)
.PHONY: again

$(VENV)/.installed: requirements.lock pyproject.toml $(if $(SOUND),,again)
	@PYTHON="$(PYTHON)" sh .ci/venv $(VENV)
	@echo "Installing Maillage into $(VENV) (once; about half a minute)"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@
