"""The bare parse that `coursepack check` is measured against: markdown-it-py and its plugins, and nothing more."""

import sys
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

# The options and plugins that `coursepack.reading.markdown.parser` uses, and none of its own rules.
parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
parser.use(deflist_plugin).use(footnote_plugin, move_to_end=False)
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    parser.parse(path.read_text(encoding="utf-8"))
