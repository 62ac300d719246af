"""Questions with one gap in prose: `The capital of France is ____.`, and `Answer: Paris` right below."""

from coursepack.model.assessment import AcceptedText, GapEntry, NumericEntryInteraction, TextEntryInteraction
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.numeric import read_number
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line

_GAP = late(r"_{3,}")
_RULED = late(r"[\s>]*_(?:[ \t]*_){2,}\s*")
_MOST_WORDS = 4
_LONGEST = 40
_SEVERAL = late(r"[,;/|()\[\]{}\n]|\s(?:or|and|oder|und|ou|et|o|y|e)\s")
_NUMBER = late(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?")


def is_ruled_line(line: Line, source: list[str]) -> bool:
    """Whether a line is one to write on, which Markdown takes for a break: `________` alone."""
    return line.kind == "break" and 0 < line.at.line <= len(source) and bool(_RULED.fullmatch(source[line.at.line - 1]))


def has_one_gap(stem: list[Line], *, ruled: bool) -> bool:
    """Whether a stem has a single place to write in: a gap of its own, or the ruled line that was left below it."""
    if any(line.kind == "text" and marks.OPTION.match(line.text) for line in stem):
        return False
    if any(line.item for line in stem[1:]):
        return False
    gaps = sum(len(_GAP.findall(line.text)) for line in stem)
    return gaps == (0 if ruled else 1) and (not ruled or stem[-1].text.endswith("?"))


def entry_of(said: str, at: Position) -> GapEntry | None:
    """What fills the gap, by the words of an answer line; None where they are more than one short answer."""
    text = said.strip().removesuffix(".").strip()
    if not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or _SEVERAL.search(text):
        return None
    if marks.names_truth(text):
        return None
    if _NUMBER.fullmatch(text):
        number = read_number(text, at)
        return NumericEntryInteraction(at, (number,)) if number else None
    return TextEntryInteraction(at, (AcceptedText(at, text),))


def answer_text(entry: GapEntry | None) -> str:
    """The right answer of a gap, as it was written."""
    match entry:
        case TextEntryInteraction(accepted=accepted) | NumericEntryInteraction(accepted=accepted):
            return accepted[0].text
        case _:
            return ""
