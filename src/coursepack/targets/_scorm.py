"""What all SCORM packages share: which content objects they have, their identifiers, and titles that survive an LMS."""

import re
from decimal import ROUND_DOWN, Decimal
from urllib.parse import quote

import msgspec

from coursepack.ids import identifier, short_identifier, shortened
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.xml import clean

LONGEST_TITLE = 255
"""Characters; a longer title, identifier or launch path makes Moodle (4.5, 5.1) refuse the whole activity."""

MANIFEST = "imsmanifest.xml"

_LANGUAGE = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NO_BREAK_SPACE = "\u00a0"


class Sco(msgspec.Struct, frozen=True):
    """A content object: what an LMS opens and keeps one learner's record for.

    `id` is stable over versions of the course, since learners' records hang on it. `launch` is the path of its first
    page in the package, `files` are the paths of all that it needs. `mastery_score` (0 to 100) is "" where
    the LMS is not to decide.
    """

    id: str
    title: str
    launch: str
    files: tuple[str, ...]
    mastery_score: str = ""

    @property
    def item_identifier(self) -> str:
        return f"item_{self.id}"

    @property
    def resource_identifier(self) -> str:
        return f"res_{self.id}"


class Package(msgspec.Struct, frozen=True):
    """A package before its manifest is written; `files` are all but the manifest."""

    identifier: str
    title: str
    language: str
    version: str
    description: str
    scos: tuple[Sco, ...]
    files: tuple[OutputFile, ...]

    @property
    def organization_identifier(self) -> str:
        return f"org_{self.identifier}"


def whole_course(course: Course, files: tuple[OutputFile, ...], launch: str = "index.html") -> Package:
    """The package whose one content object is the whole course; `files` are its pages, scripts and assets.

    The manifest's identifier is the course's id where that is short, else its beginning and a hash of it: some
    systems name content by the first 15 characters and would take two courses of one author for the same.
    """
    title = manifest_title(course.name) or manifest_title(course.id)
    sco = Sco(
        id=shortened_identifier(course.id),
        title=title,
        launch=launch,
        files=tuple(sorted(file.path for file in files)),
        mastery_score=mastery_score(course),
    )
    return Package(
        identifier=short_identifier(course.id),
        title=title,
        language=course.language if _LANGUAGE.fullmatch(course.language) else "und",
        version=" ".join(clean(course.version).split()),
        description=" ".join(clean(course.description).split()),
        scos=(sco,),
        files=files,
    )


def shortened_identifier(text: str) -> str:
    """`text` as an identifier, all of it where an LMS has room for it."""
    plain = identifier(text)
    return plain if len(plain) <= 200 else short_identifier(text)


def mastery_score(course: Course) -> str:
    """The score from 0 to 100 that the LMS is to compare with, or "" where the package itself decides.

    Cut, not rounded, to two decimals: the player never reports a score below the pass mark as one above it.
    """
    if course.scoring.mastery != "lms":
        return ""
    percent = (Decimal(str(course.scoring.pass_mark)) * 100).quantize(Decimal("0.01"), ROUND_DOWN)
    # Moodle (4.5, 5.1) loses a lone "0".
    return f"{percent.normalize():f}" if percent else "0.0"


def manifest_title(text: str) -> str:
    """`text` as a title that arrives whole.

    Moodle's parser (4.5, 5.1) is fed a title in pieces, cut at each entity, and loses a piece that is blank or "0":
    a no-break space keeps those.
    """
    words = shortened(" ".join(clean(text).split()), LONGEST_TITLE)
    pieces = re.split("([&<>])", words)
    kept = (_kept(piece, at_edge=index in (0, len(pieces) - 1)) for index, piece in enumerate(pieces))
    return "".join(kept)[:LONGEST_TITLE]


def _kept(piece: str, *, at_edge: bool) -> str:
    if piece.strip() == "0":
        return f"{piece}{_NO_BREAK_SPACE}"
    return _NO_BREAK_SPACE if piece == " " and not at_edge else piece


def href(path: str) -> str:
    """A path in the package as the manifest names it."""
    return quote(path, safe="/-_.~")
