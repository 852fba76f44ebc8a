# Needs Python 3.11 or newer, git and make. Everything else goes into .venv, once.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test test-real payloads gallery check bench eval soak proof fuzz lock clean

VENV := .venv
PY := $(VENV)/bin/python
# pip compiles one file after the other; this takes all cores, and spares every later start the wait, also where
# Python is told not to write what it has compiled. A package may carry a file for another Python, which is no fault.
COMPILE := $(PY) -m compileall -q -j 0 $(VENV)/lib bot commands handlers prompts sandbox store >/dev/null 2>&1 || true
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile
# Paths and options for pytest: make test T="tests/unit -x"
T ?=
# Options for the soak, such as S="--seconds 60 --database sqlite --seed 7"
S ?=
# For `make eval`: the folder with the public data sets, and the parts to measure; empty, the golden tickets alone.
DATA ?=
ONLY ?=
# How many bad inputs each test of `make fuzz` tries; another number means other inputs.
N ?= 12000
# More than two cores' worth: many tests wait for a process or for time to pass. A file stays with one worker, so that
# what its tests share is made once.
WORKERS ?= 4
# What came too late for a machine that stood still is asked once more, and told; what was wrong is not.
LATE := --reruns 1 --only-rerun Timeout -r fER
# Somebody else's model server, for `make test-real`.
AIMOCK := $(VENV)/aimock/node_modules/.bin/llmock
# make lock UPGRADE=--upgrade takes the newest versions instead of keeping those that still fit.
UPGRADE ?=
UV_COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --quiet $(UPGRADE)

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/installed ## Live a day at the desk in your browser, without any account
	@$(PY) -m bot demo

run: $(VENV)/installed ## Run Deskhand against your workspace (settings from the environment or .env)
	@$(PY) -m bot run

test: $(VENV)/installed-dev ## Run the tests; T=tests/unit runs a part of them
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(LATE) $(T)

test-real: $(VENV)/installed-dev $(VENV)/oscar/ready $(VENV)/localstripe/ready $(VENV)/helpdesk/ready ## Run the tests against others' software: a helpdesk, a shop, payments, a model
	@test -x $(AIMOCK) || ! command -v npm >/dev/null || \
		npm install --silent --no-fund --no-audit --prefix $(VENV)/aimock @copilotkit/aimock@1.43.0
	@test -x $(AIMOCK) || echo "Node is not here: the model server's tests are skipped."
	@AIMOCK=$$(test ! -x $(AIMOCK) || echo $(AIMOCK)) MAIL_REAL=1 OSCAR=$(VENV)/oscar/bin/python LOCALSTRIPE=$(VENV)/localstripe/bin/python DJANGO_HELPDESK=$(VENV)/helpdesk/bin/python \
		$(PY) -m pytest $(or $(T),tests/real)

# Others' software for `make test-real`, each with its own dependencies in a place of its own.
$(VENV)/oscar/ready: | $(VENV)/bin/pip
	@$(PY) -m venv $(VENV)/oscar
	@$(VENV)/oscar/bin/pip install --quiet --disable-pip-version-check 'django-oscar[sorl-thumbnail]==4.2.1' \
		django-oscar-api==3.3.0 factory_boy==3.3.3 setuptools==75.8.0
	@touch $@

$(VENV)/localstripe/ready: | $(VENV)/bin/pip
	@$(PY) -m venv $(VENV)/localstripe
	@$(VENV)/localstripe/bin/pip install --quiet --disable-pip-version-check localstripe==1.15.10
	@touch $@

$(VENV)/helpdesk/ready: | $(VENV)/bin/pip
	@$(PY) -m venv $(VENV)/helpdesk
	@$(VENV)/helpdesk/bin/pip install --quiet --disable-pip-version-check django-helpdesk==2.6.1
	@touch $@

payloads: $(VENV)/installed-dev ## Show every payload that tests send to Slack to three judges (the third needs Node)
	@rm -rf $(VENV)/payloads
	@PAYLOADS=$(VENV)/payloads $(PY) -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(T)
	@$(PY) -m tests.payloads $(VENV)/payloads $(VENV)/types

gallery: $(VENV)/installed-dev ## Draw every card, answer and form anew into docs/gallery (needs Chromium)
	@$(PY) -m tests.gallery

check: $(VENV)/installed-dev ## Style, types, import order, dependencies, schema and the example's desk file
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo --no-cache
	$(VENV)/bin/deptry .
	@rm -f $(VENV)/schema.db
	DATABASE_URL=sqlite:///$(VENV)/schema.db $(PY) -m bot migrate
	DATABASE_URL=sqlite:///$(VENV)/schema.db $(PY) -m bot migrate --check
	$(PY) -m bot check examples/shop/desk.toml
	$(PY) -m bot check examples/internal/desk.toml

bench: $(VENV)/installed-dev ## Measure speed beside the bare parts it is built on
	@$(PY) -m tests.benchmarks

eval: $(VENV)/installed-dev ## Measure how good the assistant is; DATA=folder adds the public data sets, ONLY=types,gate
	@$(PY) -m tests.eval --data "$(DATA)" --only "$(ONLY)"

soak: $(VENV)/installed-dev ## Kill processes under load and compare what was told, stored, posted and sent
	@$(PY) -m tests.soak $(S)

proof: $(VENV)/installed-dev ## Take each promise's mechanism out of a copy and see its test fail
	@$(PY) -m tests.proof

fuzz: $(VENV)/installed-dev ## Send tens of thousands of bad inputs to webhooks, API and Slack's door
	@FUZZ=$(N) $(PY) -m pytest -q -s --timeout 0 tests/edge/test_fuzz.py tests/edge/test_openapi.py \
		tests/scenarios/test_slack_sends_nonsense.py

lock: $(VENV)/bin/uv ## Resolve the dependencies of pyproject.toml into the lock files
	$(UV_COMPILE) --output-file requirements.lock
	$(UV_COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove the virtual environment
	rm -rf $(VENV)

# pip is the last thing that venv writes: without it the environment is half made.
$(VENV)/bin/pip:
	@set -e; \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
		echo "Deskhand needs Python 3.11 or newer, and none was found." >&2; \
		echo "Install one (for example: apt install python3 python3-venv, or brew install python@3.13)," >&2; \
		echo "or name the one you have: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$found --version)"; \
	$$found -m venv $(VENV)

$(VENV)/installed: requirements.lock | $(VENV)/bin/pip
	@echo "Installing what Deskhand needs (about a minute, once)"
	@$(PIP_INSTALL) -r requirements.lock
	@$(COMPILE)
	@touch $@

# The development lock holds the runtime too, at the same versions.
$(VENV)/installed-dev: requirements-dev.lock requirements.lock | $(VENV)/bin/pip
	@echo "Installing what Deskhand and its tests need (a minute or two, once)"
	@$(PIP_INSTALL) -r requirements-dev.lock
	@$(COMPILE)
	@touch $(VENV)/installed $@

$(VENV)/bin/uv: | $(VENV)/installed-dev
