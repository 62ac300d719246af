"""No word of a source is lost on the way to a page, whatever stands beside what."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.model import content
from coursepack.pipeline import Loaded, load, make
from tests.reading.conservation import missing_words, text_of_pages
from tests.support.courses import write_sources
from tests.support.tools import ROOT

SEED = ROOT / "content" / "module-1" / "lesson-1.1.md"
PAGES = ("html", "scorm12")
REPLACED = {
    *("Learning", "objectives", "minutes", "x", "Hint", "Explanation", "Incorrect", "Pool", "Distractors"),
    *("Rubric", "details", "summary", "times", "text", "json", "sql"),
}
"""Words that a page or the player says in its own way: labels, units of time, the marks of task lists; and names of
tags, of TeX's commands and of languages of code."""


def _shown(loaded: Loaded, target: str) -> str:
    ((made,), _) = make(loaded, [target])
    return text_of_pages(made.output.files)


@pytest.mark.parametrize("target", PAGES)
def test_every_word_of_the_seed_lesson_is_shown(target: str, tmp_path: Path) -> None:
    source = SEED.read_text(encoding="utf-8")
    write_sources(tmp_path / "course", {"lesson.md": source})
    assert missing_words(source, _shown(load(tmp_path / "course"), target)) == {}


@pytest.mark.parametrize("target", PAGES)
def test_every_word_of_the_sample_is_shown(target: str) -> None:
    shown = _shown(load(ROOT), target)
    for path in sorted((ROOT / "content").rglob("*.md")):
        unshown = r"\[\[.*?\]\]|`(rect|circle|poly) [^`]*`|\*\*Model answer:\*\*"
        source = re.sub(unshown, " ", path.read_text(encoding="utf-8"))
        assert set(missing_words(source, shown)) <= REPLACED, path


def test_every_kind_of_inline_is_looked_up_in_one_of_two_tables() -> None:
    # `plain_text` takes what is in the first for words, and anything else for a node with children.
    assert content._WORDS.keys() | content._WITH_CHILDREN == {*get_args(content.Inline)}
    assert not content._WORDS.keys() & content._WITH_CHILDREN


# --- random combinations of fragments ------------------------------------------------------------------------

_FRAGMENTS: tuple[str, ...] = (
    "W",
    "W **W** *W* ~~W~~ `W` [W](https://example.org) W\nW  \nW",
    "# W",
    "## W W",
    "### W `W` *W*",
    "**W W:**\n\nW",
    "**W?**\n- W\n- W",
    "**Scenario:** W",
    '**Relatable scenario:**\n"W\n\nW\n- W\n\n**W.**"',
    '**Example:** "W',
    "**Key point:**\n\nW",
    "**Tip:**\n- W\n  - W",
    "**Note:** W\n1. W\n2. W",
    "**Learning objectives:**\n- LO1: W W\n- W",
    "**Duration:** W and W",
    "**Prerequisites:** W",
    "- W\n- W\n\n  W\n  > W",
    "1. W\n   - W\n     1. W\n2. W",
    "- [ ] W\n- [x] W",
    "- [ ] W\n- W",
    "- ❌ W\n- ✅ W `W`",
    "- ✅ W\n- W",
    "> W\n> > W",
    "> [!NOTE]\n> W",
    "> [!WARNING]- W *W*\n> W\n>\n> - W",
    "> [!STRANGE]\n> W",
    "| W | W |\n|---|---|\n| **W** | W |\n| **W** | `W` |",
    "| W | W |\n|:--|--:|\n| W | W |",
    "```python\nW = 'W' # W\n```",
    "~~~\nW\n~~~",
    "    W\n    W",
    "W\n: W\n: W\n\n  W",
    "W[^W] W^[W]\n\n[^W]: W\n\n    W",
    "[^W]: W",
    "<details>\n<summary>W</summary>\n\nW\n\n- W\n\n</details>",
    "<details open><summary>W <b>W</b></summary><p>W</p></details>",
    "W <kbd>W</kbd> H<sub>W</sub> <mark>W</mark><br>W",
    "<aside>\n\nW\n\n</aside>",
    "<div>W <p>W</p> W</div>",
    "<table><tr><th>W</th></tr><tr><td>W</td></tr></table>",
    "<ul><li>W</li><li>W <em>W</em></li></ul>",
    "<blink>W</blink> <kbd>W",
    "<section>W",
    "</div> W",
    "W <script>W</script> W",
    '![W](a.svg "W")',
    "W ![W](nowhere.svg) W",
    "![W](https://example.org/x.png)",
    "[W](javascript:alert(1)) [W](nowhere.md) [W](#w)",
    "---",
    "***",
    "W\n---",
    "W\n===",
    "See activity 7.7",
    "W, see lesson 1 W",
    "## Module 1 homework W",
    "# Module W: W",
    "## Lesson 1.1: W\n\nW",
    "## Lesson 1.2 – *W* W (W)",
    "## Activity 1.1: W\n\nW",
    "### **🚀 Week 3: W**",
    "&amp; &copy; W &lt;W&gt;",
    "\\*W\\* \\[W\\] W\\_W",
    "$W$ costs $5 and W",
    "$$\nW\n$$",
    "W [[page|W]] W",
    "W\u00a0W\u2028W",
    "<!-- SECRET -->",
    "W <!-- SECRET --> W",
    "<!-- SECRET\nSECRET -->\nW",
)
_QUIZZES: tuple[str, ...] = (
    "<!-- quiz -->\n\nW\n\n### W W?\n\nW\n\n- [x] W\n  > W\n- [ ] W `W`\n\n"
    "> **Hint:** W\n\n> **Explanation:** W\n> **Incorrect:** W",
    "<!-- quiz -->\n\n### W?[^W]\n\n> W\n\n[[= 3 +- 1]]\n\n> **Incorrect `7`:** W\n\nW\n\n[^W]: W",
    "<!-- quiz id=QID -->\n\n### W?\n\n| W | W |\n|-|-|\n| W | W |\n\n- [ ] True\n  > W\n- [x] False\n\n"
    "### W?\n<!-- q type=info -->\n\nW",
)


def _filled(fragments: list[str]) -> tuple[str, list[str], list[str]]:
    """The fragments as one source in which every W is a word of its own; those words, and those that nobody may see."""
    seen: list[str] = []
    secret: list[str] = []
    footnotes: dict[str, str] = {}

    def word(found: re.Match[str]) -> str:
        if found[0] == "SECRET":
            secret.append(f"sec{len(secret)}ret")
            return secret[-1]
        seen.append(f"wor{len(seen)}d")
        return seen[-1]

    parts: list[str] = []
    for number, fragment in enumerate(fragments):
        footnotes.clear()
        labelled = fragment.replace("[^W]", f"[^fn{number}]").replace("QID", f"quiz{number}")
        parts.append(re.sub(r"\bW\b|SECRET", word, labelled.replace("Module W:", f"Module {number + 1}:")))
    return "\n\n".join(parts) + "\n", seen, secret


@pytest.mark.parametrize("target", PAGES)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_FRAGMENTS), min_size=1, max_size=9), st.sampled_from([None, *_QUIZZES]))
def test_no_word_is_lost_in_any_combination(target: str, fragments: list[str], quiz: str | None) -> None:
    source, seen, secret = _filled([*fragments, *([f"## Last W\n\n{quiz}"] if quiz else [])])
    _check(source, seen, secret, target)


@pytest.mark.parametrize("fragment", [*_FRAGMENTS, *_QUIZZES])
def test_no_word_is_lost_in_a_fragment(fragment: str) -> None:
    _check(*_filled(["# W", "W", fragment, "W"]), "html")


def _check(source: str, seen: list[str], secret: list[str], target: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
        write_sources(Path(folder) / "course", {"lesson.md": source, "a.svg": svg})
        loaded = load(Path(folder) / "course")
        if loaded.report.has_errors:  # nothing is built: told, not lost
            return
        shown = _shown(loaded, target)
    assert [word for word in seen if word not in shown] == [], source
    assert [word for word in secret if word in shown] == [], source
    assert "javascript:" not in shown


def test_words_of_a_quiz_are_told_by_the_helper() -> None:
    words: Callable[[str, str], object] = missing_words
    assert words("1. one two\n<!-- three --> [four](five)", "one four") == {"two": 1}
