"""Whether learners who do not see, hear or tell colours get what the others get."""

import posixpath
import re

from coursepack.checks.subject import Subject
from coursepack.checks.survey import Page
from coursepack.diagnostics import Fix, Report, Rule, Severity
from coursepack.model.content import Image, Table, plain_text
from coursepack.patterns import late

MISSING_ALT_TEXT = Rule(
    "missing-alt-text",
    Severity.WARNING,
    "A picture has no alternative text.",
    "Learners who do not see it get nothing of what it shows.",
    "say in the square brackets what the picture shows; mark pure decoration as such: "
    '<img src="wave.svg" alt="">, or <!-- coursepack-ignore missing-alt-text --> above it',
    example="![](sales-by-month.png)",
    source="WCAG 2.2, 1.1.1 Non-text Content (A)",
)
MEANINGLESS_ALT_TEXT = Rule(
    "meaningless-alt-text",
    Severity.WARNING,
    "The alternative text of a picture is only a file name, or a word such as image.",
    "A screen reader reads it out, and its listener knows no more than before.",
    "say what the picture shows, as you would on the telephone",
    example="![IMG_2034.jpg](IMG_2034.jpg)",
    source="WCAG 2.2, 1.1.1 Non-text Content (A), failure F30",
)
DECORATIVE_ALT_TEXT = Rule(
    "decorative-alt-text",
    Severity.WARNING,
    "The alternative text of a picture says that it is decoration.",
    'A screen reader reads out "decorative" where it should say nothing.',
    'write <img src="wave.svg" alt="">, which says so to machines; coursepack check --fix does it',
    example="![decorative](wave.svg)",
    source="WCAG 2.2, 1.1.1 Non-text Content (A), technique H67",
)
SKIPPED_HEADING = Rule(
    "skipped-heading",
    Severity.WARNING,
    "A heading is more than one level below the heading before it.",
    "Learners who move from heading to heading look for the part that seems to be missing.",
    "give the heading one # less, or write the heading that belongs between",
    example="# Bread\n\n## Flour\n\n#### Kinds of flour\n\nText.",
    source="WCAG 2.2, technique G141 for 1.3.1 Info and Relationships",
)
TABLE_WITHOUT_HEADERS = Rule(
    "table-without-headers",
    Severity.WARNING,
    "A table has neither column headings nor row headings.",
    "A screen reader reads cell after cell and cannot say what they mean.",
    "write the headings into the first row, or make the whole first column bold",
    example="|  |  |\n|--|--|\n| Flour | 500 g |\n| Water | 350 g |",
    source="WCAG 2.2, 1.3.1 Info and Relationships (A)",
)
MEDIA_WITHOUT_TEXT = Rule(
    "media-without-captions",
    Severity.WARNING,
    "A video has no subtitles, or a sound no transcript.",
    "Learners who cannot hear it, or may not where they are, get nothing of it.",
    "put a file with the same name and the ending .vtt (subtitles) or .md (transcript) beside it",
    example="![How a sale travels](talk.mp4) without a talk.vtt or talk.md beside it",
    source="WCAG 2.2, 1.2.1 Audio-only and Video-only, 1.2.2 Captions (A)",
)
EMOJI_ALONE = Rule(
    "emoji-alone",
    Severity.NOTE,
    "Cells of a table say what they mean by an emoji or a colour alone.",
    "Not everybody tells the colours apart, and a screen reader says only what the sign is called.",
    "write the word beside the sign: 🟢 ready, ❌ no",
    example="| Step | State |\n|------|-------|\n| Bake | 🟢 |\n| Sell | 🔴 |",
    source="WCAG 2.2, 1.4.1 Use of Color (A), 1.3.3 Sensory Characteristics (A)",
)
DIAGRAM_SHOWN_AS_CODE = Rule(
    "diagram-shown-as-code",
    Severity.NOTE,
    "A diagram that is written as code is shown as that code.",
    "Pages are made without a browser and without a network, so nothing draws it: learners read its commands.",
    "draw it where you draw today, save it as SVG, and write `![what it shows](diagram.svg)` in its place",
    example="```mermaid\ngraph LR; Till --> Table --> App\n```",
)
HARD_TO_READ = Rule(
    "hard-to-read",
    Severity.NOTE,
    "The text of a page is hard to read.",
    "Learners with little time, little practice or another first language give up, or misunderstand.",
    "divide long sentences, and put a short word where a long one stands",
    example="Notwithstanding the aforementioned considerations, the implementation of organizational … (and so on)",
    source="Automated Readability Index (Senter and Smith 1967, AMRL-TR-66-220); WCAG 2.2, 3.1.5 Reading Level (AAA)",
)

RULES = (
    MISSING_ALT_TEXT,
    MEANINGLESS_ALT_TEXT,
    DECORATIVE_ALT_TEXT,
    SKIPPED_HEADING,
    TABLE_WITHOUT_HEADERS,
    MEDIA_WITHOUT_TEXT,
    EMOJI_ALONE,
    DIAGRAM_SHOWN_AS_CODE,
    HARD_TO_READ,
)

GRADE = 15
"""The Automated Readability Index from which an English text is hard: beyond what schools teach."""
SENTENCE = 28
"""Words in the mean sentence from which a text in another language is hard."""
ENOUGH_WORDS = 150
_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})

_DIAGRAMS = frozenset("mermaid dot graphviz plantuml puml d2".split())
"""Languages of fenced code that other tools draw."""
_DECORATIVE = frozenset(
    "decorative,decoration,decorative image,decorative picture,dekorativ,dekoration,décoratif,décorative,décoration,"
    "decorativo,decorativa,decoración,decoração".split(",")
)
_MEANINGLESS = frozenset(
    "image,img,picture,untitled,photo,graphic,figure,screenshot,screen shot,diagram,alt,alt text,image alt,"
    "bild,foto,grafik,abbildung,imagen,figura,captura de pantalla,imagem,capture d'écran".split(",")
)
_FILE_NAME = late(
    r"\S+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)|(?:img|dsc|screenshot)[-_ ]?\d[\d_-]*", re.IGNORECASE
)
_EMPTY_ALT = late(r"""<img\b[^>]*\balt\s*=\s*(?:""|'')""", re.IGNORECASE)
_ADDRESS = late(r"\]\(\s*(?:<[^<>\n]*>|[^\s()]*)\s*\)")
_SIGN = late(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f\u200d\s]+")


def check(subject: Subject, report: Report) -> None:
    """Judge pictures, headings, tables, media and the language of a course."""
    found = subject.survey
    for image in found.images:
        _check_image(image, subject, report)
    for page in found.pages:
        _check_headings(page, report)
        _check_reading(page, report)
    for table in found.tables:
        _check_table(table, report)
    for media in found.media:
        if not media.transcript and (media.kind == "audio" or not media.tracks):
            lacks = "subtitles and no transcript" if media.kind == "video" else "transcript"
            message = f"{posixpath.basename(media.source)} has no {lacks}"
            report.add(MEDIA_WITHOUT_TEXT, media.at, message, width=len(media.source))
    for code in found.code:
        if code.language.lower().strip("{}.") in _DIAGRAMS:
            message = f"learners see this diagram as the {code.language} code that you wrote"
            report.add(DIAGRAM_SHOWN_AS_CODE, code.at, message)


# --- pictures ------------------------------------------------------------------------------------------------


def _check_image(image: Image, subject: Subject, report: Report) -> None:
    text = image.alt.strip()
    name = "this picture" if ":" in image.source else posixpath.basename(image.source)[:60]
    if not text:
        if "://" not in image.source and not _EMPTY_ALT.search(subject.line(image.at)):
            report.add(MISSING_ALT_TEXT, image.at, f"{name} has no alternative text")
    elif text.casefold() in _DECORATIVE:
        report.add(DECORATIVE_ALT_TEXT, image.at, f'"{text}" is read out as the text of {name}', width=len(text))
        _offer_empty_text(image, subject, report)
    elif text.casefold() in _MEANINGLESS or _FILE_NAME.fullmatch(text):
        report.add(MEANINGLESS_ALT_TEXT, image.at, f'"{text}" does not say what {name} shows', width=len(text))


def _offer_empty_text(image: Image, subject: Subject, report: Report) -> None:
    """Offer to write the picture as HTML with an empty text, where it stands in its line as Markdown writes it."""
    line = subject.line(image.at)
    start = f"![{image.alt}]"
    begin = line.find(start)
    address = _ADDRESS.match(line, begin + len(start) - 1) if begin >= 0 else None
    if address is None or line.count(start) != 1 or image.title or '"' in image.source:
        return
    written = address[0][2:-1].strip().strip("<>")
    if written != image.source:
        return
    fixed = f'{line[:begin]}<img src="{written}" alt="">{line[address.end() :]}'
    report.fix(Fix(DECORATIVE_ALT_TEXT.name, image.at.file, image.at.line, image.at.line, f"{fixed}\n"))


# --- headings, tables and words ------------------------------------------------------------------------------


def _check_headings(page: Page, report: Report) -> None:
    before = 0
    for heading in page.headings:
        if heading.level > before + 1 and before:
            title = plain_text(heading.children)[:60]
            message = f'the heading "{title}" is {heading.level - before} levels below the one before it'
            report.add(SKIPPED_HEADING, heading.at, message)
        before = heading.level


def _check_table(table: Table, report: Report) -> None:
    if not table.row_headers and not any(cell.children for cell in table.head):
        report.add(TABLE_WITHOUT_HEADERS, table.at, "this table has no headings")
    signs = [cell for row in table.rows for cell in row if cell.children and _is_sign(plain_text(cell.children))]
    if signs:
        shown = " ".join(dict.fromkeys(plain_text(cell.children) for cell in signs))[:20]
        cells = f"{len(signs)} cells of this table say" if len(signs) > 1 else "a cell of this table says"
        report.add(EMOJI_ALONE, table.at, f"{cells} nothing but {shown}")


def _is_sign(text: str) -> bool:
    return len(text) < 6 and bool(text) and text[0] > "\u25ff" and _SIGN.fullmatch(text) is not None


def _check_reading(page: Page, report: Report) -> None:
    language = page.language.split("-")[0].lower()
    text = page.text
    words = text.count(" ") + text.count("\n")
    if words < ENOUGH_WORDS or language in _WITHOUT_SPACES:
        return
    # Points in numbers and abbreviations count, too: the mean comes out too short rather than too long.
    sentences = text.count("\n") + text.count(".") + text.count("?") + text.count("!")
    length = words / sentences
    if language != "en":
        if length > SENTENCE:
            report.add(HARD_TO_READ, page.unit.at, f'"{page.unit.name}" has {length:.0f} words in the mean sentence')
        return
    grade = 4.71 * (len(text) - words - sentences) / words + 0.5 * length - 21.43
    if grade > GRADE:
        message = (
            f'"{page.unit.name}" asks for about {grade:.0f} years of schooling: {length:.0f} words in the mean sentence'
        )
        report.add(HARD_TO_READ, page.unit.at, message)
