"""Questions of every type, as hypothesis makes them up."""

import string
from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from coursepack.model.assessment import (
    AcceptedText,
    Area,
    Choice,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Feedback,
    Gap,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
    UploadInteraction,
)
from coursepack.model.content import (
    Attributes,
    Block,
    Code,
    Heading,
    Inline,
    Paragraph,
    Quotation,
    Span,
    Text,
    blocks_text,
)
from coursepack.questions.choices import choice_code, stays_last
from coursepack.questions.numeric import read_number
from tests.writing.texts import (
    AT,
    Draw,
    block,
    blocks,
    feedback,
    line,
    opens_no_blank,
    paragraph,
    passage,
    plain,
    settled,
    simple,
)


def made_up(number: int) -> settings:
    """The settings of a test of made-up questions: so many, or two hundred of the profile "many"; always the same ones.

    Without shrinking, which takes minutes: the written text is what to look at.
    """
    profile = settings.get_current_profile_name()
    return settings(
        max_examples=settings.get_profile(profile).max_examples if profile == "many" else number,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )


def _item_blocks() -> st.SearchStrategy[tuple[Block, ...]]:
    """What stands in a choice or item: it does not end in a quotation, which would be its feedback."""
    rest = block().filter(lambda each: not isinstance(each, Quotation | Heading))
    return st.one_of(paragraph().map(lambda one: (one,)), st.tuples(paragraph(), rest))


def item(index: int, blocks: tuple[Block, ...], told: tuple[Block, ...] = ()) -> MatchItem:
    return MatchItem(AT, choice_code(index), blocks, told)


# --- interactions --------------------------------------------------------------------------------------------


@st.composite
def choice(draw: Draw, kind: str) -> ChoiceInteraction:
    if kind == "true-false":
        first = draw(st.booleans())
        made = [(("True", "False")[index], index == (not first), draw(feedback())) for index in (0, 1)]
        return ChoiceInteraction(
            AT,
            tuple(
                Choice(AT, choice_code(index), (Paragraph(AT, (Text(AT, text),)),), right, told)
                for index, (text, right, told) in enumerate(made)
            ),
            presentation="true-false",
        )
    number = draw(st.integers(2, 4))
    right = draw(st.sets(st.integers(0, number - 1), min_size=1, max_size=1 if kind == "single" else number))
    choices: list[Choice] = []
    for index in range(number):
        said = draw(_item_blocks())
        correct = kind != "survey" and index in right
        choices.append(Choice(AT, choice_code(index), said, correct, draw(feedback()), stays_last(blocks_text(said))))
    return ChoiceInteraction(AT, tuple(choices), multiple=kind == "multiple")


_ANSWER = string.ascii_letters + "/|*()[]`\\=^.…äß日🙂#$&<>{} "
answer = st.text(_ANSWER, min_size=1, max_size=8).map(lambda text: text.replace("`", "'") if text.strip() else "x")


@st.composite
def accepted(draw: Draw, *, sensitive: bool) -> AcceptedText:
    match draw(st.sampled_from(["literal", "literal", "wildcard", "regex"])):
        case "literal":
            return AcceptedText(AT, draw(answer), "literal", sensitive)
        case "wildcard":
            return AcceptedText(
                AT, draw(st.sampled_from(["data*", "a|b*", "*x*y", r"the \* (big) *"])), "wildcard", sensitive
            )
        case _:
            pattern = draw(st.sampled_from(["colou?r", "a|b", "[ab]+", "\\/usr\\/bin", "x\\]\\]y", "`a`"]))
            return AcceptedText(AT, pattern, "regex", draw(st.booleans()))


@st.composite
def text_entry(draw: Draw, *, told: bool = True) -> TextEntryInteraction:
    sensitive = draw(st.booleans())
    texts = tuple(draw(st.lists(accepted(sensitive=sensitive), min_size=1, max_size=3, unique=True)))
    feedback = [TextFeedback(AT, draw(simple), draw(passage()))] if told and draw(st.booleans()) else []
    return TextEntryInteraction(AT, texts, sensitive, tuple(feedback))


@st.composite
def numeric_entry(draw: Draw, *, told: bool = True) -> NumericEntryInteraction:
    written = ["9.81 +- 1% m/s^2", "16384 +- 0", "2 KiB", "1..5", "-3.5", "1e3 km", "-2..-1 °C", "0.125 +- 0.5"]
    texts = draw(st.lists(st.sampled_from(written), min_size=1, max_size=2, unique=True))
    numbers = [read_number(text, AT) for text in texts]
    feedback = (
        [TextFeedback(AT, draw(st.sampled_from(["42", "-1.5"])), draw(passage()))]
        if told and draw(st.booleans())
        else []
    )
    return NumericEntryInteraction(AT, tuple(number for number in numbers if number), tuple(feedback))


@st.composite
def dropdown(draw: Draw) -> ChoiceInteraction:
    texts = draw(
        st.lists(
            answer.map(lambda text: " ".join(text.replace("]]", "").split()) or "x"),
            min_size=2,
            max_size=3,
            unique_by=str.casefold,
        )
    )
    right = draw(st.integers(0, len(texts) - 1))
    return ChoiceInteraction(
        AT,
        tuple(
            Choice(AT, choice_code(index), (Paragraph(AT, (Text(AT, text),)),), index == right)
            for index, text in enumerate(texts)
        ),
        presentation="dropdown",
    )


@st.composite
def match(draw: Draw, kind: str) -> MatchInteraction:
    number = draw(st.integers(2, 3))
    if kind == "pairs":
        rights = draw(
            st.lists(
                line(), min_size=number, max_size=number + 1, unique_by=lambda one: blocks_text((Paragraph(AT, one),))
            )
        )
        lefts = [settled([Text(AT, "so"), *draw(line(0).filter(_has_no_arrow))]) for _ in range(number)]
        return MatchInteraction(
            AT,
            tuple(item(index, (Paragraph(AT, left),), draw(feedback())) for index, left in enumerate(lefts)),
            tuple(MatchItem(AT, str(index), (Paragraph(AT, right),)) for index, right in enumerate(rights, 1)),
            tuple((choice_code(index), str(index + 1)) for index in range(number)),
        )
    if kind == "groups":
        homes = sorted([0, 1, *(draw(st.integers(0, 1)) for _ in range(number - 2))])
        return MatchInteraction(
            AT,
            tuple(item(index, draw(_item_blocks()), draw(feedback())) for index in range(number)),
            tuple(MatchItem(AT, str(index), (draw(paragraph()),)) for index in (1, 2)),
            tuple((choice_code(index), str(home + 1)) for index, home in enumerate(homes)),
            one_to_one=False, presentation="groups",
        )  # fmt: skip
    if kind == "matrix":
        return MatchInteraction(
            AT,
            tuple(item(index, (Paragraph(AT, draw(line(0).filter(opens_no_blank))),)) for index in range(number)),
            tuple(MatchItem(AT, index, (Paragraph(AT, draw(line(0).filter(opens_no_blank))),)) for index in "12"),
            tuple((choice_code(index), draw(st.sampled_from("12"))) for index in range(number)),
            one_to_one=False, presentation="matrix",
        )  # fmt: skip
    steps = draw(st.lists(simple, min_size=2, max_size=3))
    return MatchInteraction(
        AT,
        tuple(item(index, draw(_item_blocks())) for index in range(number)),
        tuple(MatchItem(AT, str(index), (Paragraph(AT, (Text(AT, step),)),)) for index, step in enumerate(steps, 1)),
        (), one_to_one=False, presentation="likert",
    )  # fmt: skip


def _has_no_arrow(words: tuple[Inline, ...]) -> bool:
    return not any(isinstance(node, Text) and any(sign in node.text for sign in ("->", "→", "=>")) for node in words)


@st.composite
def gaps(draw: Draw, kind: str) -> GapsInteraction:
    number = draw(st.integers(1, 3))
    children: list[Inline] = []
    made: list[Gap] = []
    case = draw(st.booleans())
    for index in range(number):
        code = f"g{index + 1}"
        children += [*draw(line(1)), Span(AT, "gap", (), attributes=Attributes(code))]
        if kind == "drag":
            text = draw(answer.map(lambda text: " ".join(text.replace("|", "").replace("`", "").split()) or "x"))
            entry: Any = TextEntryInteraction(AT, (AcceptedText(AT, text, case_sensitive=True),), True)
        else:
            entry = draw(st.one_of(text_entry(told=False), numeric_entry(told=False), dropdown()))
            if isinstance(entry, TextEntryInteraction):  # a question has one word on upper and lower case
                texts = tuple(
                    text if text.kind == "regex" else msgspec.structs.replace(text, case_sensitive=case)
                    for text in entry.accepted
                )
                entry = TextEntryInteraction(AT, texts, case)
        made.append(Gap(AT, code, entry))
    body: tuple[Block, ...] = (Paragraph(AT, settled([*children, *draw(line(0))])),)
    distractors = draw(st.lists(simple, max_size=2, unique=True)) if kind == "drag" else []
    words = tuple((Text(AT, text),) for text in distractors)
    return GapsInteraction(AT, body, tuple(made), words, "drag" if kind == "drag" else "inline")


_number = st.one_of(st.integers(0, 400).map(float), st.sampled_from([10.5, 99.25]))


@st.composite
def areas(draw: Draw, number: int, codes: Callable[[int], str], *, right: set[int] | None = None) -> tuple[Area, ...]:
    made: list[Area] = []
    for index in range(number):
        shape = draw(st.sampled_from(["rect", "circle", "poly"]))
        size = {"rect": 4, "circle": 3, "poly": 6}[shape]
        numbers = tuple(draw(_number) for _ in range(size))
        if shape == "rect":
            left, top, end, bottom = numbers
            numbers = (min(left, end), min(top, bottom), max(left, end) + 1, max(top, bottom) + 1)
        elif shape == "circle":
            numbers = (*numbers[:2], abs(numbers[2]) + 1)
        else:
            left, top = numbers[:2]
            numbers = (left, top, left + 5, top, left, top + 5)
        label: tuple[Block, ...] = (Paragraph(AT, draw(line(0))),) if draw(st.booleans()) else ()
        if label and isinstance(label[0], Paragraph) and isinstance(label[0].children[-1], Code):
            label = (Paragraph(AT, (*label[0].children, Text(AT, " so"))),)
        correct = right is not None and index in right
        told = draw(feedback()) if right is not None else ()
        made.append(Area(AT, codes(index), shape, numbers, label, correct, told))
    return tuple(made)


@st.composite
def picture(draw: Draw, kind: str) -> HotspotInteraction | PlacementInteraction:
    number = draw(st.integers(2, 3))
    alt = draw(plain)
    if kind == "hotspot":
        right = draw(st.sets(st.integers(0, number - 1), min_size=1))
        return HotspotInteraction(AT, "dot.png", alt, draw(areas(number, choice_code, right=right)), len(right) > 1)
    places = draw(areas(number, lambda index: str(index + 1)))
    lefts = [settled([Text(AT, "so"), *draw(line(0).filter(_has_no_arrow))]) for _ in range(number)]
    things = tuple(item(index, (Paragraph(AT, left),), draw(feedback())) for index, left in enumerate(lefts))
    used = draw(st.integers(1, number))
    pairs = tuple((things[index].code, places[index].code) for index in range(used))
    return PlacementInteraction(AT, "dot.png", alt, things, places, pairs)


def interaction(kind: str) -> st.SearchStrategy[Interaction | None]:
    """An interaction of a type, by the name that `type=` has for it."""
    match kind:
        case "single" | "multiple" | "true-false" | "survey":
            return choice(kind)
        case "text":
            return text_entry()
        case "numeric":
            return numeric_entry()
        case "match":
            return match("pairs")
        case "group":
            return match("groups")
        case "matrix" | "likert":
            return match(kind)
        case "order":
            return st.lists(st.tuples(_item_blocks(), feedback()), min_size=2, max_size=3).map(
                lambda parts: OrderInteraction(AT, tuple(item(index, *part) for index, part in enumerate(parts)))
            )
        case "cloze" | "drag":
            return gaps(kind)
        case "hotspot" | "drag-image":
            return picture(kind)
        case "essay":
            lengths = st.sampled_from([(0, 0), (150, 300), (150, 0), (0, 300)])
            return st.tuples(lengths, feedback(), feedback()).map(
                lambda parts: ExtendedTextInteraction(AT, *parts[0], parts[1], parts[2])
            )
        case "upload":
            kinds = st.sampled_from([(), ("pdf",), ("pdf", "png")])
            return st.tuples(kinds, feedback()).map(lambda parts: UploadInteraction(AT, *parts))
        case _:
            return st.none()


_UNSCORED = ("info", "survey", "likert")
_SHUFFLED = ("single", "multiple", "match", "order")


@st.composite
def questions(draw: Draw, kind: str) -> Question:
    """A question of a type with what the type can have."""
    asked = draw(interaction(kind))
    title = draw(line())
    title = (
        title
        if any(isinstance(node, Text) and any(map(str.isalpha, node.text)) for node in title)
        else (Text(AT, "So?"),)
    )
    takes = kind not in ("essay", "upload", "info", "survey", "likert")
    by_parts = takes and kind not in ("single", "text", "numeric", "true-false")
    nothing = st.just(())
    told = passage() if takes else nothing
    rest = draw(blocks())
    return Question(
        AT, draw(st.sampled_from(["", "q_1"])), -1, title, (Paragraph(AT, title), *rest), asked,
        Feedback(
            draw(st.one_of(nothing, passage())) if kind != "info" else (),
            draw(st.one_of(nothing, told)), draw(st.one_of(nothing, told)) if by_parts else (),
            draw(st.one_of(nothing, told)),
        ),
        tuple(draw(st.lists(passage(), max_size=2))) if kind != "info" else (),
        points=1.0 if kind in _UNSCORED else draw(st.sampled_from([1.0, 2.5, 0.3333333, 12345678.0])),
        scored=kind not in _UNSCORED,
        partial=draw(st.sampled_from([None, True, False])) if by_parts else None,
        penalty=draw(st.sampled_from([0.0, 0.25, 0.3333333, 1.0])) if takes else 0.0,
        shuffle=draw(st.sampled_from([None, True, False])) if kind in _SHUFFLED else None,
        objectives=draw(st.sampled_from([(), ("LO1",), ("LO1", "LO2.a")])),
        tags=draw(st.sampled_from([(), ("recall",), ('a "b" c', "日本")])),
        difficulty=draw(st.sampled_from(["", "hard", "very 'hard'"])),
    )  # fmt: skip


def without_places(value: object) -> object:
    """A value of the model without its places, keys and anchors: what two questions that are the same share."""
    if isinstance(value, tuple | list):
        return [without_places(each) for each in value]
    if not isinstance(value, msgspec.Struct):
        return value
    left_out = ("at", "key", "anchor")
    fields = [(name, getattr(value, name)) for name in value.__struct_fields__ if name not in left_out]
    return (type(value).__name__, [(name, without_places(field)) for name, field in fields if field not in (None, ())])


TYPES = (
    *("single", "multiple", "true-false", "survey", "text", "numeric", "match", "group", "matrix", "likert", "order"),
    *("cloze", "drag", "hotspot", "drag-image", "essay", "upload", "info"),
)
"""Every type of question, by the name that `type=` has for it."""
