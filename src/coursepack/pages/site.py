"""A course as a plain website: one file per page, from the same templates as the one document."""

from collections.abc import Iterator

from coursepack.model.assessment import Question
from coursepack.model.course import Course, Module, Quiz, Unit
from coursepack.packaging.files import OutputFile
from coursepack.pages.addresses import SiteAddresses
from coursepack.pages.asked import placed_quizzes
from coursepack.pages.data import FORMAT, Data, course_data, encoded_questions, script_json
from coursepack.pages.document import Build, asset_files, logo_of, page_context
from coursepack.pages.environment import environment
from coursepack.pages.gating import gates, pages_in
from coursepack.pages.markup import encoded_pieces
from coursepack.pages.outline import Outline, contents
from coursepack.pages.player import noscript_stylesheet, scheme_script, script, stylesheet
from coursepack.pages.search import FILE, is_searched, search_index
from coursepack.pages.shared import Shared
from coursepack.pages.views import Views
from coursepack.pages.words import Words


def site(course: Course, context: Build, shared: Shared | None = None) -> tuple[OutputFile, ...]:
    """The files of the site, `index.html` (the cover) first."""
    return (
        *_pages(course, context, shared),
        OutputFile("player.css", stylesheet(course.theme)),
        OutputFile("noscript.css", noscript_stylesheet()),
        OutputFile("scheme.js", scheme_script()),
        OutputFile("player.js", script(course, "local", shared=script_json(_shared_data(course, context)))),
        *asset_files(course),
    )


def _pages(course: Course, context: Build, shared: Shared | None) -> Iterator[OutputFile]:
    words = Words(course.language)
    addresses = SiteAddresses(course)
    views = Views(course, addresses, words, shared, new_windows=False)
    known = page_context(course, context, words, "local") | {"home": addresses.home(), "home_title": course.name}
    known |= {"logo": logo_of(course, addresses)}
    known |= {"search": FILE if is_searched(course) else ""}
    outline = Outline(course, views.text(""), words)
    cover = environment(course.theme).get_template("site_cover.html")
    html = cover.generate(
        **known,
        head_title=course.name,
        cover=views.cover(),
        contents=contents(outline.around(""), opened=True),
        inside=outline.whole(),
        current="",
        data=script_json({"format": FORMAT, "page": "", "questions": encoded_questions((), views.text(""))}),
    )
    yield OutputFile(addresses.file(""), encoded_pieces(html))
    if is_searched(course):
        index = search_index(course, addresses, words)
        html = (
            environment(course.theme)
            .get_template("site_search.html")
            .generate(
                **known,
                head_title=f"{words('Search')} · {course.name}",
                contents=contents(outline.around(""), opened=True),
                current="-search",
                index=script_json(index),
                data=script_json(
                    {"format": FORMAT, "page": "-search", "questions": encoded_questions((), views.text(""))}
                ),
            )
        )
        yield OutputFile(FILE, encoded_pieces(html))
    template = environment(course.theme).get_template("site_page.html")
    for unit in course.pages():
        page = views.page(unit)
        questions = encoded_questions(_questions(unit), views.questions_text(unit.id))
        html = template.generate(
            **known,
            head_title=f"{page.name} · {course.name}",
            page=page,
            contents=contents(outline.around(unit.id), opened=True),
            current=unit.id,
            data=script_json({"format": FORMAT, "page": unit.id, "questions": questions}),
        )
        yield OutputFile(addresses.file(unit.id), encoded_pieces(html))


def _shared_data(course: Course, context: Build) -> Data:
    """What is the same on every page, and what a page that waits for others says of them.

    The contents of a page show only what is near it, so the player is told (`ways`) the title and the address of every
    page that others wait for, by its id, and the pages of every module that has no text of its own, by its address.
    """
    data = course_data(course, context.fingerprint)
    found = gates(course)
    if not found:
        return data
    scored = {quiz for gate in found.values() for quiz, _ in gate.get("after", ())}
    asking = {unit for unit, gate in found.items() if "next" in gate}
    asking |= {unit for unit, quiz in placed_quizzes(course) if quiz.id in scored}
    addresses = SiteAddresses(course)
    pages = {unit.id: [unit.name, addresses.file(unit.id)] for unit in course.pages() if unit.id in asking}
    modules = {
        addresses.unit(unit.id, ""): [page.id for page in pages_in(unit)]
        for unit in course.units()
        if isinstance(unit, Module) and not unit.blocks
    }
    return {**data, "ways": {"pages": pages, "modules": modules}}


def _questions(unit: Unit) -> Iterator[Question]:
    if isinstance(unit, Quiz):
        yield from unit.questions()
    elif not isinstance(unit, Module):
        for quiz in unit.quizzes:
            yield from quiz.questions()
