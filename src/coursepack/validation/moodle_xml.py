"""Moodle question XML: what Moodle's importer refuses, drops or spoils.

Everything here was seen in Moodle 4.5.6 and 5.1.3 (question/format/xml/format.php). One error there stops the import of
the whole file, and some mistakes end it silently in the middle.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

import msgspec
from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.validation.documents import MOST_FINDINGS, MOST_QUESTIONS, QUESTIONS_NOT_JUDGED

_SOURCE = "question/format/xml/format.php of Moodle 4.5 and 5.1"

UNKNOWN_QUESTION_TYPE = Rule(
    "unknown-question-type",
    Severity.WARNING,
    "A question has a type that Moodle does not bring along.",
    "Without the plugin for it the question is left out.",
    "install the plugin in Moodle, or use one of Moodle's own types",
    example='<question type="crossword">',
    source=_SOURCE,
)
UNREADABLE_QUESTION = Rule(
    "unreadable-question",
    Severity.ERROR,
    "A question lacks a part, or has one in a form, without which Moodle refuses the whole file.",
    "Nothing is imported, or the import ends in the middle without a word.",
    "mend the named part",
    example="a question without <name>, markup inside <text> that is neither escaped nor CDATA",
    source=_SOURCE,
)
ILLEGAL_FRACTION = Rule(
    "illegal-fraction",
    Severity.ERROR,
    "An answer's fraction is none that Moodle knows.",
    "Moodle refuses the whole file.",
    "use one of Moodle's shares of 100, for instance 33.33333, 50 or 100",
    example='<answer fraction="33">',
    source=_SOURCE,
)
NO_FULL_MARKS = Rule(
    "no-full-marks",
    Severity.ERROR,
    "No answer, or no sum of answers, is worth 100.",
    "No learner can get the question right.",
    'let the right answer be worth 100 %, or the right ones together: fraction="100" in Moodle XML, '
    "= or ~%100% before the answer in GIFT",
    example='two answers, both with fraction="0"',
    source=_SOURCE,
)
SPOILED_ANSWER = Rule(
    "spoiled-answer",
    Severity.ERROR,
    "Moodle will read an answer as something else.",
    "Right answers are counted as wrong, or the import stops with a database error.",
    "write numbers with a decimal point, and keep the answers of matching questions within 255 plain characters",
    example="<text>3,14</text> in a numerical question becomes 314",
    source=_SOURCE,
)
MISSING_BANK_FILE = Rule(
    "missing-bank-file",
    Severity.ERROR,
    "A text shows a file that stands nowhere beside it.",
    "Learners see a broken picture; Moodle never says so.",
    'put a <file name="…" path="/" encoding="base64"> into the element whose <text> shows it',
    example="@@PLUGINFILE@@/map.png without <file name='map.png'>",
    source=_SOURCE,
)
BROKEN_BANK_FILE = Rule(
    "broken-bank-file",
    Severity.ERROR,
    "An embedded file cannot be read back, or its path is one that stops the import.",
    "The picture is broken, or nothing is imported.",
    'encode it in base64 and write path="/"',
    example='<file name="a.png" path="img" encoding="base64">',
    source=_SOURCE,
)
DUPLICATE_IDNUMBER = Rule(
    "duplicate-idnumber",
    Severity.ERROR,
    "Two questions of a category have the same idnumber.",
    "Moodle drops the second number without a word; for a category the import ends there.",
    "give each question an idnumber of its own",
    example="two questions with <idnumber>Q1</idnumber>",
    source=_SOURCE,
)
BROKEN_GAPS = Rule(
    "broken-gaps",
    Severity.ERROR,
    "The gaps of a text do not fit its answers.",
    "The question is imported and cannot be shown or answered.",
    "number the gaps by the position of their words, and give each {…} gap a right answer",
    example="[[3]] in a question with two <dragbox>",
    source=_SOURCE,
)

RULES = (
    UNKNOWN_QUESTION_TYPE,
    UNREADABLE_QUESTION,
    ILLEGAL_FRACTION,
    NO_FULL_MARKS,
    SPOILED_ANSWER,
    MISSING_BANK_FILE,
    BROKEN_BANK_FILE,
    DUPLICATE_IDNUMBER,
    BROKEN_GAPS,
)

_LEGAL = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25),
    *(20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
)
_TOLERANCE = 0.001
"""In percent; Moodle compares shares of 1 within 0.00001."""

_LONGEST_IDNUMBER = 100
_LONGEST_MATCH = 255
_STRIPPED_FROM_NAMES = frozenset("&<>\"':|\\")
_SHOWN = re.compile(r"@@PLUGINFILE@@/([^\"'<>\s)]+)")
_GAP = re.compile(r"\[\[(\d+)\]\]")
_CLOZE = re.compile(r"\{\d*:(\w+):")
_CLOZE_END = re.compile(r"(?<!\\)\}")
_CLOZE_TYPES = frozenset(
    "SHORTANSWER SA MW SHORTANSWER_C SAC MWC NUMERICAL NM MULTICHOICE MC MULTICHOICE_H MCH MULTICHOICE_V MCV "
    "MULTICHOICE_S MCS MULTICHOICE_HS MCHS MULTICHOICE_VS MCVS MULTIRESPONSE MR MULTIRESPONSE_H MRH MULTIRESPONSE_S "
    "MRS MULTIRESPONSE_HS MRHS".split()
)
_NUMBER = re.compile(r"\*|[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_OWN_TYPES = frozenset(
    "multichoice truefalse shortanswer numerical description matching match cloze multianswer essay calculated "
    "calculatedsimple calculatedmulti category ddwtos gapselect ddimageortext ddmarker ordering randomsamatch".split()
)


class Bank(msgspec.Struct, frozen=True):
    """A bank of questions as it is judged; `label` is its name for people."""

    label: str
    root: etree._Element

    def at(self, element: etree._Element) -> Position:
        return Position(self.label, element.sourceline or 0, 0)


def questions(bank: Bank) -> Iterator[etree._Element]:
    """Every question that is not a category, in order."""
    for question in bank.root.iterfind("question"):
        if question.get("type") != "category":
            yield question


def judge(bank: Bank, report: Report) -> None:
    """What Moodle would refuse, drop or spoil of a bank."""
    category = ""
    used: set[tuple[str, str]] = set()
    for number, question in enumerate(bank.root.iterfind("question")):
        if number == MOST_QUESTIONS or report.count > MOST_FINDINGS:
            message = f"the questions from number {number + 1:,} on were not looked at"
            report.add(QUESTIONS_NOT_JUDGED, bank.at(question), message)
            return
        kind = (question.get("type") or "").strip()
        if kind == "category":
            category = question.findtext("category/text") or ""
        _judge_idnumber(bank, question, category, used, report)
        if kind == "category":
            continue
        if kind not in _OWN_TYPES:
            report.add(UNKNOWN_QUESTION_TYPE, bank.at(question), f'Moodle itself has no questions of the type "{kind}"')
        _judge_common(bank, question, report)
        if judge_one := _BY_TYPE.get(kind):
            judge_one(bank, question, report)


def _judge_common(bank: Bank, question: etree._Element, report: Report) -> None:
    if question.find("name") is None:
        report.add(UNREADABLE_QUESTION, bank.at(question), "the question has no <name>")
    if question.find("questiontext") is None:
        report.add(UNREADABLE_QUESTION, bank.at(question), "the question has no <questiontext>")
    for text in question.iter("text"):
        if len(text):
            message = "<text> has markup of its own; it has to be escaped, or put into CDATA"
            report.add(UNREADABLE_QUESTION, bank.at(text), message)
    for name in ("defaultgrade", "penalty"):
        written = (question.findtext(name) or "").strip()
        if written and not is_number(written):
            report.add(UNREADABLE_QUESTION, bank.at(question), f'"{written[:40]}" in <{name}> is no number')
    if question.get("type") != "ordering":  # which does not look at them
        for answer in question.iter("answer"):
            _judge_fraction(bank, answer, report)
    _judge_files(bank, question, report)


def _judge_fraction(bank: Bank, answer: etree._Element, report: Report) -> None:
    written = answer.get("fraction")
    if written is None:
        return
    share = _number(written)
    if share is None or not is_legal_fraction(share):
        report.add(ILLEGAL_FRACTION, bank.at(answer), f'fraction="{written}" is none that Moodle knows')


def _judge_files(bank: Bank, question: etree._Element, report: Report) -> None:
    """Files stand in the element whose text shows them."""
    for holder in question.iter():
        text = holder.find("text") if isinstance(holder.tag, str) else None
        files = [] if not isinstance(holder.tag, str) else holder.findall("file")
        names = {file.get("name") or "" for file in files}
        for shown in _SHOWN.findall((text.text or "") if text is not None else ""):
            name = unquote(shown.partition("?")[0])
            if name.rpartition("/")[2] not in names:
                report.add(
                    MISSING_BANK_FILE, bank.at(holder), f'the text shows "{name}", which is not embedded beside it'
                )
        for file in files:
            _judge_file(bank, file, report)


def _judge_file(bank: Bank, file: etree._Element, report: Report) -> None:
    name, path = file.get("name") or "", file.get("path") or "/"
    if not (path.startswith("/") and path.endswith("/")):
        message = f'the path "{path}" of "{name}" has to begin and end with /'
        report.add(BROKEN_BANK_FILE, bank.at(file), message)
    if stripped := sorted(_STRIPPED_FROM_NAMES.intersection(name)):
        report.add(BROKEN_BANK_FILE, bank.at(file), f'Moodle takes {" ".join(stripped)} out of the name "{name}"')
    try:
        data = base64.b64decode("".join((file.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        report.add(BROKEN_BANK_FILE, bank.at(file), f'"{name}" is not encoded in base64')
        return
    if not data:
        report.add(BROKEN_BANK_FILE, bank.at(file), f'"{name}" is empty')


def _judge_idnumber(
    bank: Bank, question: etree._Element, category: str, used: set[tuple[str, str]], report: Report
) -> None:
    idnumber = (question.findtext("idnumber") or "").strip()
    if not idnumber:
        return
    if len(idnumber) > _LONGEST_IDNUMBER:
        message = f"the idnumber has {len(idnumber)} characters; Moodle takes {_LONGEST_IDNUMBER}"
        report.add(UNREADABLE_QUESTION, bank.at(question), message)
    key = ("" if question.get("type") == "category" else f"in {category}", idnumber)
    if key in used:
        report.add(DUPLICATE_IDNUMBER, bank.at(question), f'the idnumber "{idnumber}" is used twice in its category')
    used.add(key)


def _choices(bank: Bank, question: etree._Element, report: Report) -> None:
    answers = [answer for answer in question.findall("answer") if (answer.findtext("text") or "").strip()]
    if len(answers) < 2:
        report.add(UNREADABLE_QUESTION, bank.at(question), "a choice needs two answers that are not empty")
        return
    shares = _shares(answers)
    single = (question.findtext("single") or "true").strip() != "false"
    if single and max(shares) < 100 - _TOLERANCE:
        report.add(NO_FULL_MARKS, bank.at(question), "no answer of the choice is worth 100")
    elif not single and sum(share for share in shares if share > 0) < 100 - 0.01:
        report.add(NO_FULL_MARKS, bank.at(question), "the right answers of the choice add up to less than 100")


def _true_false(bank: Bank, question: etree._Element, report: Report) -> None:
    answers = question.findall("answer")
    texts = sorted((answer.findtext("text") or "").strip() for answer in answers)
    if texts != ["false", "true"]:
        report.add(UNREADABLE_QUESTION, bank.at(question), "the answers have to be exactly true and false")
    elif sorted(_shares(answers)) != [0, 100]:
        report.add(NO_FULL_MARKS, bank.at(question), "one of true and false has to be worth 100, the other 0")


def _short_answer(bank: Bank, question: etree._Element, report: Report) -> None:
    answers = question.findall("answer")
    if max(_shares(answers), default=0) < 100 - _TOLERANCE:
        report.add(NO_FULL_MARKS, bank.at(question), "no answer is worth 100")
    for answer in answers:
        if not (answer.findtext("text") or "").strip():
            report.add(SPOILED_ANSWER, bank.at(answer), "an empty answer cannot be given")


def _numerical(bank: Bank, question: etree._Element, report: Report) -> None:
    answers = question.findall("answer")
    if max(_shares(answers), default=0) < 100 - _TOLERANCE:
        report.add(NO_FULL_MARKS, bank.at(question), "no answer is worth 100")
    for answer in answers:
        for name in ("text", "tolerance"):
            written = (answer.findtext(name) or "").strip()
            if (written or name == "text") and not is_number(written):
                report.add(SPOILED_ANSWER, bank.at(answer), f'Moodle does not read "{written[:40]}" as a number')


def _matching(bank: Bank, question: etree._Element, report: Report) -> None:
    pairs = question.findall("subquestion")
    if not pairs:
        report.add(UNREADABLE_QUESTION, bank.at(question), "the matching question has no pairs")
    for pair in pairs:
        answer = (pair.findtext("answer/text") or "").strip()
        if not answer:
            message = "a pair has no answer: the import ends here without a word, and what follows is lost"
            report.add(UNREADABLE_QUESTION, bank.at(pair), message)
        elif len(answer) > _LONGEST_MATCH:
            message = f"the answer has {len(answer)} characters; Moodle takes {_LONGEST_MATCH}"
            report.add(SPOILED_ANSWER, bank.at(pair), message)


def _ordering(bank: Bank, question: etree._Element, report: Report) -> None:
    if question.find("shownumcorrect") is None:
        message = "without <shownumcorrect>1</shownumcorrect> the import dies with a database error"
        report.add(UNREADABLE_QUESTION, bank.at(question), message)
    if len(question.findall("answer")) < 2:
        report.add(UNREADABLE_QUESTION, bank.at(question), "an order needs two items")


def _gaps(name: str) -> Callable[[Bank, etree._Element, Report], None]:
    def judge_gaps(bank: Bank, question: etree._Element, report: Report) -> None:
        boxes = len(question.findall(name))
        numbers = [int(found) for found in _GAP.findall(question.findtext("questiontext/text") or "")]
        if not numbers:
            report.add(BROKEN_GAPS, bank.at(question), "the text has no gap such as [[1]]")
        for number in sorted(set(numbers)):
            if not 1 <= number <= boxes:
                report.add(BROKEN_GAPS, bank.at(question), f"[[{number}]] has no <{name}>; there are {boxes}")

    return judge_gaps


def _cloze(bank: Bank, question: etree._Element, report: Report) -> None:
    gaps = list(_cloze_gaps(question.findtext("questiontext/text") or ""))
    if not gaps:
        report.add(BROKEN_GAPS, bank.at(question), "the text has no gap such as {1:SA:=right}")
    for kind, answers in gaps:
        if kind not in _CLOZE_TYPES:
            report.add(BROKEN_GAPS, bank.at(question), f'a gap has the type "{kind}", which stays in the text')
        elif "=" not in answers and "%100%" not in answers:
            report.add(NO_FULL_MARKS, bank.at(question), f'no answer of the gap "{answers[:40]}" is right')


def _cloze_gaps(text: str) -> Iterator[tuple[str, str]]:
    """(type, answers) of each gap; what has no end is none."""
    position = 0
    while start := _CLOZE.search(text, position):
        end = _CLOZE_END.search(text, start.end())
        if not end:
            return
        yield start[1], text[start.end() : end.start()]
        position = end.end()


def _shares(answers: list[etree._Element]) -> list[float]:
    return [_number(answer.get("fraction") or "0") or 0.0 for answer in answers]


def is_legal_fraction(share: float) -> bool:
    """Whether a share of 100, positive or negative, is one that Moodle's list has."""
    return any(abs(abs(share) - legal) <= _TOLERANCE for legal in _LEGAL)


def is_number(text: str) -> bool:
    """Whether Moodle reads a text as the number that it looks like; `*` stands for any."""
    return _NUMBER.fullmatch(text) is not None


def _number(text: str) -> float | None:
    try:
        return float(text.strip())
    except ValueError:
        return None


_BY_TYPE: dict[str, Callable[[Bank, etree._Element, Report], None]] = {
    "multichoice": _choices,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "ddwtos": _gaps("dragbox"),
    "gapselect": _gaps("selectoption"),
    "cloze": _cloze,
    "multianswer": _cloze,
}
