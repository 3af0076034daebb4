# Gradscape: everything a person needs is `make serve` and `make test`. `make help` lists the rest.

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

VENV := .venv
RUN := $(VENV)/bin
# An installation is up to date while its stamp is newer than what it was made from.
RUNTIME := $(VENV)/.installed-runtime
DEVELOPMENT := $(VENV)/.installed-development
PINNED := pyproject.toml requirements/build.txt scripts/setup

.PHONY: help serve test bench scorecard pictures lock clean

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

serve: $(RUNTIME)  ## Open Gradscape at http://127.0.0.1:8000 (HOST=... PORT=... to change)
	@exec $(RUN)/gradscape serve

test: $(DEVELOPMENT)  ## Run every check and test
	@CHROME="$$(scripts/chrome --install)" && export CHROME && scripts/redis --install >/dev/null && exec scripts/check

bench: $(DEVELOPMENT)  ## Compare our speed with its peers
	@CHROME="$$(scripts/chrome --install)" && export CHROME && exec $(RUN)/python tests/benchmarks

scorecard: $(DEVELOPMENT)  ## Measure what the server bears, against what it should (a quiet machine, 3 minutes)
	@exec $(RUN)/python -m tests.scorecard --json scorecard.json

pictures: $(DEVELOPMENT)  ## Take the pictures of the README and of scenes again
	@CHROME="$$(scripts/chrome --install)" && export CHROME \
		&& $(RUN)/python scripts/pictures && exec $(RUN)/python scripts/scene_pictures

lock: $(DEVELOPMENT)  ## Move to the newest versions of all packages, pinned again
	@scripts/lock

clean:  ## Remove everything that was made here, the installation included
	rm -rf $(VENV) build dist scripts/tooling/node_modules .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find backend tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements/runtime.txt $(PINNED)
	@scripts/setup runtime && touch $@

$(DEVELOPMENT): requirements/dev.txt requirements/runtime.txt $(PINNED)
	@scripts/setup dev && touch $(RUNTIME) $@
