# The two commands that matter are `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
export PORT
PY = .venv/bin/python
PIP = $(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes

.PHONY: help run test check demo messages translations countries fonts bench lock clean
.DEFAULT_GOAL := help

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

run: .venv/installed  ## run the portal on this machine: make run, make run PORT=8123; Ctrl-C stops it
	@$(PY) -m defa_portal.run

test: .venv/installed-dev  ## run the whole suite, browser tests included
	@$(PY) -m tests.chromium
	@$(PY) -m pytest -n $${PYTEST_WORKERS:-2}

check: .venv/installed-dev  ## every check that CI runs besides the tests
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/deptry .
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING
	@echo "check --deploy in the settings of docs/production.env.example"
	@set -a && . docs/production.env.example && SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') && \
		$(PY) manage.py check --deploy --fail-level WARNING

demo: .venv/installed  ## load the example data afresh in place of the old; all other data stays
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_defa --verbosity 0
	@$(PY) manage.py load_demo

messages: .venv/installed-dev  ## collect the texts to translate into locale/, and compile the translations
	@$(PY) -m tools.catalogues collect

translations: .venv/installed-dev  ## compile what translators changed in locale/
	@$(PY) -m tools.catalogues compile

countries: .venv/installed-dev  ## make the names of countries afresh from the CLDR that Babel carries
	@$(PY) -m tools.countries

fonts: .venv/installed-dev  ## make the web fonts afresh from data/fonts
	@$(PY) -m tools.fonts

bench: .venv/installed  ## measure the portal beside the bare limits: ratios, not seconds
	@$(PY) manage.py bench

lock: .venv/installed-dev  ## pin requirements*.in afresh, with hashes
	UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements.in -o requirements.txt
	UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements-dev.in -o requirements-dev.txt

clean:  ## remove the virtual environment and collected files; data under var/ stays
	rm -rf .venv staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/installed: requirements.txt
	@sh .ci/venv "$(PYTHON)"
	@echo "Installing libraries into .venv"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing tools for tests and checks into .venv"
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@
