# Everything a person types, and what CI calls.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
WORKERS ?= 2
YEAR ?= 2015

.PHONY: profile test test-all test-browser bench lint types docs lock lab clean

profile: $(READY)            ## set up, run an edition (its sample extracts are written first), say where it is
	$(BIN)/partnership-profile run $(YEAR)

test: $(READY) lint types    ## every kind of check, at small N
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not full and not browser"

test-all: $(READY) lint types ## the N of every "Done when" line
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not browser"

test-browser: $(READY)       ## JupyterLab and the pages in Chromium, the documents in LibreOffice; fails without them
	$(BIN)/pytest -m "browser$(if $(QUICK), and not full)" tests/browser

bench: $(READY)              ## how long each part takes, beside something timed in the same run; fails over their limits
	over=0; for script in benchmarks/*.py; do echo "$$script"; $(BIN)/python $$script || over=1; done; exit $$over

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

lab: $(READY)                ## JupyterLab on the notebooks
	$(BIN)/partnership-profile explore

docs: $(READY)               ## the pages that are made from the code
	$(BIN)/python -m profile_lib.handbook

lock: $(READY)               ## resolve the lock again, for every platform and Python, with hashes
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --upgrade \
		--python-version 3.11 --no-header --no-annotate --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) data private outputs/20* .pytest_cache .ruff_cache .mypy_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
