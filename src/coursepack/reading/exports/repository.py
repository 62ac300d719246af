"""Courses in plain repositories: badges, and the files that every repository has and no learner reads."""

import re

from coursepack.diagnostics import Rule, Severity
from coursepack.patterns import late
from coursepack.reading.exports.source import Source

NOT_A_LESSON = Rule(
    "not-a-lesson",
    Severity.NOTE,
    "A Markdown file of the course is not a lesson: a file about the project, a draft, or a list of contents.",
    "It is left out, so that learners see lessons only.",
    "nothing; to make a lesson of it, rename it, or take `draft: true` out of its front matter",
    example="CHANGELOG.md beside the chapters of a book",
)

SIGNS = ("[![", "](https://img.shields.io/", "](https://github.com/", re.compile(r"<[Ii][Mm][Gg]\b"))

_PROJECT = frozenset(
    "license licence copying contributing code_of_conduct changelog changes security authors contributors maintainers"
    " governance support notice pull_request_template issue_template citation".split()
)
_EVER = frozenset({"code_of_conduct", "changelog", "pull_request_template", "issue_template"})
_BADGE = (
    r"https?://(?:img\.shields\.io/|badgen\.net/|badge\.fury\.io/|badges\.\w|travis-ci\.|api\.travis-ci\."
    r"|ci\.appveyor\.com/|codecov\.io/|coveralls\.io/|api\.codacy\.com/|app\.codacy\.com/|circleci\.com/"
    r"|readthedocs\.org/projects/[^)\s\"]{0,200}badge|zenodo\.org/badge|api\.netlify\.com/[^)\s\"]{0,200}badge"
    r"|mybinder\.org/badge|colab\.research\.google\.com/assets/colab-badge|kaggle\.com/static/images/open-in-kaggle"
    r"|github\.com/codespaces/badge|gitpod\.io/button|github\.com/[^)\s\"]{1,200}/(?:badge\.svg|workflows/[^)\s\"]{0,200}\.svg))"
)
_LAUNCH = late(
    r"https?://(?:www\.)?(?:mybinder\.org|colab\.research\.google\.com|kaggle\.com|codespaces\.new|gitpod\.io"
    r"|github\.com/codespaces|codespaces\.)",
    re.IGNORECASE,
)
_LINKED = late(
    rf"\[!\[([^\[\]]{{0,200}})\]\({_BADGE}[^()]{{0,500}}\)\]\(([^()\s]{{1,500}})[^()]{{0,200}}\)", re.IGNORECASE
)
_ALONE = late(rf"!\[([^\[\]]{{0,200}})\]\({_BADGE}[^()]{{0,500}}\)", re.IGNORECASE)
_TAGGED = late(
    rf"<a\b[^<>]{{0,300}}?href=[\"']([^\"'<>]{{0,500}})[\"'][^<>]{{0,300}}>\s*<img\b[^<>]{{0,300}}?src=[\"']{_BADGE}[^<>]{{0,500}}>\s*</a>",
    re.IGNORECASE,
)
_TAG_ALONE = late(rf"<img\b[^<>]{{0,300}}?src=[\"']{_BADGE}[^<>]{{0,500}}>", re.IGNORECASE)
_ALT = late(r"\balt=[\"']([^\"']*)[\"']", re.IGNORECASE)


def is_project_file(file: str, base: str) -> bool:
    """Whether a file in the course's own folder `base` is about the project: LICENSE.md and its like.

    Such names are written in capitals; in small letters most of them may well be a lesson's.
    """
    folder, _, name = file.rpartition("/")
    if folder != base.strip("./") and folder:
        return False
    stem = name.rsplit(".", 1)[0].replace("-", "_")
    return stem.lower() in _PROJECT and (stem.isupper() or stem.lower() in _EVER)


def read(source: Source) -> None:
    """Take badges out; those that open an exercise somewhere stay as links with their words."""
    for index in source.prose():
        line = source.lines[index]
        if "![" not in line and "<img" not in line.lower():
            continue
        for found in source.matches(index, _LINKED):
            launches = _LAUNCH.match(found[2])
            _take(source, index, found, f"[{found[1]}]({found[2]})" if launches and found[1] else "")
        for found in source.matches(index, _TAGGED):
            alt = _ALT.search(found[0])
            kept = f'<a href="{found[1]}">{alt[1]}</a>' if alt and alt[1] and _LAUNCH.match(found[1]) else ""
            _take(source, index, found, kept)
        for pattern in (_ALONE, _TAG_ALONE):
            for found in source.matches(index, pattern):
                _take(source, index, found, "")


def _take(source: Source, index: int, found: re.Match[str], kept: str) -> None:
    if not kept:
        source.drop("a badge", "{} badges", source.place(index, found.start()))
    source.replace(index, found.start(), found.end(), kept)
