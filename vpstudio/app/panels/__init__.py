"""Panels made from settings models: describe.py reads a model, editors.py edits a value, form.py lays them out."""
