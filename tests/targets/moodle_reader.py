"""Reads Moodle question XML as Moodle 4.5 and 5.1 were seen to read it, and refuses what they refuse.

Written from those observations alone, without a look at the writer: what both get wrong in the same way would be a
coincidence. Texts are trimmed, names lose their tags, answers are marked as Moodle marks them.
"""

import base64
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from tests.targets.moodle_parts import Parts, RefusedError, read_parts

LEGAL = (
    *(0, 100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20),
    *(16.66667, 14.28571, 12.5, 11.11111, 10, 5),
)
STRIPPED = re.compile(r"""[&<>"':|\\]|\.\.+""")
TEXT_FORMATS = {"html", "markdown", "plain_text", "moodle_auto_format"}


@dataclass
class Rich:
    """A text and the files beside it."""

    text: str
    format: str
    files: dict[str, bytes]


@dataclass
class Answer:
    fraction: float
    text: Rich
    feedback: Rich
    tolerance: float = 0.0


@dataclass
class ReadQuestion:
    kind: str
    category: list[str]
    name: str
    text: Rich
    general: Rich
    grade: float
    penalty: float
    idnumber: str
    answers: list[Answer] = field(default_factory=list)
    hints: list[Rich] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    combined: dict[str, Rich] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    units: list[tuple[str, float]] = field(default_factory=list)
    parts: Parts = field(default_factory=lambda: Parts())

    def choose(self, positions: set[int]) -> float:
        """The share of the grade for the chosen answers (multichoice, truefalse)."""
        return max(0.0, min(1.0, sum(self.answers[position].fraction for position in positions) / 100))

    def type_in(self, response: str) -> tuple[float, Answer | None]:
        """The share of the grade for a typed answer, and the answer that fitted first."""
        for answer in self.answers:
            fits = self._number_fits if self.kind == "numerical" else self._text_fits
            if fits(answer, response):
                return answer.fraction / 100, answer
        return 0.0, None

    def _text_fits(self, answer: Answer, response: str) -> bool:
        pieces = re.split(r"(?<!\\)\*+", answer.text.text)
        pattern = ".*".join(re.escape(piece.replace(r"\*", "*")) for piece in pieces)
        flags = re.DOTALL if self.settings["usecase"] == "1" else re.DOTALL | re.IGNORECASE
        return re.fullmatch(pattern, response.strip(), flags) is not None

    def _number_fits(self, answer: Answer, response: str) -> bool:
        if answer.text.text == "*":
            return True
        wanted = float(answer.text.text)
        slack = max(abs(wanted), 1.0) * 1e-12
        return abs(float(response) - wanted) <= answer.tolerance + slack


def read_bank(data: bytes) -> list[ReadQuestion]:
    """Every question of a bank, in order."""
    root = etree.fromstring(data)
    if root.tag != "quiz":
        raise RefusedError("another root element")
    category: list[str] = []
    found: list[ReadQuestion] = []
    for element in root.iterchildren("question"):
        if element.get("type") == "category":
            category = _category(element)
        else:
            found.append(_question(element, category))
    # The databases that Moodle runs on may compare without case.
    numbers = [("/".join(each.category), each.idnumber.lower()) for each in found if each.idnumber]
    if len(set(numbers)) < len(numbers):
        raise RefusedError("an idnumber twice in one category")
    return found


def _category(element: etree._Element) -> list[str]:
    names = []
    for raw in re.split("(?<!/)/(?!/)", _text(element.find("category"))):
        name = re.sub(r"<[A-Za-z/!?][^>]*>?", "", raw.replace("//", "/")).strip()
        if not name or len(name) > 255:
            raise RefusedError(f"name of a category: {name!r}")
        names.append(name)
    info = element.find("info")
    if info is None or info.get("format") not in TEXT_FORMATS:
        raise RefusedError("category without a described format")
    if names[0] != "top":
        raise RefusedError(f"category outside of top: {names}")
    return names


def _question(element: etree._Element, category: list[str]) -> ReadQuestion:
    kind = str(element.get("type"))
    question = ReadQuestion(
        kind=kind,
        category=category,
        name=re.sub(r"<[A-Za-z/!?][^>]*>?", "", _text(element.find("name"))),
        text=_rich(element.find("questiontext")),
        general=_rich(element.find("generalfeedback")),
        grade=float(element.findtext("defaultgrade", "1")),
        penalty=float(element.findtext("penalty", "0.3333333")),
        idnumber=element.findtext("idnumber", ""),
        hints=[_rich(hint) for hint in element.iterchildren("hint")],
        tags=[_text(tag) for tag in element.iterfind("tags/tag")],
    )
    if len(question.name) > 255 or len(question.idnumber) > 100:
        raise RefusedError("a name or idnumber is too long")
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        if (found := element.find(name)) is not None:
            question.combined[name] = _rich(found)
    for name in ("single", "shuffleanswers", "answernumbering", "usecase", "unitgradingtype", "showunits"):
        if (value := element.findtext(name)) is not None:
            question.settings[name] = value
    for unit in element.iterfind("units/unit"):
        question.units.append((unit.findtext("unit_name", ""), float(unit.findtext("multiplier", ""))))
    for answer in element.iterchildren("answer"):
        if kind != "ordering":
            question.answers.append(_answer(answer, kind))
    question.parts = read_parts(element, kind, question.text.text)
    _judge(question)
    return question


def _answer(element: etree._Element, kind: str) -> Answer:
    fraction = float(element.get("fraction", ""))
    if min(abs(abs(fraction) - legal) for legal in LEGAL) > 0.001:
        raise RefusedError(f"fraction {fraction}")
    answer = Answer(fraction, _rich(element), _rich(element.find("feedback")))
    if kind == "numerical":
        answer.tolerance = float(element.findtext("tolerance", "0"))
        if not re.fullmatch(r"\*|-?\d+(\.\d+)?([Ee][+-]?\d+)?", answer.text.text):
            raise RefusedError(f"not a number: {answer.text.text}")
        if not re.fullmatch(r"\d+(\.\d+)?([Ee][+-]?\d+)?", element.findtext("tolerance", "0")):
            raise RefusedError("not an absolute tolerance")
    return answer


def _judge(question: ReadQuestion) -> None:
    fractions = [answer.fraction for answer in question.answers]
    if any(not answer.text.text for answer in question.answers):
        raise RefusedError("an empty answer is dropped in silence")
    match question.kind:
        case "multichoice":
            if len(fractions) < 2:
                raise RefusedError("fewer than two answers")
            if question.settings["answernumbering"] not in ("abc", "ABCD", "123", "iii", "IIII", "none"):
                raise RefusedError("a numbering that is stored but unknown")
            total = sum(fraction for fraction in fractions if fraction > 0)
            if (max(fractions) if question.settings["single"] == "true" else total) < 99.999:
                raise RefusedError("nobody can get all points")
        case "truefalse":
            if sorted(answer.text.text for answer in question.answers) != ["false", "true"]:
                raise RefusedError("not one true and one false")
            if sorted(fractions) != [0, 100]:
                raise RefusedError("not one right and one wrong")
        case "shortanswer" | "numerical":
            if 100 not in fractions:
                raise RefusedError("no right answer")
        case "description":
            if question.grade:
                raise RefusedError("a description is worth nothing")
        case "matching" | "ordering" | "cloze" | "ddwtos" | "ddmarker" | "essay":
            pass
        case _:
            raise RefusedError(f"type {question.kind}")


def _text(element: etree._Element | None) -> str:
    if element is None:
        raise RefusedError("a part is missing")
    text = element.find("text")
    if text is None or len(text):
        raise RefusedError("string expected (use CDATA?)")
    return (text.text or "").strip()


def _rich(element: etree._Element | None) -> Rich:
    text = _text(element)
    assert element is not None
    files = {}
    for file in element.iterchildren("file"):
        name, path = str(file.get("name")), str(file.get("path"))
        if STRIPPED.search(name) or len(name) > 255 or not (path.startswith("/") and path.endswith("/")):
            raise RefusedError(f"file {path}{name}")
        files[name] = base64.b64decode(file.text or "", validate=True)
    linked = {unquote(link) for link in re.findall(r'@@PLUGINFILE@@/([^"&<]*)"', text)}
    if linked != set(files):
        raise RefusedError(f"links {linked} and files {set(files)} differ")
    if str(element.get("format", "html")) not in TEXT_FORMATS:
        raise RefusedError("an unknown format")
    return Rich(text, str(element.get("format", "html")), files)
