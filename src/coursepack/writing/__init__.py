"""The model written back as Markdown in coursepack's own form: what is written reads as the same again."""
