# Conecta: `make run` shows it, `make test` and `make check` keep it whole. See README.md.

# A distribution compiles its Python with optimisations that one built by hand mostly lacks: a
# quarter faster. It is taken where it is new enough and can make environments.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; assert sys.version_info >= (3, 11)' \
	2>/dev/null && echo /usr/bin/python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
# A copy installed from other locks is out of date: the stamps carry the locks' own checksums.
RUNTIME := $(VENV)/installed-$(shell cksum < requirements.txt | cut -d' ' -f1)
DEVELOPMENT := $(VENV)/installed-dev-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d' ' -f1)
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install -qq --require-hashes -r
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
TEMPLATES := $(wildcard templates */templates conecta/*/templates)
# What may differ from one machine to the next, and a lock must not name.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# Where this is set, each of the processes that make up Conecta would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test e2e bench check format lock clean

help: ## what there is
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(DEVELOPMENT) ## install everything that a developer needs

run: $(RUNTIME) ## start Conecta on this machine, until Ctrl-C
	@$(BIN)/python -m conecta.local run --with-parent

test: $(DEVELOPMENT) ## the whole suite, on real PostgreSQL and Redis
	@$(PYTEST) $(ARGS)

e2e: $(DEVELOPMENT) ## journeys in a headless browser
	@$(BIN)/python -m pytest -m e2e $(ARGS)

bench: $(DEVELOPMENT) ## figures beside their limits, see docs/benchmarks.md
	@$(BIN)/python -m tests.bench $(ARGS)

check: $(DEVELOPMENT) ## format, lint, types, imports, templates, migrations, deployment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet $(TEMPLATES)
	$(BIN)/python -m conecta.local.deployment

format: $(DEVELOPMENT) ## what `make check` would ask for
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(DEVELOPMENT) ## renew the locked dependencies
	$(LOCK) --upgrade pyproject.toml -o requirements.txt
	$(LOCK) --upgrade pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove what make installed and what the tools left; the data in .data stay
	rm -rf $(VENV) .data-test .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): $(VENV)/pyvenv.cfg
	@test -e $(DEVELOPMENT) || { echo "Instalando as dependências em $(VENV)…"; $(INSTALL) requirements.txt; }
	@touch $@

$(DEVELOPMENT): $(VENV)/pyvenv.cfg
	@echo "Instalando as dependências de desenvolvimento em $(VENV)…"
	@$(INSTALL) requirements-dev.txt
	@touch $@

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "O Conecta precisa do Python 3.11 ou mais novo: make PYTHON=python3.11 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
