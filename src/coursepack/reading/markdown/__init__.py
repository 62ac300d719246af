"""Markdown becomes typed blocks: the only importer of markdown_it."""
