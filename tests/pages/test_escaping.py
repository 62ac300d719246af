"""Nothing that an author writes becomes markup of the page, wherever it stands."""

import html
import re
from types import SimpleNamespace

import lxml.html
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.model.content import Attributes, Callout, Code, CodeBlock, Heading, Image, Math, Paragraph, Text
from coursepack.model.course import Course, Lesson, Quiz
from coursepack.model.scoring import QuizSettings
from coursepack.pages.data import script_json, to_json
from coursepack.pages.document import single_document
from tests.pages.courses import FILE, at, choice_question, paragraphs

HOSTILE = "</script><!--<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u2028\u2029\x00&lt;"
MATHML = {"mi", "mo", "mn", "mrow", "mtext", "mspace", "msup", "mover", "ms"}
CONTEXT = SimpleNamespace(coursepack_version="0", fingerprint="0")
INSIDE_ELEMENTS = st.text(alphabet=st.sampled_from("<>/!-\"'&=;a \u2028\x00\ud800"), max_size=30)


def page(words: str) -> str:
    """The document of a course that says `words` wherever words can stand."""
    text = (Text(at=at(), text=words),)
    attributes = Attributes(id=words, classes=(words,), values=(("title", words), (words, words)))
    blocks = (
        Paragraph(at=at(), children=text, attributes=attributes),
        Heading(at=at(), level=1, children=text, anchor=words),
        Callout(at=at(), kind="note", title=text, blocks=paragraphs(words)),
        CodeBlock(at=at(), text=words, language=words),
        CodeBlock(at=at(), text=words, language="html"),
        Paragraph(
            at=at(),
            children=(Code(at=at(), text=words), Math(at=at(), tex=words), Image(at=at(), source=words, alt=words)),
        ),
    )
    question = choice_question("q", 3, words, (words, True, words), (words, False, ""))
    quiz = Quiz(at=at(), id="z", key=2, title=text, file=FILE, items=(question,), settings=QuizSettings(graded=True))
    lesson = Lesson(
        at=at(), id="l", key=1, title=text, file=FILE, label="lesson", number=words, schedule=words, blocks=blocks
    )
    course = Course(
        at=at(), id="c", title=text, version=words, description=words, blocks=blocks, children=(lesson, quiz)
    )
    content = single_document(course, CONTEXT, "local")[0].content
    assert isinstance(content, bytes)
    return content.decode()


def names(document: str) -> list[tuple[str, list[str]]]:
    """Every element of a document with the names of its attributes."""
    return [(str(element.tag), sorted(map(str, element.attrib))) for element in lxml.html.fromstring(document).iter()]


def test_hostile_words_add_no_element_and_no_attribute() -> None:
    harmless = names(page("harmless"))
    hostile = names(page(HOSTILE))
    assert {name for name, _ in hostile} <= {name for name, _ in harmless} | {"code"}
    allowed = {attribute for _, attributes in harmless for attribute in attributes}
    assert {attribute for _, attributes in hostile for attribute in attributes} <= allowed
    assert sum(name == "script" for name, _ in hostile) == 3  # colours, data, player
    assert sum(name == "img" for name, _ in hostile) == 0


@settings(max_examples=40, deadline=None)
@given(INSIDE_ELEMENTS)
def test_any_words_add_no_element(words: str) -> None:
    found = names(page(words))
    assert sum(name == "script" for name, _ in found) == 3
    assert not [attribute for _, attributes in found for attribute in attributes if attribute.startswith("on")]
    assert {name for name, _ in found} <= {name for name, _ in names(page("harmless"))} | {"code", "math"} | MATHML


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=20) | st.lists(INSIDE_ELEMENTS)))
def test_json_in_a_script_element_cannot_end_it(data: object) -> None:
    written = script_json(data)
    assert not re.search("[<>&\u2028\u2029]", written)
    assert msgspec.json.decode(str(written)) == msgspec.json.decode(to_json(data))


def test_every_word_arrives() -> None:
    document = page("a < b & \"c\" 'd'")
    assert "a < b & \"c\" 'd'" in html.unescape(re.sub("<[^>]*>", "", document))
