"""The end of a build in a designer's words."""

from coursepack.cli.console import Console, clean
from coursepack.cli.findings import count_of
from coursepack.cli.losses import MOST, counted, print_losses
from coursepack.model.course import Activity, Course, Lesson, Module
from coursepack.model.glossary import is_glossary
from coursepack.pipeline import Built, Loaded

_INFERRED = {
    "bold heading": ("1 bold line as a heading", "{} bold lines as headings"),
    "scenario": ("1 scenario", "{} scenarios"),
    "verdict list": ("1 do/don't list", "{} do/don't lists"),
    "inferred question": ("1 question", "{} questions"),
    "picture without metadata": ("1 picture without its metadata", "{} pictures without their metadata"),
    "row headers": ("1 table with row headers", "{} tables with row headers"),
}


def print_summary(console: Console, loaded: Loaded, built: Built, out: str) -> None:
    """What was built, what to do with it, and what to look at."""
    course = loaded.course
    console.out(f"{console.style(clean(course.name), 'strong')} · {contents(course)}")
    rows: list[tuple[str, str, str]] = []
    for output in built.outputs:
        if not output.place:
            has_questions = any(quiz.items for quiz in course.quizzes())
            why = "it can ask none of the questions" if has_questions else "the course has no question"
            rows.append((f"({output.target})", "", f"nothing to write: {why}"))
        elif len(output.files) == 1:
            rows.append((f"{out}{output.files[0][0]}", size(output.files[0][1]), output.use))
        else:
            first = f"{output.place}/index.html"
            is_site = any(path == first for path, _, _ in output.files)
            name = first if is_site else f"{output.place}/ ({len(output.files)} zips)"
            rows.append((f"{out}{name}", size(sum(file[1] for file in output.files)), output.use))
    if built.sheet:
        rows.append((f"{out}{built.sheet}", "", "what to set in the LMS, and what changed"))
    wide = max((len(row[0]) for row in rows), default=0)
    for name, amount, use in rows:
        console.out(f"  {clean(name):<{wide}}   {amount:>7}   {use}".rstrip())
    read_as = inferences(loaded)
    if read_as:
        console.out(f"read as: {read_as}")
    console.out(" · ".join(part for part in (count_of(loaded.report.diagnostics), counted(built.fidelity)) if part))
    lost = tuple(row for row in built.fidelity if row.fate != "kept")
    print_losses(console.out, loaded, lost, most=None if console.verbose else MOST)


def contents(course: Course) -> str:
    """What a course holds: "1 module, 3 lessons, 1 quiz (6 questions)"."""
    units = list(course.units())
    questions = sum(1 for quiz in course.quizzes() for _ in quiz.asked())
    quizzes = sum(1 for _ in course.quizzes())
    parts = [
        _number(sum(isinstance(unit, Module) for unit in units), "module", "modules"),
        _number(sum(isinstance(unit, Lesson) and not is_glossary(unit) for unit in units), "lesson", "lessons"),
        _number(sum(isinstance(unit, Activity) for unit in units), "activity", "activities"),
        _number(quizzes, "quiz", "quizzes")
        + (f" ({_number(questions, 'question', 'questions')})" if questions else ""),
        _number(sum(is_glossary(unit) for unit in units), "glossary", "glossaries"),
    ]
    return ", ".join(part for part in parts if part)


def inferences(loaded: Loaded) -> str:
    """What was understood from looks alone, in words."""
    parts: list[str] = []
    counts = dict(loaded.report.inferred)
    for what, (one, many) in _INFERRED.items():
        number = counts.pop(what, 0)
        if number:
            parts.append(one if number == 1 else many.format(number))
    others = sum(counts.values())
    if others:
        parts.append(_number(others, "other callout", "other callouts"))
    return ", ".join(parts)


def size(number: int) -> str:
    """A number of bytes for people: "31 KB"."""
    if number < 1000:
        return f"{number} B"
    if number < 1_000_000:
        return f"{number / 1000:.0f} KB"
    return f"{number / 1_000_000:.1f} MB"


def _number(number: int, one: str, many: str) -> str:
    return "" if not number else f"{number} {one if number == 1 else many}"
