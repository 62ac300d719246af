"""Reads what other tools leave in their exports: one file per tool, `table.py` has them all."""
