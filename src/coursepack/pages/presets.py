"""The looks to begin with: the colours of each preset in light and in dark, its fonts and its shapes."""

import msgspec

from coursepack.model.theme import SANS, SERIF, Preset


class Colours(msgspec.Struct, frozen=True):
    """The colours of one scheme. Those that are "" follow from the accent.

    `hero` is what the title of the course stands on, with text in `on_hero` and `hero_muted`, and a button.
    """

    background: str
    surface: str
    text: str
    muted: str
    line: str
    control: str
    accent: str
    right: str
    wrong: str
    attention: str
    hero: str = ""
    on_hero: str = ""
    hero_muted: str = ""
    hero_action: str = ""
    on_hero_action: str = ""
    on_accent: str = ""
    accent_strong: str = ""
    accent_tint: str = ""
    right_tint: str = ""
    wrong_tint: str = ""
    attention_tint: str = ""


class Look(msgspec.Struct, frozen=True):
    """A preset: colours for light and dark, fonts, the radius of cards in pixels, the longest line in rem."""

    light: Colours
    dark: Colours
    font: str = SANS
    heading_font: str = SANS
    radius: float = 12
    measure: float = 40
    weight: int = 720


_FOLLOWS = "-"

_COLOURS = """
            calm            ink             warm
            light   dark    light   dark    light   dark
background  #ffffff #15171a #ffffff #0e0e0e #fdf9f3 #1c1714
surface     #f6f6f3 #1e2125 #f4f4f4 #191919 #f6eee2 #27201b
text        #1b1d21 #e9e7e2 #111111 #f2f2f2 #2a211b #f1e7dc
muted       #555b64 #aab0b8 #525252 #b0b0b0 #675548 #c2b1a1
line        #d8dad5 #363b42 #d4d4d4 #383838 #e4d7c5 #45392f
control     #767c85 #868d97 #6f6f6f #868d97 #8b7666 #a08d7d
accent      #1f5fbf #8ab8ff #111111 #f2f2f2 #9c3f1d #f4a27f
right       #1a7340 #74d29b #0f6b3a #74d29b #27693c #74d29b
wrong       #b3261e #ff9a90 #b3261e #ff9a90 #a8231f #ff9a90
attention   #825500 #f0c265 #7a5000 #f0c265 #7d4f00 #f0c265
hero        -       -       #111111 #f2f2f2 #9c3f1d #3a241a
on_hero     -       -       #ffffff #111111 #fffaf3 #fbeee4
hero_muted  -       -       #cfcfcf #4a4a4a #fbe3d6 #e0c3b3
"""
"""What follows from the accent is "-"."""


def _colours(preset: Preset, scheme: str) -> Colours:
    presets, schemes, *rows = (line.split() for line in _COLOURS.strip("\n").splitlines())
    column = 1 + 2 * presets.index(preset) + schemes.index(scheme)
    return Colours(**{row[0]: "" if row[column] == _FOLLOWS else row[column] for row in rows})


LOOKS: dict[Preset, Look] = {
    "calm": Look(_colours("calm", "light"), _colours("calm", "dark")),
    "ink": Look(
        _colours("ink", "light"), _colours("ink", "dark"), heading_font=SERIF, radius=0, measure=38, weight=600
    ),
    "warm": Look(
        _colours("warm", "light"), _colours("warm", "dark"), font=SERIF, heading_font=SERIF, radius=18, weight=650
    ),
}
