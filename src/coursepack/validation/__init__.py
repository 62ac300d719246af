"""Judges packages and question banks, ours and anybody's, by what their standards and learning systems ask for."""
