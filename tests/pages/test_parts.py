"""A course cut into parts: what each holds, how it speaks of the others, and what it keeps to itself."""

import json
from typing import Any

import msgspec
import pytest
from lxml import html

from coursepack.model.content import Link, Paragraph, UnitMention
from coursepack.model.course import Course, CourseTarget, Lesson, Module, Quiz, UnitTarget
from coursepack.packaging.files import OutputFile
from coursepack.pages.document import PartDocument, part_documents, part_player
from coursepack.pages.parts import Arranged, PartGroup, arranged, flat
from tests.support.by_hand import AT, CONTEXT, choices, course, paragraph, question, quiz, words


def lesson(identifier: str, key: int, number: str = "", *links: Link | UnitMention) -> Lesson:
    """A lesson named after its id, whose text is the links."""
    blocks = tuple(Paragraph(AT, children=(link,)) for link in links) or paragraph("Some words.")
    label = "lesson" if number else ""
    title = words(identifier.replace("_", " ").title())
    return Lesson(AT, identifier, key, title, "lesson.md", label=label, number=number, blocks=blocks)


def module(identifier: str, key: int, *children: Module | Lesson | Quiz, text: str = "", number: str = "") -> Module:
    label = "module" if number else ""
    blocks = paragraph(text) if text else ()
    title = words(identifier.title())
    return Module(AT, identifier, key, title, "lesson.md", label=label, number=number, blocks=blocks, children=children)


def link(text: str, href: str) -> Link:
    return Link(AT, children=words(text), href=href)


def sample() -> Course:
    """A lesson before two modules; the second has a text and a module inside."""
    links = (
        link("as we saw", "unit:start"),
        link("Lesson 3: Deep", "unit:deep"),
        link("lesson 3", "unit:deep"),
        link("deep inside", "unit:deep"),
        link("my own module", "unit:one"),
        link("the whole", "course:"),
        UnitMention(AT, children=words("See lesson 3"), label="lesson", number="3"),
    )
    asked = msgspec.structs.replace(question(choices("+Yes", "-No"), "q_one"), key=8)
    own = msgspec.structs.replace(quiz(asked, identifier="check"), key=3)
    made = course(
        lesson("start", 0, ""),
        module("one", 1, lesson("far_away", 2, "1.1", *links), own, number="1"),
        module("two", 4, module("inner", 5, lesson("deep", 6, "3")), module("hollow", 7), text="Hello.", number="2"),
    )
    targets = {f"unit:{name}": UnitTarget(name) for name in ("start", "deep", "one")}
    found = {"lesson.md": {**targets, "course:": CourseTarget(), "lesson 3": UnitTarget("deep")}}
    return msgspec.structs.replace(made, targets=found, blocks=paragraph("What it is about."))


def shape(parts: tuple[Arranged, ...]) -> list[Any]:
    return [[one.title, *shape(one.children)] if isinstance(one, PartGroup) else one.entry for one in parts]


def documents(layout: Any, made: Course | None = None) -> tuple[dict[str, PartDocument], tuple[OutputFile, ...]]:
    whole = made or sample()
    found = part_documents(whole, flat(arranged(whole, layout)), CONTEXT, "scorm12")
    common = part_player(whole, "scorm12")(whole)
    return {document.part.id: document for document in found}, common


def page(document: PartDocument) -> Any:
    return html.document_fromstring(document.html)


def data(document: PartDocument) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page(document).get_element_by_id("coursepack-data").text)
    return found


def test_whole_course_has_no_parts() -> None:
    assert arranged(sample(), "course") == ()
    assert arranged(course(), "lesson") == ()


def test_modules_and_what_stands_beside_them_are_parts() -> None:
    assert shape(arranged(sample(), "module")) == ["Start", "Module 1: One", "Module 2: Two"]


def test_lessons_are_parts_in_their_modules_and_so_is_a_modules_own_text() -> None:
    assert shape(arranged(sample(), "lesson")) == [
        "Start",
        ["Module 1: One", "Lesson 1.1: Far Away", "A quiz"],
        ["Module 2: Two", "Introduction", ["Inner", "Lesson 3: Deep"]],
    ]
    assert [part.title for part in flat(arranged(sample(), "lesson"))][3] == "Module 2: Two – Introduction"


def test_each_page_is_in_one_part() -> None:
    made = sample()
    for layout in ("module", "lesson"):
        parts = flat(arranged(made, layout))
        assert [unit.id for part in parts for unit in part.inside.pages()] == [unit.id for unit in made.pages()]


def test_link_to_another_part_becomes_words_with_what_they_do_not_say_yet() -> None:
    found, _ = documents("lesson")
    (body,) = page(found["far_away"]).cssselect("#p-far_away .body")
    assert [" ".join(line.text_content().split()) for line in body.cssselect("p")] == [
        "as we saw (Start)",
        "Lesson 3: Deep",
        "lesson 3 (Deep)",
        "deep inside (Lesson 3)",
        "my own module (Module 1: One)",
        "the whole (A course)",
        "See lesson 3 (Deep)",
    ]
    assert body.cssselect("a") == []


def test_link_inside_a_part_stays_a_link() -> None:
    found, _ = documents("module")
    (body,) = page(found["one"]).cssselect("#p-far_away .body")
    assert [(one.text_content(), one.get("href")) for one in body.cssselect("a")] == [("my own module", "#p-far_away")]


@pytest.mark.parametrize("layout", ["module", "lesson"])
def test_no_address_leads_out_of_a_part_or_to_nothing(layout: str) -> None:
    found, _ = documents(layout)
    for document in found.values():
        tree = page(document)
        ids = {element.get("id") for element in tree.iter() if element.get("id")}
        for anchor in tree.cssselect("a[href]"):
            assert anchor.get("href").removeprefix("#") in ids, document.part.id


def test_part_ends_with_what_the_learning_system_has_next() -> None:
    found, _ = documents("module")
    ends = {key: [end.text_content() for end in page(one).cssselect(".step-after")] for key, one in found.items()}
    assert ends == {
        "start": ["Next in your learning system Module 1: One"],
        "one": ["Next in your learning system Module 2: Two"],
        "two": [],
    }
    assert "This was the last page" in page(found["two"]).cssselect("#p-deep .step")[0].text_content()
    assert page(found["one"]).cssselect("#p-far_away .step-next")[0].get("href") == "#p-check"


def test_contents_show_the_parts_own_pages_alone() -> None:
    found, _ = documents("module")
    (contents,) = page(found["one"]).cssselect("nav.contents")
    assert [entry.get("data-unit") for entry in contents.cssselect("a")] == ["", "far_away", "check"]


def test_course_is_introduced_in_its_first_part_alone() -> None:
    found, _ = documents("lesson")
    said = [key for key, document in found.items() if b"What it is about." in document.html]
    assert said == ["start"]


@pytest.mark.parametrize("layout", ["module", "lesson"])
def test_part_opens_on_a_cover_so_that_opening_it_sees_no_page(layout: str) -> None:
    found, _ = documents(layout)
    for document in found.values():
        shown = page(document).cssselect("section.page:not([hidden])")
        assert [section.get("data-unit") for section in shown] == [""]
        assert shown[0].cssselect("a[data-start]")[0].get("href") == f"#p-{data(document)['pages'][0]}"


def test_data_of_a_part_is_its_own_and_its_place_in_the_browser_too() -> None:
    found, common = documents("module")
    own = {key: data(document) for key, document in found.items()}
    assert {key: one["pages"] for key, one in own.items()} == {
        "start": ["start"],
        "one": ["far_away", "check"],
        "two": ["two", "deep"],
    }
    assert [quiz["id"] for quiz in own["one"]["quizzes"]] == ["check"]
    assert own["two"]["quizzes"] == []
    assert len({one["course"]["id"] for one in own.values()}) == 3
    assert all("keys" not in one and "words" not in one for one in own.values())
    script = next(file.content for file in common if file.path == "player.js")
    assert isinstance(script, bytes)
    text = script.decode()
    shared, _ = json.JSONDecoder().raw_decode(text[text.index('{"keys":') :])
    assert shared["words"]["unseen"]["one"].startswith("To complete this part of the course")
    assert not [key for key in shared["words"] if key.endswith("of-part")]
    # Keys are those of the whole course: a state stays readable when a unit moves to another part.
    assert shared["keys"] == [*("start", "one", "far_away", "check", "two", "inner", "deep", "hollow", "q_one")]
