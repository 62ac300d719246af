"""An element that is not closed takes no text with it."""

from pathlib import Path

import pytest

from coursepack import pipeline
from coursepack.model.content import blocks_text


@pytest.mark.parametrize(
    "opened",
    [
        '<video src="talk.mp4">',
        "<audio>",
        '<div><video src="talk.mp4">',
        "<dl>",
        "<dl><dt>A</dt><dd>B</dd>",
        "<ul><li>A</li>",
        "<table>",
        "<table><tr><td>A</td></tr>",
        "<table><tbody><tr><td>A</td>",
        "<details><summary>A</summary>",
        "<figure>",
        "<pre>",
    ],
)
def test_text_after_an_element_that_is_not_closed_stays(opened: str, tmp_path: Path) -> None:
    file = tmp_path / "lesson.md"
    file.write_text(f"# A lesson\n\n{opened}\n\nThe next one.\n\n</div>\n\nThe last one.\n", encoding="utf-8")
    loaded = pipeline.load(file)
    (text,) = (blocks_text(unit.blocks) for unit in loaded.course.units())
    assert "The next one." in text
    assert "The last one." in text
    assert "html-not-closed" in {found.rule.name for found in loaded.report.diagnostics}
