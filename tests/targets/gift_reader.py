"""Reads GIFT by the grammar on docs.moodle.org ("GIFT format"), as Moodle 4.5 and 5.1 do, and refuses what they refuse.

Character by character, without a look at the writer: a backslash makes the next of `~ = # { } : \\` an ordinary
character and `\\n` an end of line; everything else is found on what is left.
"""

import html
import re
from dataclasses import dataclass, field


class RefusedError(Exception):
    """Moodle would refuse the entry, or read something else than what is written."""


@dataclass
class Answer:
    fraction: float
    text: str
    feedback: str = ""
    low: float = 0.0
    high: float = 0.0


@dataclass
class Entry:
    """An entry; `form` is the name of its format. Texts are decoded."""

    kind: str
    category: str
    name: str
    form: str
    text: str
    identifier: str = ""
    tags: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    truth: bool | None = None
    told: tuple[str, str] = ("", "")
    general: str = ""
    single: bool = True

    def plain(self, text: str) -> str:
        """A text of the entry as people see it."""
        return html.unescape(re.sub(r"<[^>]+>", "", text)) if self.form == "html" else text

    def choose(self, positions: set[int]) -> float:
        return max(0.0, min(1.0, sum(self.answers[position].fraction for position in positions)))

    def type_in(self, response: str) -> tuple[float, str]:
        """The share for a typed answer, and what is said about it."""
        for answer in self.answers:
            if self.kind == "numerical":
                fits = answer.text == "*" or answer.low - 1e-9 <= float(response) <= answer.high + 1e-9
            else:
                pieces = re.split(r"(?<!\\)\*+", answer.text)
                pattern = ".*".join(re.escape(piece.replace(r"\*", "*")) for piece in pieces)
                fits = re.fullmatch(pattern, response.strip(), re.DOTALL | re.IGNORECASE) is not None
            if fits:
                return answer.fraction, answer.feedback
        return 0.0, ""


# A private area of Unicode stands for characters that a backslash made ordinary, until the structure is found.
_ESCAPED = {character: chr(0xE000 + index) for index, character in enumerate("~=#{}:\\")} | {"n": "\ue00f"}
_ORDINARY = {private: "\n" if character == "n" else character for character, private in _ESCAPED.items()}


def read_gift(data: bytes) -> list[Entry]:
    """Every entry of a file, in order."""
    entries: list[Entry] = []
    category = ""
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", data.decode("utf-8").strip("\n")):
        lines = block.split("\n")
        comments = "".join(line for line in lines if line.strip().startswith("//"))
        text = "\n".join(" " if line.strip().startswith("//") else line for line in lines).strip()
        if text.startswith("$CATEGORY:"):
            if len(lines) > 1:
                raise RefusedError("a category with lines behind it")
            category = text[len("$CATEGORY:") :].strip().replace("\\\\", "\\")
        elif text:
            entries.append(_entry(_hidden(text), category, comments))
    return entries


def _hidden(text: str) -> str:
    return re.sub(r"\\([~=#{}:\\n])", lambda found: _ESCAPED[found[1]], text)


def _shown(text: str) -> str:
    return "".join(_ORDINARY.get(character, character) for character in text).strip()


def _formatted(text: str, form: str) -> tuple[str, str]:
    """A text and its format, which may stand in brackets before it."""
    text = text.strip()
    if found := re.match(r"\[(html|moodle|plain|markdown)\]", text):
        return _shown(text[found.end() :]), found[1]
    return _shown(text), form


def _entry(text: str, category: str, comments: str) -> Entry:
    name = ""
    if text.startswith("::"):
        name, closed, text = text[2:].partition("::")
        if not closed:
            raise RefusedError("a name without its end")
    if text.count("{") != text.count("}") or text.count("{") > 1:
        raise RefusedError(f"braces: {text}")
    before, opened, rest = text.partition("{")
    inside, _, after = rest.partition("}")
    whole = before + ("_____" + after if after.strip() else "")
    stem, form = _formatted(whole, "moodle")
    entry = Entry("description", category, _shown(name), form, stem)
    if found := re.search(r"\[id:([^\]]+)\]", comments):
        entry.identifier = found[1]
    entry.tags = re.findall(r"\[tag:([^\]<>`]+)\]", comments)
    if opened:
        body, separator, general = inside.rpartition("####")
        entry.general = _formatted(general, form)[0] if separator else ""
        _read_answers(entry, (body if separator else inside).strip())
    if not entry.name or not entry.text:
        raise RefusedError("an entry without a name or words")
    return entry


def _read_answers(entry: Entry, body: str) -> None:
    truth = re.match(r"(TRUE|T|FALSE|F)\s*(?:#|$)", body)
    if not body:
        entry.kind = "essay"
    elif body.startswith("#"):
        _numbers(entry, body[1:])
    elif "~" in body:
        _choices(entry, body)
    elif "=" in body and "->" in body:
        _pairs(entry, body)
    elif truth:
        entry.kind, entry.truth = "truefalse", truth[1].startswith("T")
        parts = [*body.split("#", 2)[1:], "", ""]
        entry.told = (_formatted(parts[0], entry.form)[0], _formatted(parts[1], entry.form)[0])
    else:
        entry.kind = "shortanswer"
        for part in _parts(body, "="):
            share, words = _weight(part, 1.0)
            text, told = _with_feedback(words, entry.form)
            entry.answers.append(Answer(share, text, told))
        if all(answer.fraction < 1 for answer in entry.answers) or not all(each.text for each in entry.answers):
            raise RefusedError("no right answer, or an empty one")


def _parts(body: str, mark: str) -> list[str]:
    first, *others = body.split(mark)
    if first.strip():
        raise RefusedError(f"words before the first answer: {first}")
    return [other.strip() for other in others]


def _weight(text: str, usual: float) -> tuple[float, str]:
    found = re.match(r"%(-?\d{1,3}(?:\.\d+)?)%", text)
    return (float(found[1]) / 100, text[found.end() :]) if found else (usual, text)


def _with_feedback(text: str, form: str) -> tuple[str, str]:
    words, _, told = text.partition("#")
    return _formatted(words, form)[0], _formatted(told, form)[0]


def _choices(entry: Entry, body: str) -> None:
    entry.kind, entry.single = "multichoice", "=" in body
    for part in _parts(body.replace("=", "~="), "~"):
        share, words = (1.0, part[1:]) if part.startswith("=") else _weight(part, 0.0)
        text, told = _with_feedback(words, entry.form)
        if not text:
            raise RefusedError("an empty choice")
        entry.answers.append(Answer(share, text, told))
    best = [answer.fraction for answer in entry.answers if answer.fraction > 0]
    if len(entry.answers) < 2 or (max(best) if entry.single else sum(best)) < 0.99999:
        raise RefusedError("too few choices, or nobody can get all points")


def _pairs(entry: Entry, body: str) -> None:
    entry.kind = "matching"
    for part in _parts(body, "="):
        if "->" not in part:
            raise RefusedError(f"no pair: {part}")
        left, _, right = part.partition("->")
        if not right.strip():
            raise RefusedError("nothing to match with")
        entry.pairs.append((_formatted(left, entry.form)[0], _shown(right)))
    if len(entry.pairs) < 2:
        raise RefusedError("fewer than two pairs")


def _numbers(entry: Entry, body: str) -> None:
    entry.kind = "numerical"
    rights, wild, told = body.partition("~")
    for part in _parts(rights, "="):
        share, words = _weight(part, 1.0)
        number, _, feedback = words.partition("#")
        if ".." in number:
            low, high = map(float, number.split(".."))
        else:
            value, _, tolerance = number.partition(":")
            low, high = float(value) - float(tolerance or 0), float(value) + float(tolerance or 0)
        entry.answers.append(Answer(share, number.strip(), _formatted(feedback, entry.form)[0], low, high))
    if not any(answer.fraction == 1 for answer in entry.answers):
        raise RefusedError("no right number")
    if wild:
        entry.answers.append(Answer(0.0, "*", _with_feedback(told, entry.form)[1]))
