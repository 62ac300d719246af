"""Characters that no page and no XML can hold: found at their places, and taken out of the text."""

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late

FORBIDDEN_CHARACTER = Rule(
    "forbidden-character",
    Severity.WARNING,
    "A control character stands in the text; most come unseen with what is copied from a PDF or a presentation.",
    "Pages and packages cannot hold it, and an LMS refuses a package that does.",
    "delete it in the editor; until then it is left out (a vertical tab or form feed becomes a space)",
    example="A bell rings.␇  (a control character, often pasted from a terminal or a PDF)",
    source="XML 1.0, 2.2 Characters",
)

MOST_PLACES = 10
"""Lines of one file that are reported; a file with more is no text, and one more finding says how many there are."""

# C0 without tab and line ends (XML 1.0, section 2.2), DEL and C1 (HTML, section 13.2.3.5), and the noncharacters that
# XML forbids. Lone surrogates cannot occur: UTF-8 has no way to write them, and reading refuses the bytes.
_FORBIDDEN = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BLANK = "\x0b\x0c\x85"


def without_forbidden(text: str, file: str, report: Report) -> str:
    """`text` without characters that nothing can hold; each line that has some is reported once."""
    if text.isprintable() or not _FORBIDDEN.search(text):
        return text
    found = 0
    for number, line in enumerate(text.split("\n"), 1):
        first = _FORBIDDEN.search(line)
        if first is None:
            continue
        found += 1
        if found <= MOST_PLACES:
            count = len(_FORBIDDEN.findall(line))
            more = f", and {count - 1} more in this line" if count > 1 else ""
            report.add(
                FORBIDDEN_CHARACTER,
                Position(file, number, first.start() + 1),
                f"the control character U+{ord(first[0]):04X} is left out{more}",
            )
    if found > MOST_PLACES:
        message = f"{found} lines hold control characters; the first {MOST_PLACES} are reported"
        report.add(FORBIDDEN_CHARACTER, Position(file, 1), message)
    return _FORBIDDEN.sub(lambda match: " " if match[0] in _BLANK else "", text)
