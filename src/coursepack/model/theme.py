"""How the pages of a course look: the tokens that an author may set, and the templates that replace shipped ones."""

from typing import Literal

import msgspec

Preset = Literal["calm", "ink", "warm"]

SANS = "sans"
SERIF = "serif"

REPLACEABLE = frozenset(
    ("cover.html", "unit.html", "inside.html", "objectives.html", "terms.html", "search.html", "about.html")
)
"""The templates that a course may replace. The frame round them stays ours: it holds the content security policy."""


class ThemeTemplate(msgspec.Struct, frozen=True):
    """A template of the course's own; `name` is that of the shipped one which it replaces ("cover.html")."""

    name: str
    file: str
    text: str


class Theme(msgspec.Struct, frozen=True):
    """The look of a course. What is "" or None is the preset's.

    `accent` and `accent_dark`: colours as `#rrggbb`. `font` and `heading_font`: "sans", "serif" or names of fonts that
    learners' systems have, with commas. `radius`: of cards and buttons, in pixels. `measure`: the longest line, in rem.
    `logo`: path of an asset. `css`: the text of `theme/extra.css`.
    """

    preset: Preset = "calm"
    accent: str = ""
    accent_dark: str = ""
    font: str = ""
    heading_font: str = ""
    radius: float | None = None
    measure: float | None = None
    logo: str = ""
    css: str = ""
    templates: tuple[ThemeTemplate, ...] = ()
