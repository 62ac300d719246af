"""A course as one HTML document, or as one for each of its parts: what the SCORM packages are made of."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import msgspec
from markupsafe import Markup

from coursepack.languages import direction
from coursepack.model.course import Course
from coursepack.model.glossary import terms
from coursepack.model.source import Position
from coursepack.packaging.files import OutputFile, asset_file
from coursepack.pages.addresses import DocumentAddresses, PageAddresses, PartAddresses, stands_in_pages
from coursepack.pages.data import Data, course_data, encoded_questions, keys_and_words, own_data, script_json
from coursepack.pages.environment import environment
from coursepack.pages.markup import encoded_pieces
from coursepack.pages.outline import Entry, Outline, contents
from coursepack.pages.parts import Part
from coursepack.pages.player import Standard, has_completion, noscript_stylesheet, scheme_script, script, stylesheet
from coursepack.pages.search import is_searched
from coursepack.pages.shared import Shared
from coursepack.pages.views import CoverView, Views
from coursepack.pages.words import Words

MANY_ENTRIES = 40
"""Contents longer than this begin with their modules closed."""


KEPT_BY_LMS = (
    "The learning system in which you opened this course keeps your answers, scores and progress; without one, this "
    "browser does. Nothing is sent anywhere else, and nothing is loaded from elsewhere."
)
KEPT_HERE = (
    "This browser keeps your answers, scores and progress, on this device only. "
    "Nothing is sent anywhere, and nothing is loaded from elsewhere."
)


class Build(Protocol):
    """What the pages know about the build."""

    @property
    def coursepack_version(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


class PartDocument(msgspec.Struct, frozen=True):
    """The document of a part, and what it needs beside the player's files.

    `assets`: paths of files of the course. `crossings`: (id of a unit in another part, where it is spoken of); "" is
    the course.
    """

    part: Part
    html: bytes
    assets: tuple[str, ...]
    crossings: tuple[tuple[str, Position], ...]


def single_document(
    course: Course, context: Build, standard: Standard, shared: Shared | None = None
) -> tuple[OutputFile, ...]:
    """The files of the course as one document: `index.html`, its stylesheets and script, and the assets."""
    html = whole_document(course, context, standard, DocumentAddresses(course), shared)
    return (
        OutputFile("index.html", html),
        *_player_files(course, script(course, standard)),
        *asset_files(course),
    )


def whole_document(
    course: Course,
    context: Build,
    standard: Standard,
    addresses: DocumentAddresses,
    shared: Shared | None = None,
    *,
    template: str = "document.html",
    **more: object,
) -> bytes:
    """The one document of a whole course. `more` is what its template needs besides."""
    words = Words(course.language)
    views = Views(course, addresses, words, shared, new_windows=standard != "local")
    entries = Outline(course, views.text(""), words).whole()
    known = page_context(course, context, words, standard) | {"head_title": course.name, "home_title": course.name}
    data = course_data(course, context.fingerprint)
    return _document(
        course, views, known | more, data, cover=views.cover(), entries=entries, inside=entries, template=template
    )


def part_documents(
    course: Course, parts: Iterable[Part], context: Build, standard: Standard, shared: Shared | None = None
) -> tuple[PartDocument, ...]:
    """The documents of the parts of a course; each needs the files of `part_player` beside it."""
    words = Words(course.language)
    parts = tuple(parts)
    names = {unit.id: (words.label(unit), unit.name) for unit in course.units()}
    names |= {quiz.id: (words.label(quiz), quiz.name) for quiz in course.quizzes()} | {"": ("", course.name)}
    known = page_context(course, context, words, standard)
    glossary = terms(course)
    documents: list[PartDocument] = []
    for index, part in enumerate(parts):
        after = parts[index + 1].title if index + 1 < len(parts) else ""
        addresses = PartAddresses(part, names, is_first=index == 0)
        views = Views(part.inside, addresses, words, shared, new_windows=True, after=after, glossary=glossary)
        titles = {"head_title": f"{part.title} · {course.name}", "home_title": part.title}
        entries = Outline(part.inside, views.text(""), words).whole()
        while len(entries) == 1 and entries[0].children:  # the modules around it say nothing here
            entries = entries[0].children
        html = _document(
            part.inside,
            views,
            known | titles,
            own_data(part.inside, context.fingerprint),
            cover=views.part_cover(part, course if index == 0 else None),
            entries=entries,
            inside=entries if len(entries) > 1 else (),
        )
        crossings = tuple(
            sorted(addresses.crossings, key=lambda one: (one[1].file, one[1].line, one[1].column, one[0]))
        )
        documents.append(PartDocument(part, html, tuple(sorted(addresses.used)), crossings))
    return tuple(documents)


def part_player(course: Course, standard: Standard) -> Callable[[Course], tuple[OutputFile, ...]]:
    """Makes the player's files for parts of `course` of what is `inside` them: of one part, or of the whole course.

    What is the same for all parts stands in the script: with it in each document, a package would grow with the
    square of its course.
    """
    shared = script_json(keys_and_words(course, is_part=True))
    return lambda inside: _player_files(inside, script(inside, standard, shared=shared))


def _document(
    course: Course,
    views: Views,
    known: dict[str, object],
    data: Data,
    *,
    cover: CoverView,
    entries: tuple[Entry, ...],
    inside: tuple[Entry, ...],
    template: str = "document.html",
) -> bytes:
    """The one document of a course, or of a part of one. `inside`: what the cover lists."""
    questions = (question for quiz in course.quizzes() for question in quiz.questions())
    data["questions"] = encoded_questions(questions, views.questions_text(""))
    pieces = (
        environment(course.theme)
        .get_template(template)
        .generate(
            **known,
            logo=logo_of(course, views.addresses),
            cover=cover,
            sections=_sections(course, views, known),
            contents=contents(entries, opened=sum(1 for _ in course.pages()) <= MANY_ENTRIES),
            inside=inside,
            home="#p-",
            search="#search" if is_searched(course) else "",
            current=None,
            place="",
            data=script_json(data),
        )
    )
    return encoded_pieces(pieces)


def _sections(course: Course, views: Views, known: dict[str, object]) -> Iterator[Markup]:
    """The pages of a document, each made when its turn comes."""
    template = environment(course.theme).get_template("unit.html")
    for unit in course.pages():
        yield Markup(template.render(**known, page=views.page(unit), home="#p-", is_hidden=True))


def _player_files(course: Course, script: bytes) -> tuple[OutputFile, ...]:
    return (
        OutputFile("player.css", stylesheet(course.theme)),
        OutputFile("noscript.css", noscript_stylesheet()),
        OutputFile("scheme.js", scheme_script()),
        OutputFile("player.js", script),
    )


def page_context(course: Course, context: Build, words: Words, standard: Standard) -> dict[str, object]:
    """What every template of the pages may use."""
    return {
        "_": words,
        "language": course.language,
        "direction": direction(course.language),
        "standard": standard,
        "course_title": course.name,
        "description": course.description,
        "generator": f"coursepack {context.coursepack_version}",
        "words": words,
        "has_completion": has_completion(course, standard),
        "about": {
            "version": course.version,
            "fingerprint": context.fingerprint,
            "kept": words(KEPT_HERE if standard == "local" else KEPT_BY_LMS),
        },
    }


def logo_of(course: Course, addresses: PageAddresses) -> dict[str, object] | None:
    """The logo's address and size, as the templates have them."""
    asset = course.assets.get(course.theme.logo)
    return {"src": addresses.asset(asset), "width": asset.width, "height": asset.height} if asset else None


def asset_files(course: Course) -> tuple[OutputFile, ...]:
    """The course's own files that stand beside its pages, by name."""
    return tuple(asset_file(asset) for _, asset in sorted(course.assets.items()) if not stands_in_pages(asset))
