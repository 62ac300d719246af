"""Load, check and build a course: coursepack as a library.

    loaded = load(Path("my-course"))
    built = build(loaded, ["scorm12"])

Nothing here prints or exits; problems that an author should mend are in `Loaded.report`.
"""

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coursepack import __version__
from coursepack.diagnostics import Fidelity, Report
from coursepack.errors import SourceError, UsageError
from coursepack.fingerprint import fingerprint_of
from coursepack.fixing import fix, fixed_texts
from coursepack.model.course import Course
from coursepack.model.scoring import CourseScoring
from coursepack.model.source import Position
from coursepack.model.theme import Theme
from coursepack.reading import config as configuration
from coursepack.reading import lockfile
from coursepack.reading.course import course_root, read_course
from coursepack.reading.discovery import Sources, find_sources, read_text
from coursepack.reading.values import did_you_mean
from coursepack.results import REPORT, Built, BuiltOutput, Loaded, Made, findings
from coursepack.targets._missing import report_missing
from coursepack.targets.base import BuildContext, Output, Target
from coursepack.titles import titles_of

if TYPE_CHECKING:  # what writes is loaded where something is written: judging a course writes nothing
    from coursepack.packaging.output import OutputFolder

__all__ = [
    "Built",
    "BuiltOutput",
    "Loaded",
    "Made",
    "build",
    "check",
    "compare_lock",
    "findings",
    "fingerprint_of",
    "fix",
    "fixed_texts",
    "languages_of",
    "load",
    "lock_texts",
    "make",
    "save_lock",
    "targets_named",
    "write",
]


_LARGE = 4_000_000  # bytes of a page
KEY_USE = "print for teachers; keep it from learners"


def _rule_names() -> frozenset[str]:
    from coursepack.rules import RULE_NAMES  # it knows every target; most configurations name no rule

    return RULE_NAMES


def load(source: Path, *, config_path: Path | None = None, base: Path | None = None, language: str = "") -> Loaded:
    """Read the course at `source`: a folder, or one Markdown file.

    `language`: one of a course that is there in several; "" is that of the originals.

    `config_path` names another file than the root's `coursepack.toml`. `base`: the folder of the sources, where it is
    not to be found out. Raises `UsageError` where there is no course or its configuration cannot be read.
    """
    source = source.resolve() if source.exists() else source
    root = course_root(source, configuration.FILE_NAME)
    config_file = config_path or root / configuration.FILE_NAME
    if config_path is not None and not config_path.is_file():
        raise UsageError(f"{config_path} does not exist")
    config = configuration.load_config(config_file, _rule_names)
    start = source
    if base is not None:
        start = base
    elif source == root and (config.content or (config_file.is_file() and (root / "content").is_dir())):
        start = root / (config.content or "content")
    sources = find_sources(root, start)
    whole = root / (config.content or "content") if config.content or (root / "content").is_dir() else root
    if config_file.is_file() and start != whole and start.is_relative_to(whole):
        unread = frozenset(find_sources(root, whole).lessons) - frozenset(sources.lessons)
        sources = msgspec.structs.replace(sources, unread=unread)
    folder = (start if start.is_dir() else start.parent).relative_to(root).as_posix()
    lone = sources.single and not config_file.is_file()
    lock_path = root / (f"{source.stem}.{lockfile.FILE_NAME}" if lone else lockfile.FILE_NAME)
    report = Report()
    before = lockfile.read_lock(lock_path)
    lockfile.report_renumbered(before, lock_path.name, report)
    originals = _in_language(sources, folder, config, "", report)
    course, pins = read_course(originals, folder, config, before, report)
    if before.course not in ("", course.id) and (course.children or course.blocks):
        at = Position(config_file.name, configuration.line_of(config_file, "id") or 1) if config.id else course.at
        lockfile.report_course_id(before, course.id, at, report)
    if language and language != config.language:
        report, config = Report(), _translated(config, language)
        sources = _in_language(sources, folder, config, language, report)
        course, pins = read_course(sources, folder, config, before, report, pins)
    else:
        sources = originals
    if course.scoring != CourseScoring():
        course = msgspec.structs.replace(course, scoring_places=configuration.scoring_places(config_file))
    if not course.scoring.complete.pages:  # every course has pages
        _check_status(course, report)
    if course.theme != Theme():
        _check_theme(course, config_file, report)
    if course.gate != "always" or any(unit.gate or unit.opens_after for unit in course.units()):
        from coursepack.checks.gating import check_gates

        check_gates(course, report)
    if report.ignores:
        from coursepack.reading.ignores import check_ignores

        check_ignores(report.ignores, _rule_names(), report)
    report = report.with_severities(config.severity)
    return Loaded(
        root,
        config,
        course,
        report,
        sources,
        before,
        pins,
        lock_path,
        config_file.resolve(),
        folder,
    )


def _in_language(sources: Sources, place: str, config: configuration.Config, language: str, report: Report) -> Sources:
    """The sources of one of the course's languages; where it has but one, `sources`."""
    if not config.languages:
        return sources
    from coursepack.reading.translations import of_language, report_missing

    base = "" if place == "." else place
    found = of_language(sources, base, language or config.language, config.languages, report)
    report_missing(found, language, report)
    return found


def _translated(config: configuration.Config, language: str) -> configuration.Config:
    """The settings of a course in another of its languages. Raises `UsageError` where it has no such language."""
    if language not in config.languages:
        known = ", ".join(config.languages) or config.language
        raise UsageError(f'the course is not written in "{language}"', f"its languages are: {known}")
    said = config.translations.get(language, configuration.Translation())
    return msgspec.structs.replace(
        config,
        language=language,
        title=said.title or config.title,
        description=said.description or config.description,
    )


def languages_of(source: Path, config_path: Path | None = None) -> tuple[str, ...]:
    """The languages in which a course is written, that of the originals first."""
    root = course_root(source.resolve(), configuration.FILE_NAME)
    config = configuration.load_config(config_path or root / configuration.FILE_NAME, _rule_names)
    return config.languages or (config.language,)


def _check_status(course: Course, report: Report) -> None:
    from coursepack.checks.status import check_status  # it knows the writers, which reading does not need

    check_status(course, course.scoring_at("complete"), report)


def _check_theme(course: Course, config_file: Path, report: Report) -> None:
    from coursepack.checks.theme import check_theme  # it makes pages, which reading does not need

    def place(key: str) -> Position:
        line = configuration.line_of(config_file, key, "theme") if config_file.is_file() else None
        return Position(config_file.name, line or 1)

    check_theme(course, place("accent"), place("accent-dark"), report)


def check(loaded: Loaded) -> None:
    """Judge the course as its author, its learners and an LMS would; what is found joins `loaded.report`."""
    from coursepack.checks.subject import Subject
    from coursepack.checks.survey import survey
    from coursepack.checks.table import CHECKS

    sources, said = loaded.sources, loaded.report.beside()
    lines: dict[str, list[str]] = {}

    def read(file: str) -> list[str]:
        if file not in lines:
            try:
                lines[file] = read_text(sources, file).split("\n")
            except SourceError:  # reading has told it
                lines[file] = []
        return lines[file]

    whole = not sources.single and not sources.unread
    subject = Subject(loaded.course, survey(loaded.course), sources.root, sources.files, whole, read)
    for judge in CHECKS:
        judge(subject, said)
    if any(loaded.course.quizzes()):  # what nobody answers takes no room in a learner's state
        from coursepack.targets._state import foreseen

        said.extend(foreseen(loaded.course, loaded.config.targets))
    judged = said.with_severities(loaded.config.severity)
    if judged.ignores:
        from coursepack.reading.ignores import report_unused
        from coursepack.targets.table import RULES  # what only a build can find

        unused = said.beside()
        report_unused(unused, _rule_names(), frozenset(rule.name for rule in RULES))
        judged.extend(unused.with_severities(loaded.config.severity).diagnostics)
    loaded.report.extend(judged.diagnostics)
    loaded.report.offer(lambda: judged.fixes)


def save_lock(loaded: Loaded) -> None:
    """Write the lock file where it changed. Raises `UsageError` where the folder does not allow it."""
    from coursepack.packaging.output import output_folder

    if loaded.lock_changed:
        with output_folder(loaded.lock_path.parent) as folder:
            folder.write_file(loaded.lock_path.name, lockfile.write_lock(loaded.lock).encode())


def lock_texts(loaded: Loaded) -> tuple[str, str]:
    """The lock file as it is and as `save_lock` would write it; both "" where no identifier is new or changed."""
    if not loaded.ids_changed:
        return "", ""
    before = loaded.lock_path.read_text(encoding="utf-8") if loaded.lock_path.exists() else ""
    return before, lockfile.write_lock(loaded.lock)


def targets_named(names: Iterable[str]) -> tuple[Target, ...]:
    """The targets with these names, in the table's order; all default ones for none. Raises `UsageError`."""
    from coursepack.targets.table import BY_NAME, TARGETS  # the writers are heavy, and reading does not need them

    wanted = list(names)
    for name in wanted:
        if name not in BY_NAME:
            raise UsageError(
                f'there is no target "{name}"{did_you_mean(name, BY_NAME)}', f"targets: {', '.join(BY_NAME)}"
            )
    return tuple(target for target in TARGETS if (target.name in wanted if wanted else target.by_default))


def make(
    loaded: Loaded, names: Iterable[str], *, told: Callable[[str], None] | None = None
) -> tuple[tuple[Made, ...], str]:
    """What the named targets make of the course, and the fingerprint of its content.

    Nothing is written. What the targets report joins `loaded.report`. `told` is called with each target's name before
    its turn.
    """
    fingerprint = fingerprint_of(loaded)
    context = BuildContext(__version__, fingerprint, moodle=loaded.config.moodle)
    made: list[Made] = []
    rows: list[Fidelity] = []
    said = loaded.report.beside()
    for target in targets_named(names):
        if told:
            told(target.name)
        output = _output_of(target, loaded, context)
        if any(file.size > _LARGE for file in output.files if isinstance(file.content, bytes)):
            gc.collect()  # what templates leave in circles holds whole pages
        said.extend(output.diagnostics)
        rows.extend(output.fidelity)
        made.append(Made(target, _in_their_files(output, loaded.sources.read_from)))
    report_missing(rows, titles_of(loaded.course), said)
    loaded.report.extend(said.with_severities(loaded.config.severity).diagnostics)
    return tuple(made), fingerprint


def _output_of(target: Target, loaded: Loaded, context: BuildContext) -> Output:
    """What a target makes; nothing, where a template of the course's own fails in it."""
    if not loaded.course.theme.templates:
        return target.write(loaded.course, context)
    from coursepack.checks.theme import templates_told

    with templates_told(loaded.course, loaded.report):
        return target.write(loaded.course, context)
    return Output(())


def _in_their_files(output: Output, read_from: dict[str, str]) -> Output:
    """`output` whose rows name the files in which the texts of a translation stand."""
    if not read_from:
        return output
    rows = tuple(
        msgspec.structs.replace(row, at=msgspec.structs.replace(row.at, file=read_from.get(row.at.file, row.at.file)))
        for row in output.fidelity
    )
    return msgspec.structs.replace(output, fidelity=rows)


def write(
    loaded: Loaded,
    made: Iterable[Made],
    fingerprint: str,
    into: Path,
    *,
    timestamp: int | None = None,
    answer_key: bool = False,
) -> Built:
    """Write what `make` made into the folder `into`, and beside it what tells of it: see `coursepack.buildreport`.

    The report of the last build that lies there is what the admin sheet compares with.
    `timestamp`: seconds since 1970 for the entries of zips; None is the earliest that a zip can hold. `answer_key`:
    whether the teacher's key is written, too.
    """
    from coursepack.buildreport import report_of
    from coursepack.handover.changes import recorded
    from coursepack.handover.facts import facts_of, sheet_name
    from coursepack.handover.sheet import README, is_ours, readme_text, sheet_html
    from coursepack.packaging.output import output_folder, sha256sums

    made = tuple(made)
    check_output(loaded, into)
    with output_folder(into) as folder:
        outputs = tuple(_write(folder, one.target, loaded.course, one.output, timestamp) for one in made)
        if answer_key:
            outputs = (*outputs, _write_key(folder, loaded.course, fingerprint))
        fidelity = tuple(row for one in made for row in sorted(one.output.fidelity, key=lambda row: row.order))
        built = Built(outputs, fidelity, fingerprint, sheet_name(loaded.course))
        report = report_of(loaded, built, recorded(_last_report(folder.root / REPORT)))
        facts = facts_of(loaded, built, report.since)
        folder.write_file(built.sheet, sheet_html(facts))
        if is_ours(folder.root / README):
            folder.write_file(README, readme_text(facts))
        folder.write_file(REPORT, report.text)
        # What lay here before shows in the report and the sheet, never in a sum: sums tell whether packages differ.
        digests = {_member(output, path): digest for output in outputs for path, _, digest in output.files}
        folder.write_file("SHA256SUMS", sha256sums(digests))
    return built


def check_output(loaded: Loaded, into: Path) -> None:
    """Raises `UsageError` where the folder `into` holds the build of another course."""
    try:
        last = msgspec.json.decode(_last_report(into / REPORT) or b"{}", type=_LastBuild)
    except msgspec.DecodeError:
        return
    if last.course.id and last.course.id != loaded.course.id:
        raise UsageError(
            f'{into.name}/ holds the build of another course, "{last.course.title}"',
            "give this one a folder of its own with -o FOLDER; if it is the same course under a new id, "
            f"delete {into.name}/ first: learners under way then start afresh",
        )


def compare_lock(loaded: Loaded, into: Path) -> None:
    """Report a lock file that was lost: there is none, and the build in the folder `into` had other keys."""
    if loaded.before.entries or loaded.lock_path.exists():
        return
    report = _last_report(into / REPORT)
    if not report:
        return
    from coursepack.handover.changes import recorded

    last = recorded(report)
    if last is None or last.course.id != loaded.course.id:
        return
    keys = {entry.id: entry.key for entry in loaded.lock.entries}
    if any(item.key >= 0 and keys.get(item.id) != item.key for item in last.identifiers):
        said = loaded.report.beside()
        lockfile.report_lost(loaded.lock_path.name, said)
        loaded.report.extend(said.with_severities(loaded.config.severity).diagnostics)


class _Named(msgspec.Struct):
    id: str = ""
    title: str = ""


class _LastBuild(msgspec.Struct):
    """What is looked at of the report of the last build."""

    course: _Named = msgspec.field(default_factory=_Named)


def _last_report(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def build(loaded: Loaded, names: Iterable[str], into: Path, *, timestamp: int | None = None) -> Built:
    """Write the course for the named targets into the folder `into`, whatever was reported.

    `timestamp`: see `write`. The caller sees to it that the course has no errors.
    """
    made, fingerprint = make(loaded, names)
    return write(loaded, made, fingerprint, into, timestamp=timestamp)


def _write(
    folder: "OutputFolder", target: Target, course: Course, output: Output, timestamp: int | None
) -> BuiltOutput:
    from coursepack.handover.listing import listing_of

    place, stem = target.place_of(course), target.stem_of(course)
    if output.zips:
        zips = {f"{stem}-{part}.zip": files for part, files in output.zips.items()}
        written = folder.write_zips(stem, zips, timestamp=timestamp)
        folder.remove(place)
        place = stem
    elif not output.files:
        folder.remove(place)
        return BuiltOutput(target.name, "", target.use, target.carries, ())
    elif target.kind == "folder":
        written = folder.write_folder(place, output.files)
    elif target.kind == "zip":
        written = (folder.write_zip(place, output.files, timestamp=timestamp),)
        folder.remove_folder(stem)
    else:
        written = (folder.write_file(place, output.files[0]),)
    sums = tuple((file.path, file.size, file.sha256) for file in written)
    listings = tuple(map(listing_of, output.zips.values() or [output.files]))
    return BuiltOutput(
        target.name,
        place,
        target.use,
        target.carries,
        sums,
        tuple(listing.identifier for listing in listings if listing.identifier),
        listings[0].version,
        tuple(entry for listing in listings for entry in listing.entries),
    )


def _write_key(folder: "OutputFolder", course: Course, fingerprint: str) -> BuiltOutput:
    from coursepack.ids import file_stem
    from coursepack.pages.answer_key import answer_key

    place = f"{file_stem(course.id)}-answer-key.html"
    file = folder.write_file(place, answer_key(course, BuildContext(__version__, fingerprint)))
    return BuiltOutput("answer-key", place, KEY_USE, "questions", ((file.path, file.size, file.sha256),))


def _member(output: BuiltOutput, path: str) -> str:
    return path if path == output.place or path.startswith(f"{output.place}/") else f"{output.place}/{path}"
