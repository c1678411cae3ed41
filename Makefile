# Alur's targets. Everything is set up inside this folder; nothing but Python 3.11–3.13 and make is needed.
.DEFAULT_GOAL := help
.PHONY: help setup run model test lint format bench lock messages clean
SETUP := @sh setup/python.sh -m setup

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up what is needed and serve Alur with its demo at http://127.0.0.1:8000 (PORT=… to change)
	$(SETUP) run

setup: ## the set-up of `make run` alone; afterwards there is .venv/bin/alur
	$(SETUP) setup

model: ## install the model that lets the search find by meaning (123 MB; docs/search.md)
	$(SETUP) model

test: ## every check: lint, then the tests on PostgreSQL and SQLite, a browser included
	$(SETUP) test

lint: ## style, types, layers, our own rules
	$(SETUP) lint

format: ## put the code in shape
	$(SETUP) format

bench: ## measure and print the table of benchmarks/README.md
	$(SETUP) bench

lock: ## lock the dependencies anew (UPGRADE=1: to their newest allowed versions)
	$(SETUP) lock

messages: ## collect the texts of the screens into the catalogue of translations
	$(SETUP) messages

clean: ## remove everything built here; asks before it removes the data in var/
	$(SETUP) clean
