"""Every target that there is says every word of its sources: a new row of the table is under this test at once."""

import base64
import html
import re
from pathlib import Path

import pytest

from coursepack.pipeline import load, make
from coursepack.targets.table import TARGETS
from tests.reading.conservation import text_of_pages
from tests.support.courses import write_sources

LESSON = """\
# Lesson 1: Alder

Beech **Cedar** *Dogwood* ~~Elm~~ `Fir` [Ginkgo](quiz-1.md) ![Hazel](a.png) <kbd>Juniper</kbd>[^1]

![Ivy](a.png "Jujube")

- Katsura
  1. Larch
- [x] Maple
- [ ] Nutmeg

| Oak | Pine |
|---|---|
| Quince | Rowan |

> [!TIP] Spruce
> Tamarisk

> Umbu

Viburnum
: Willow

```python
Xylosma = "Yew"
```

$$Zelkova$$

<details><summary>Acacia</summary>

Birch

</details>

**Relatable scenario:** Catalpa

[^1]: Deodar
"""
QUIZ = """\
# Quiz 1: Ebony

## Fig Gum?

Hickory

- [x] Ironwood
  > Jarrah
- [ ] Kauri
  > Lime

> **Hint:** Mahogany
> **Explanation:** Nyssa

## Olive?

[[Palm | Rimu]]

> **Correct:** Sapele
> **Incorrect:** Teak

## Utile?

[[= 4711 +- 1]]
"""
_WORD = re.compile(r"\b[A-Z][a-z]{2,}\b|\b4711\b")


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_b04_every_word_is_in_every_target(tmp_path: Path, target: object) -> None:
    from tests.exports.pictures import png

    row = next(row for row in TARGETS if row is target)
    write_sources(tmp_path, {"lesson-1.md": LESSON, "quiz-1.md": QUIZ, "a.png": png(2, 2, (1, 2, 3))})
    (made,), _ = make(load(tmp_path), [row.name])
    files = made.output.files
    is_bank = row.carries == "questions"
    said = text_of_pages(files)
    if is_bank:
        raw = "".join(file.content.decode() for file in files if isinstance(file.content, bytes))
        said = html.unescape(html.unescape(raw))
    wanted = set(_WORD.findall(QUIZ if is_bank else LESSON + QUIZ)) - {"Hint", "Explanation", "Correct", "Incorrect"}
    wanted -= {"Relatable", "Quiz"} if is_bank else set()  # a test is called by its title
    for loss in made.output.fidelity:
        if loss.fate == "dropped" and not loss.facets and loss.at.file == "quiz-1.md":
            wanted -= set(_WORD.findall(_question_at(loss.at.line)))
    told = " ".join(loss.how for loss in made.output.fidelity if loss.fate != "kept")
    lost = {"Mahogany"} if "its hints are left out" in told else set()
    assert len(wanted) > 12
    assert {word for word in wanted if word not in said} <= lost


def _question_at(line: int) -> str:
    """The question of the quiz that stands in a line of its source."""
    before, here = QUIZ.split("\n")[: line - 1], QUIZ.split("\n")[line - 1 :]
    start = max((index for index, text in enumerate(before) if text.startswith("## ")), default=len(before))
    end = next((index for index, text in enumerate(here[1:], 1) if text.startswith("## ")), len(here))
    return "\n".join([*(before[start:] if not here[0].startswith("## ") else []), *here[:end]])


def test_words_of_the_player_are_looked_for_behind_their_encoding(tmp_path: Path) -> None:
    """The test above would see a lost explanation: the raw pages do not have it."""
    write_sources(tmp_path, {"quiz-1.md": QUIZ})
    (made,), _ = make(load(tmp_path), ["html"])
    pages = b"".join(file.content for file in made.output.files if isinstance(file.content, bytes))
    assert b"Nyssa" not in pages
    assert any(b"Nyssa" in base64.b64decode(part + b"==") for part in re.findall(rb"[A-Za-z0-9+/]{200,}", pages))
