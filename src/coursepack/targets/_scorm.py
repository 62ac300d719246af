"""What all SCORM packages share: which content objects they have, their identifiers, and titles that survive an LMS."""

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Decimal
from typing import TypeAlias
from urllib.parse import quote

import msgspec

from coursepack.ids import edition, identifier, short_identifier, shortened
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.asked import is_graded
from coursepack.pages.parts import Part
from coursepack.xml import clean

LONGEST_TITLE = 200
"""Characters that the schema of SCORM 1.2 allows. From 256 on Moodle (4.5, 5.1) refuses the whole activity."""

MANIFEST = "imsmanifest.xml"

_LANGUAGE = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NO_BREAK_SPACE = "\u00a0"


class Sco(msgspec.Struct, frozen=True):
    """A content object: what an LMS opens and keeps one learner's record for.

    `id` is stable over versions of the course, since learners' records hang on it. `launch` is the path of its first
    page in the package, `files` are the paths of all that it needs, `pages` the ids of the units that a learner reads
    in it. `weight` is the sum of the weights of its graded quizzes, None where it has none: it then reports no score.
    `pass_mark` (0 to 1) is what it asks for. `mastery_score` (0 to 100) is "" where the LMS is not to decide.
    """

    id: str
    title: str
    launch: str
    files: tuple[str, ...]
    pages: tuple[str, ...] = ()
    weight: float | None = None
    pass_mark: float = 0.0
    mastery_score: str = ""

    @property
    def is_scored(self) -> bool:
        """Whether it reports a score, and so can be passed or failed."""
        return self.weight is not None

    @property
    def item_identifier(self) -> str:
        return f"item_{self.id}"

    @property
    def resource_identifier(self) -> str:
        return f"res_{self.id}"


class Group(msgspec.Struct, frozen=True):
    """A heading in an LMS's contents over content objects and groups; it opens nothing itself. `id` is a module's."""

    id: str
    title: str
    children: tuple["Sco | Group", ...]

    @property
    def item_identifier(self) -> str:
        return f"group_{self.id}"


Item: TypeAlias = Sco | Group


class Package(msgspec.Struct, frozen=True):
    """A package before its manifest is written; `files` are all but the manifest.

    `items` are what the LMS lists, in order. `part` is the id of the part that it holds, "" for a whole course.
    """

    identifier: str
    title: str
    language: str
    version: str
    description: str
    items: tuple[Item, ...]
    files: tuple[OutputFile, ...]
    part: str = ""
    fingerprint: str = ""

    @property
    def edition(self) -> str:
        """Version and fingerprint, for people, in the 50 characters that metadata have for a version."""
        return edition(shortened(self.version, 23), self.fingerprint) if self.fingerprint else self.version

    @property
    def organization_identifier(self) -> str:
        return f"org_{self.identifier}"

    @property
    def scos(self) -> tuple[Sco, ...]:
        """Every content object, in the order in which they are listed."""
        return tuple(_scos(self.items))


def _scos(items: tuple[Item, ...]) -> Iterator[Sco]:
    for item in items:
        if isinstance(item, Group):
            yield from _scos(item.children)
        else:
            yield item


def whole_course(course: Course, files: tuple[OutputFile, ...], launch: str = "index.html") -> Package:
    """The package whose one content object is the whole course; `files` are its pages, scripts and assets."""
    paths = (file.path for file in files)
    title = manifest_title(course.name) or manifest_title(course.id)
    return package(course, (content_object(course, shortened_identifier(course.id), title, launch, paths),), files)


def package(
    course: Course, items: tuple[Item, ...], files: tuple[OutputFile, ...], part: Part | None = None
) -> Package:
    """A package of `course`, or of one part of it.

    The manifest's identifier is the course's id where that is short, else its beginning and a hash of it: some
    systems name content by the first 15 characters and would take two courses of one author for the same. That of a
    part has a hash over the ids of both.
    """
    name = part.title if part else course.name
    identity = f"{course.id}-{part.id}" if part else course.id
    return Package(
        identifier=short_identifier(identity),
        title=manifest_title(name) or manifest_title(identity),
        language=course.language if _LANGUAGE.fullmatch(course.language) else "und",
        version=" ".join(clean(course.version).split()),
        description="" if part else " ".join(clean(course.description).split()),
        items=items,
        files=files,
        part=part.id if part else "",
    )


def content_object(inside: Course, sco_id: str, title: str, launch: str, files: Iterable[str]) -> Sco:
    """The content object that holds `inside`: a course, or the part of one that it shows.

    Only one with graded quizzes is scored; another one is completed and neither passed nor failed.
    """
    graded = [quiz for quiz in inside.quizzes() if is_graded(quiz)]
    return Sco(
        id=sco_id,
        title=title,
        launch=launch,
        files=tuple(sorted(files)),
        pages=tuple(unit.id for unit in inside.pages()),
        weight=sum(quiz.settings.weight for quiz in graded) if graded else None,
        pass_mark=inside.scoring.pass_mark,
        mastery_score=mastery_score(inside) if graded else "",
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
