"""All that the admin sheet and README.txt say of a build, worked out once."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from coursepack import __version__
from coursepack.handover.changes import Since
from coursepack.handover.outcomes import Row, conditions, mastery_of, percent, rows
from coursepack.handover.systems import System, Upload, scorm_systems
from coursepack.handover.update import loss, meaning, sentence
from coursepack.ids import edition, file_stem
from coursepack.model.content import Block, Image, Media, walk_blocks, walk_inlines
from coursepack.model.course import Course, Module, Quiz
from coursepack.model.status import CourseRules
from coursepack.pages import player
from coursepack.pages.addresses import file_names
from coursepack.pages.gating import gates
from coursepack.pages.parts import arranged, flat
from coursepack.pages.rules import course_rules
from coursepack.pages.words import Words
from coursepack.results import Built, BuiltOutput, Loaded
from coursepack.titles import titled, titles_of


class Zip(msgspec.Struct, frozen=True):
    """A package of one part: its file, the part's title, the beginning of its identifier, and what it says in the end.

    `status`: what an LMS takes for done, in the terms of SCORM 1.2.
    """

    name: str
    title: str
    identifier: str
    status: str
    score: bool
    size: int


class Package(msgspec.Struct, frozen=True):
    """An output as an administrator sees it; `systems` () where nothing is to be set, `notes` what to know.

    `zips`: one for each part, where they are packages of their own, in the order of the course.
    """

    name: str
    size: int
    use: str
    sha256: str
    standard: str = ""
    entries: int = 0
    systems: tuple[System, ...] = ()
    notes: tuple[str, ...] = ()
    zips: tuple[Zip, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """What the LMS lists of a course in parts: its title, what completes it, and what it says in the end."""

    title: str
    conditions: tuple[str, ...]
    end: str


class Facts(msgspec.Struct, frozen=True):
    """See the templates. `changes` are sentences, None where there is no earlier build; `meaning` what they do.

    `losses`: what learners under way lose by this build, to be said before all else.
    """

    title: str
    id: str
    version: str
    fingerprint: str
    coursepack: str
    language: str
    contents: str
    packages: tuple[Package, ...]
    conditions: tuple[str, ...]
    marks: tuple[str, ...]
    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]
    graded: bool
    has_scorm12: bool
    has_scorm2004: bool
    since: Since | None
    changes: tuple[str, ...]
    meaning: tuple[str, ...]
    losses: tuple[str, ...]
    test: tuple[tuple[str, str], ...]
    pictures_without_alternative: int
    media_without_captions: int
    media: int
    files: int

    @property
    def has_scorm(self) -> bool:
        """Whether there is a package that reports to an LMS."""
        return self.has_scorm12 or self.has_scorm2004

    @property
    def edition(self) -> str:
        """Version and fingerprint as the manifest and the learner's panel show them."""
        return edition(self.version, self.fingerprint)


def sheet_name(course: Course) -> str:
    """The name of the admin sheet in the output folder."""
    return f"{file_stem(course.id)}-admin.html"


def facts_of(loaded: Loaded, built: Built, since: Since | None) -> Facts:
    """The facts of a build."""
    course = loaded.course
    rules = course_rules(course)
    names = [quiz.name for quiz in course.quizzes()]
    scorm2004 = any(output.carries == "course" and output.version.startswith("2004") for output in built.outputs)
    threshold = course.delivery.scorm2004.completion_threshold if scorm2004 else None
    table = rows(rules, threshold)
    packages = tuple(_package(course, output, built, rules, table, since) for output in built.outputs if output.place)
    graded = any(quiz.graded for quiz in rules.quizzes)
    media = [block for text in _texts(course) for block in walk_blocks(text) if type(block) is Media]
    return Facts(
        title=course.name,
        id=course.id,
        version=course.version,
        fingerprint=built.fingerprint,
        coursepack=__version__,
        language=course.language,
        contents=_contents(course),
        packages=packages,
        conditions=conditions(rules),
        marks=(*_marks(rules, names), *_threshold(threshold), *_gates(course), *_opened_again(rules)),
        rows=table,
        entries=tuple(_entries(course)),
        graded=graded,
        has_scorm12=any(package.standard == "SCORM 1.2" for package in packages),
        has_scorm2004=any(package.standard.startswith("SCORM 2004") for package in packages),
        since=since,
        changes=tuple(map(sentence, since.changes)) if since else (),
        meaning=tuple(meaning(since)) if since else (),
        losses=tuple(filter(None, map(loss, since.changes))) if since else (),
        test=tuple(_test(course, built.fingerprint, table)),
        pictures_without_alternative=sum(
            type(node) is Image and not node.alt for text in _texts(course) for node in walk_inlines(text)
        ),
        media_without_captions=sum(not block.tracks for block in media),
        media=len(media),
        files=len(course.assets),
    )


def _package(
    course: Course, output: BuiltOutput, built: Built, rules: CourseRules, table: tuple[Row, ...], since: Since | None
) -> Package:
    twins = tuple(
        other.files[0][0] if len(other.files) == 1 else f"{other.place}/"
        for other in built.outputs
        if other.target != output.target and set(other.identifiers) & set(output.identifiers)
    )
    size = sum(size for _, size, _ in output.files)
    alone = len(output.files) == 1
    name, digest = (output.files[0][0], output.files[0][2]) if alone else (f"{output.place}/", "")
    if output.carries != "course" or not output.version:
        return Package(name, size, output.use, digest, notes=tuple(_notes(output, built, course)))
    parts = tuple(flat(arranged(course, course.delivery.layout)))
    if parts:  # each is judged by itself
        table = tuple(row for part in parts for row in rows(course_rules(part.inside)))
    statuses = {row.outcome.status for row in table}
    standard = "SCORM 1.2" if output.version == "1.2" else f"SCORM {output.version}"
    upload = Upload(
        file=name,
        size=size,
        standard=standard,
        identifiers=output.identifiers,
        entries=len(output.entries),
        launch="index.html",
        graded=any(quiz.graded for quiz in rules.quizzes),
        counts=tuple(word for word in ("completed", "passed") if word in statuses),
        may_fail="failed" in statuses,
        mastery=mastery_of(rules),
        structure_changed=since.structure if since else None,
        afresh=since is not None and any(change.kind == "afresh" for change in since.changes),
        limited=any(quiz.graded and quiz.attempts for quiz in rules.quizzes),
        twins=twins,
    )
    each = "Each entry reports by the rules below, for its own pages and quizzes alone; what each says stands there."
    notes = (each,) if len(output.entries) > 1 else ()
    zips = tuple(_zips(course, output)) if len(output.identifiers) > 1 else ()
    use = output.use.replace("upload", "upload each zip", 1) if zips else output.use
    return Package(name, size, use, digest, standard, len(output.entries), scorm_systems(upload), notes, zips)


def _zips(course: Course, output: BuiltOutput) -> Iterator[Zip]:
    """The packages of the parts, which an administrator adds one by one."""
    parts = tuple(flat(arranged(course, course.delivery.layout)))
    names = file_names(part.id for part in parts)
    sizes = {path: size for path, size, _ in output.files}
    for part, identifier in zip(parts, output.identifiers, strict=True):
        name = f"{output.place}-{names[part.id].removesuffix('.html')}.zip"
        end = _end(course_rules(part.inside))
        size = sizes[f"{output.place}/{name}"]
        yield Zip(name, part.title, identifier[:15], end.outcome.status, end.score, size)


def _end(rules: CourseRules) -> Row:
    """What is told in the end of a learner who reached all that there is."""
    ends = {row.case: row for row in rows(rules)}
    return ends.get("passed") or ends["complete"]


def _entries(course: Course) -> Iterator[Entry]:
    """The parts of a course, each by the rules for itself; none where the course is in one piece."""
    for part in flat(arranged(course, course.delivery.layout)):
        rules = course_rules(part.inside)
        ends = [_end(rules), *(row for row in rows(rules) if row.case == "failed")]
        words = [f"{row.outcome.status}, {'with a score' if row.score else 'no score'}" for row in ends]
        yield Entry(part.title, conditions(rules), "; or ".join(dict.fromkeys(words)))


def _threshold(threshold: float | None) -> Iterator[str]:
    if threshold is not None:
        yield (
            f"In SCORM 2004 the LMS decides what is complete (completion threshold): {percent(threshold)} of the "
            "pages, questions and quizzes that are listed here are enough."
        )


def _notes(output: BuiltOutput, built: Built, course: Course) -> Iterator[str]:
    """What is to be known of an output that is no SCORM package."""
    if output.target == "html":
        yield "A website: copy the folder to a web server. Progress stays in each learner's browser; nobody records it."
    if output.carries != "questions":
        return
    if output.target == "moodle-xml":
        yield "Import it into the question bank with the format Moodle XML format, then make a quiz of the questions."
        yield "Importing again adds every question a second time: import an update into a new category."
    lost = [row for row in built.fidelity if row.target == output.target and row.fate == "dropped"]
    titles = titles_of(course)
    whole = [row for row in lost if not row.is_lost_part]
    for what, how in dict.fromkeys((titled(row.feature, titles), row.how) for row in whole):
        yield f"Not in the file: {what}{f' ({how})' if how else ''}."
    parts: dict[str, dict[str, None]] = {}
    for row in lost:
        if row.is_lost_part:
            parts.setdefault(row.how, {})[titled(row.feature, titles)] = None
    for how, named in parts.items():
        questions = next(iter(named)) if len(named) == 1 else f"{len(named)} questions"
        yield f"In the file, but not all of it: {questions} ({how})."


def _marks(rules: CourseRules, names: Sequence[str]) -> Iterator[str]:
    """How it is judged who passed. `names`: those of the quizzes."""
    scoring = rules.scoring
    graded = [quiz for quiz in rules.quizzes if quiz.graded]
    if not graded:
        yield "Nobody passes or fails: the course has no graded quiz."
        return
    if scoring.pass_rule == "none":
        yield "Nobody passes or fails: the scores are reported, and nothing hangs on them."
    elif scoring.pass_rule == "average" or scoring.mastery == "lms":
        yield f"Passed with {percent(scoring.pass_mark)} of the score, the mean of all graded quizzes by weight."
    else:
        marks = sorted({quiz.pass_mark for quiz in graded})
        yield f"Passed when each graded quiz reaches its mark: {', '.join(map(percent, marks))}."
    counted = sorted({quiz.score for quiz in graded})
    each = "" if len(counted) == 1 else ", as each quiz says"
    yield f"Of several attempts the {' or '.join(counted)} one counts{each}."
    yield f"Attempts inside the package: {_attempts(rules, names)}."
    if scoring.mastery == "lms":
        yield (
            "The LMS decides: the package brings the pass mark and sends no score before the result is final. In SCORM "
            "2004 a pass is told, with its score, as soon as it is earned."
        )
        if scoring.pass_rule == "each":
            yield 'The pass-rule "each" has no effect: the LMS knows one mark for the whole course.'
    else:
        yield "The package decides; a mastery score that is set in the LMS would decide instead."


def _attempts(rules: CourseRules, names: Sequence[str]) -> str:
    """How often each graded quiz can be taken: in one word where it is the same for all."""
    quizzes: dict[int, list[str]] = {}
    for quiz, name in zip(rules.quizzes, names, strict=True):
        if quiz.graded:
            quizzes.setdefault(quiz.attempts, []).append(f"“{name}”")
    words = {number: f"{number}" if number else "as many as learners like" for number in quizzes}
    if len(quizzes) == 1:
        ((number, named),) = quizzes.items()
        return words[number] if len(named) == 1 else f"{words[number]}, in each graded quiz"
    return "; ".join(f"{words[number]} in {', '.join(named)}" for number, named in quizzes.items())


def _gates(course: Course) -> Iterator[str]:
    if gates(course):
        yield (
            "Pages wait for others: some open only once what is before them was read, answered or passed, or a score "
            "was reached. The package sees to that by itself; learners are told what is missing."
        )


def _opened_again(rules: CourseRules) -> Iterator[str]:
    """What a learner meets who opens the course when nothing is left to reach in it."""
    if rules.scoring.on_exit == "suspend":
        yield (
            "Whoever opens a finished course again finds it as it was, with the status and score reached: the attempt "
            'is never ended (on-exit = "suspend"). Where your system waits for that end before it shows a result, '
            'build with on-exit = "finish".'
        )
    else:
        yield (
            "Leaving a finished course ends the attempt. Opened again, the course looks as your system says: Moodle "
            "shows what was done, to look back on; a system that keeps to the standard begins a new attempt, with "
            "nothing done and the status incomplete. Let the system count the best attempt or the first completed "
            'one; or build with on-exit = "suspend", and learners find their finished course as they left it.'
        )


def _test(course: Course, fingerprint: str, table: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    """(what to click, what is to be seen): five clicks. What stands on the pages is told in the course's language."""
    words = Words(course.language)
    said = player.words(words.translation, course.language)
    final = next((row for row in table if row.case == "passed"), table[-1]).outcome.status
    quiz = next((quiz for quiz in course.quizzes() if any(one.interaction for one in quiz.questions())), None)
    parts = tuple(flat(arranged(course, course.delivery.layout)))
    # One entry is opened in all five clicks; it is the one with the question.
    part = next((part for part in parts if quiz is None or quiz in part.inside.quizzes()), None)
    opened, name = (f"the entry “{part.title}”", part.inside.name) if part else ("the course", course.name)
    if part:
        final = _end(course_rules(part.inside)).outcome.status
    yield f"Open {opened} as a test learner.", f"The first page shows “{name}”, and no notice stands above it."
    about = f"Click {words('About this course')}, at the foot of the page."
    yield about, f"It names the fingerprint {fingerprint}."
    yield f"Click {words('Start')}, then close the course.", "The LMS shows the status incomplete, and no score."
    yield "Open it again.", f"It opens at the page that you left, and says: {said['resumed']}"
    if quiz is None:
        yield "Go through to the last page, and leave.", f"The LMS shows {final}."
    else:
        where = f" in “{quiz.name}”" if quiz.name else ""
        seen = f"The bar says {said['saved']}. Where the LMS lists answers, yours is there."
        yield f"Answer a question{where} and click its button.", seen


def _contents(course: Course) -> str:
    units = list(course.units())
    counted: Mapping[str, int] = {
        "page": sum(1 for _ in course.pages()),
        "module": sum(isinstance(unit, Module) for unit in units),
        "quiz": sum(1 for _ in course.quizzes()),
        "question": sum(1 for quiz in course.quizzes() for _ in quiz.asked()),
    }
    many = {"page": "pages", "module": "modules", "quiz": "quizzes", "question": "questions"}
    return ", ".join(f"{number} {word if number == 1 else many[word]}" for word, number in counted.items() if number)


def _texts(course: Course) -> Iterator[tuple[Block, ...]]:
    yield course.blocks
    for unit in course.units():
        yield unit.blocks
        if not isinstance(unit, Module | Quiz):
            yield from (quiz.blocks for quiz in unit.quizzes)
    for quiz in course.quizzes():
        yield from (question.stem for question in quiz.questions())
