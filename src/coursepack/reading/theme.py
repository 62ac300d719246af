"""The look of a course: `[theme]` of coursepack.toml, and what stands in the folder `theme/` beside it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.model.theme import REPLACEABLE, Theme, ThemeTemplate
from coursepack.reading import values
from coursepack.reading.assets import IMAGE_TYPES, AssetStore
from coursepack.reading.values import Reader

THEME_FILE = Rule(
    "theme-file",
    Severity.WARNING,
    "A file of the theme, or one that it names, cannot be used.",
    "The pages would look as if the file were not there.",
    "correct its name, or remove it",
    example="theme/covers.html, where cover.html is meant",
)

FOLDER = "theme"
STYLESHEET = "extra.css"
LARGEST_FILE = 200_000
"""Bytes of a template or stylesheet of a theme."""

_NOT_IN_FONTS = re.compile(r"[^\w ,.\-]")


@values.takes(
    {"type": ["string", "integer"], "pattern": "^\\s*#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\s*$", "examples": ["#1f5fbf"]}
)
def _colour(value: Any) -> str:
    found = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", values.text(value))
    if not found:
        raise ValueError('a colour such as "#1f5fbf" is expected')
    digits = found[1].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


@values.takes({**values.SCALAR, "examples": ["sans", "serif"]})
def _font(value: Any) -> str:
    name = values.text(value)
    if not name or _NOT_IN_FONTS.search(name):
        raise ValueError('"sans", "serif" or names of fonts with commas between them are expected')
    return name


def _between(least: float, most: float, unit: str) -> Reader:
    @values.takes(
        values.either(
            {"type": "number", "minimum": least, "maximum": most},
            {"type": "string", "pattern": rf"^\s*\+?\d+([.,]\d+)?\s*({unit})?\s*$"},
        )
    )
    def read(value: Any) -> float:
        number = values.positive(str(value).strip().removesuffix(unit))
        if not least <= number <= most:
            raise ValueError(f"a number from {least:g} to {most:g} is expected, in {unit}")
        return number

    return read


THEME_KEYS: dict[str, Reader] = {
    "preset": values.one_of("calm", "ink", "warm"),
    "accent": _colour,
    "accent-dark": _colour,
    "font": _font,
    "heading-font": _font,
    "radius": _between(0, 32, "px"),
    "measure": _between(28, 50, "rem"),
    "logo": values.text,
}


def read_theme(
    written: dict[str, Any], root: Path, assets: AssetStore, report: Report, logo_at: Callable[[], Position]
) -> Theme:
    """The theme of the course at `root`; `written` is the table `[theme]` as `THEME_KEYS` read it.

    `logo_at` finds the line that names the logo.
    """
    fields = {key.replace("-", "_"): value for key, value in written.items()}
    logo = fields.pop("logo", "")
    folder = root / FOLDER
    return Theme(
        **fields,
        logo=_logo(logo, root, assets, report, logo_at) if logo else "",
        css=_text(folder / STYLESHEET, report),
        templates=tuple(_templates(folder, report)),
    )


def _logo(name: str, root: Path, assets: AssetStore, report: Report, at: Callable[[], Position]) -> str:
    """The path of the asset that the logo becomes; "" where it cannot be used."""
    path = root / name
    problem = ""
    if path.suffix.lower() not in IMAGE_TYPES:
        problem = f"the logo {name} is no picture; {', '.join(IMAGE_TYPES)} are"
    elif not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
        problem = f"there is no logo {name} in the course's folder"
    if problem:
        report.add(THEME_FILE, at(), problem)
        return ""
    return assets.take(name, path).path


def _templates(folder: Path, report: Report) -> list[ThemeTemplate]:
    found: list[ThemeTemplate] = []
    for path in sorted(folder.glob("*.html")) if folder.is_dir() else ():
        file = f"{FOLDER}/{path.name}"
        if path.name not in REPLACEABLE:
            meant = values.did_you_mean(path.name, REPLACEABLE)
            names = ", ".join(sorted(REPLACEABLE))
            report.add(THEME_FILE, Position(file, 1), f"{path.name} replaces no template{meant or f': {names} can be'}")
            continue
        text = _text(path, report)
        if text:
            found.append(ThemeTemplate(path.name, file, text))
    return found


def _text(path: Path, report: Report) -> str:
    """The text of a file of the theme; "" where there is none, or none that can be used."""
    if not path.is_file() or path.is_symlink():
        return ""
    problem = ""
    data = path.read_bytes()
    if len(data) > LARGEST_FILE:
        problem = f"it has {len(data) / 1e3:,.0f} KB, and {LARGEST_FILE / 1e3:,.0f} KB are read"
    else:
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            problem = "it is not UTF-8"
    report.add(THEME_FILE, Position(f"{FOLDER}/{path.name}", 1), f"{path.name} cannot be used: {problem}")
    return ""
