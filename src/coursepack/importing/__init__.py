"""Foreign banks of questions become Markdown: what `coursepack import` does.

A format is one module (or package) here and a row in `coursepack.importing.table`. Its `Importer` recognises a file
by what is in it and reads it into a `Bank`: quizzes of the model's own questions, and the files that they show.

- Rich text goes through `coursepack.importing.rich_text`, which makes blocks of HTML (also of elements that are parsed
  already, as in QTI: hand it what your format has inside texts as `special`).
- Each question goes through `coursepack.importing.fitting.fitted`, which brings it into the form that Markdown holds,
  so that what is written builds at once.
- All that our format cannot hold is told to `Notes`, with the line or identifier in the foreign file. Nothing is lost
  in silence.
"""
