"""A course as one HTML document: what the SCORM packages, and everything else with a single page, are made of."""

from typing import Protocol

from markupsafe import Markup

from coursepack.languages import direction
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.addresses import DocumentAddresses
from coursepack.pages.data import course_data, encoded_questions, script_json
from coursepack.pages.environment import environment
from coursepack.pages.markup import encoded
from coursepack.pages.outline import Outline, contents
from coursepack.pages.player import Standard, noscript_stylesheet, script, stylesheet
from coursepack.pages.shared import Shared
from coursepack.pages.views import Views
from coursepack.pages.words import Words

MANY_ENTRIES = 40
"""Contents longer than this begin with their modules closed."""


class Build(Protocol):
    """What the pages know about the build."""

    @property
    def coursepack_version(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


def single_document(
    course: Course, context: Build, standard: Standard, shared: Shared | None = None
) -> tuple[OutputFile, ...]:
    """The files of the course as one document: `index.html`, its stylesheets and script, and the assets."""
    words = Words(course.language)
    views = Views(course, DocumentAddresses(course), words, shared, new_windows=True)
    known = page_context(course, context, words, standard)
    template = environment().get_template("unit.html")
    sections = []
    for unit in course.pages():
        section = template.render(**known, page=views.page(unit), home="#p-", is_hidden=True)
        sections.append(Markup(section))
    questions = (question for quiz in course.quizzes() for question in quiz.questions())
    data = course_data(course, context.fingerprint)
    data["questions"] = encoded_questions(questions, views.questions_text(""))
    entries = Outline(course, views.text(""), words).whole()
    html = (
        environment()
        .get_template("document.html")
        .render(
            **known,
            head_title=course.name,
            cover=views.cover(),
            sections=sections,
            contents=contents(entries, opened=len(list(course.pages())) <= MANY_ENTRIES),
            inside=entries,
            home="#p-",
            current=None,
            place="",
            data=script_json(data),
        )
    )
    return (
        OutputFile("index.html", encoded(html)),
        OutputFile("player.css", stylesheet()),
        OutputFile("noscript.css", noscript_stylesheet()),
        OutputFile("player.js", script(course, standard)),
        *asset_files(course),
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
    }


def asset_files(course: Course) -> tuple[OutputFile, ...]:
    """The course's own files, by name."""
    return tuple(OutputFile(asset.path, asset.content) for _, asset in sorted(course.assets.items()))
