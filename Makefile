PYTHON ?= python3

.PHONY: run test clean

run:
	$(PYTHON) bootstrap.py run

test:
	$(PYTHON) bootstrap.py test

# What can be made again; takes under out/ stay.
clean:
	rm -rf .venv .venv.old build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find vpstudio tests -name __pycache__ -type d -prune -exec rm -rf {} +
