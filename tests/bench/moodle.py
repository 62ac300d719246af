"""Writes an export of a Moodle question bank in which pictures weigh most, as they do in real ones."""

import base64
import random
from pathlib import Path

PICTURE_BYTES = 30_000


def write_export(path: Path, size: int) -> int:
    """Writes an export of `size` bytes, the same one on every machine; how many questions it has.

    Every question shows a picture of its own, in its text or as the thing to point at.
    """
    chance = random.Random(50)
    questions = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
        while file.tell() < size:
            if questions % 50 == 0:
                category = f"top/Physics/Unit {questions // 50 + 1}"
                file.write(f'<question type="category"><category><text>{category}</text></category></question>\n')
            questions += 1
            file.write(_question(questions, _picture(chance)))
        file.write("</quiz>\n")
    return questions


def _picture(chance: random.Random) -> str:
    data = b"\x89PNG\r\n\x1a\n" + chance.randbytes(PICTURE_BYTES)
    return f'<file name="figure.png" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'


def _question(number: int, picture: str) -> str:
    text = (
        f"<p>Figure {number} shows a <b>circuit</b>. What holds for \\(I_{{{number}}}\\)?</p>"
        '<p><img src="@@PLUGINFILE@@/figure.png" alt="A circuit"></p>'
    )
    start = (
        f"<name><text>Circuit {number}</text></name>"
        f"<questiontext format='html'><text><![CDATA[{text}]]></text>{picture}"
        "</questiontext><generalfeedback format='html'><text><![CDATA[<p>See <i>Ohm</i>.</p>]]></text>"
        "</generalfeedback>"
        "<defaultgrade>2</defaultgrade><penalty>0.3333333</penalty>"
    )
    match number % 4:
        case 0:
            rest = "<single>true</single><shuffleanswers>1</shuffleanswers>" + "".join(
                f"<answer fraction='{100 if place == 1 else 0}' format='html'>"
                f"<text><![CDATA[<p>It is <b>{place}</b> A.</p>]]></text>"
                f"<feedback format='html'><text>Read it again.</text></feedback></answer>"
                for place in range(4)
            )
            return f'<question type="multichoice">{start}{rest}</question>\n'
        case 1:
            rest = "<answer fraction='100'><text>3.5</text><tolerance>0.1</tolerance></answer>"
            return f'<question type="numerical">{start}{rest}</question>\n'
        case 2:
            rest = "".join(
                f"<subquestion format='html'><text>part {place}</text>"
                f"<answer><text>{place} V</text></answer></subquestion>"
                for place in range(3)
            )
            return f'<question type="matching">{start}{rest}</question>\n'
        case _:
            rest = '<answer fraction="100"><text>it halves</text></answer>'
            return f'<question type="shortanswer">{start}{rest}</question>\n'
