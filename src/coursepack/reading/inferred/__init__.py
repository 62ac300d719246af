"""Quizzes as people have them: lettered options, answer lines and answer keys, read from plain prose."""
