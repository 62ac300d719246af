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


REFUSED = frozenset({"lessons"})
"""What no course can be made of."""

MEGABYTES: dict[str, Callable[[], str]] = {
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
    "lessons": _lessons,
}
