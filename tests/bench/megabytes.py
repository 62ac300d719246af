"""A megabyte of one thing: texts that nobody writes, but that a converter or a mistake can make."""

from collections.abc import Callable

MEGABYTE = 1_000_000


def _repeated(unit: str, head: str = "# Lesson 1: Large\n\n") -> Callable[[], str]:
    return lambda: head + unit * ((MEGABYTE - len(head)) // len(unit))


def _deep_list() -> str:
    rows = "".join("  " * depth + "- item\n" for depth in range(30))
    return "# Lesson 1: Large\n\n" + rows * (MEGABYTE // len(rows))


def _footnotes() -> str:
    return "# Lesson 1: Large\n\n" + "".join(f"a[^{n}]\n\n[^{n}]: note\n\n" for n in range(36_000))


def _lessons() -> str:
    """More than a course may have: what counts is how soon that is said."""
    return "".join(f"# Lesson {n}\n\na\n\n" for n in range(1, 58_000))[:MEGABYTE]


def _questions(head: str, question: Callable[[int], str], most: int = 10_000) -> Callable[[], str]:
    """As many questions as a course may have; `most` 0: as many as a megabyte holds."""
    return lambda: (head + "".join(question(n) for n in range(most or MEGABYTE // len(question(0)))))[:MEGABYTE]


def _boxed(number: int) -> str:
    return f"## Which of these words names the number {number}?\n\n- [x] the {number}th\n- [ ] none\n- [ ] both\n\n"


def _lettered(number: int) -> str:
    return f"{number + 1}. Which word names {number}?\n\nA) the {number}th\nB) none\nC) both of them\n\nAnswer: A\n\n"


REFUSED = frozenset(
    {
        "lessons",
        "more questions than a course may have",
        "more lettered questions",
        "more boxes",
        "questions",  # SCORM 1.2 cannot remember the answers to so many, which is judged when all is made
        "lettered questions",
    }
)
"""What no course can be made of, or none for every target."""

MEGABYTES: dict[str, Callable[[], str]] = {
    "marks": _repeated("*_`[(<!&$~^=%{"),
    "brackets": _repeated("["),
    "lines of one paragraph": _repeated("Data rests in *files* and\n"),
    "prose": _repeated("The late table reads a **broken** key and `writes` it again for its owner.\n\n"),
    "rows of a table": _repeated("| a cell | 12 | words |\n", "# Lesson 1: Large\n\n| A | B | C |\n|---|---|---|\n"),
    "task items": _repeated("- [ ] a task to do\n"),
    "items of a wide list": _repeated("- item\n"),
    "items of deep lists": _deep_list,
    "emphasis": _repeated("*a* **b** "),
    "emphasis without end": _repeated("*a **b "),
    "broken links": _repeated("[a](b.md) "),
    "html": _repeated("<div><p>a <b>b</b></p></div>\n\n"),
    "code": _repeated("```python\nx = 1\n```\n\n"),
    "headings": _repeated("## Head\n\n"),
    "empty lines": _repeated("\n", "# Lesson 1: Large\n\ntext\n"),
    "quotations": _repeated("> a\n\n"),
    "footnotes": _footnotes,
    "mathematics": _repeated("$a_1$ and $$b^2$$ "),
    "questions": _questions("# Quiz 1: Large\n\n", _boxed),
    "lettered questions": _questions("# Lesson 1: Large\n\n", _lettered),
    "lessons": _lessons,
    "more questions than a course may have": _questions("# Quiz 1\n\n", lambda _: "## Q\n\n- [x] a\n- [ ] b\n\n", 0),
    "more lettered questions": _questions("# Lesson 1\n\n", lambda _: "Q?\nA) a\nB) b\n\nAnswer: A\n\n", 0),
    "more boxes": _questions("# Lesson 1\n\n", lambda _: "Which?\n\n- [x] a\n- [ ] b\n\n", 0),
}
