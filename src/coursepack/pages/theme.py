"""The tokens of a course's look as CSS: a preset's colours and shapes, with what the course sets in `[theme]`."""

from collections.abc import Iterator

import msgspec

from coursepack.model.theme import SANS, SERIF, Theme
from coursepack.pages.colours import contrast, mixed, nearest, readable_on
from coursepack.pages.presets import LOOKS, Colours

TEXT_CONTRAST = 4.5
"""What text must have on everything that it stands on (WCAG 2.2, 1.4.3)."""

_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif'
_SERIF = 'ui-serif, Charter, "Iowan Old Style", "Source Serif 4", Georgia, "Noto Serif", serif'


_AMBER = "#f0ac1e"
"""Tints what asks for attention: the colour of its text is too brown for that."""

_SYNTAX = {
    "light": {"keyword": "#8a2f8f", "string": "#1a6b3c", "number": "#8f4c08", "name": "#1d59b3", "builtin": "#0f6674"},
    "dark": {"keyword": "#e0a0e6", "string": "#8fd6a8", "number": "#f0b878", "name": "#8ab8ff", "builtin": "#7fd3e0"},
}


def palettes(theme: Theme) -> tuple[Colours, Colours]:
    """The colours of `theme` in light and in dark, each one filled in."""
    look = LOOKS[theme.preset]
    light, dark = look.light, look.dark
    if theme.accent:
        light = _with_accent(light, theme.accent)
        on_dark = dark
        fitting = nearest(theme.accent, lambda shade: accent_contrast(shade, on_dark) >= TEXT_CONTRAST + 1)
        dark = _with_accent(dark, theme.accent_dark or fitting)
    elif theme.accent_dark:
        dark = _with_accent(dark, theme.accent_dark)
    return _filled(light), _filled(dark)


def _with_accent(colours: Colours, accent: str) -> Colours:
    """`colours` with another accent, which a hero of the preset's own accent follows."""
    if colours.hero != colours.accent:
        return msgspec.structs.replace(colours, accent=accent)
    on = readable_on(accent)
    return msgspec.structs.replace(colours, accent=accent, hero=accent, on_hero=on, hero_muted=on)


def _filled(colours: Colours) -> Colours:
    ground, accent = colours.background, colours.accent
    tint = _tint(accent, ground)
    return msgspec.structs.replace(
        colours,
        on_accent=readable_on(accent),
        accent_strong=mixed(accent, colours.text, 0.72),
        accent_tint=tint,
        right_tint=mixed(colours.right, ground, 0.09),
        wrong_tint=mixed(colours.wrong, ground, 0.08),
        attention_tint=mixed(_AMBER, ground, 0.12),
        hero=colours.hero or tint,
        on_hero=colours.on_hero or colours.text,
        hero_muted=colours.hero_muted or colours.muted,
        hero_action=colours.on_hero if colours.hero else accent,
        on_hero_action=colours.hero or readable_on(accent),
    )


def accent_contrast(accent: str, colours: Colours) -> float:
    """The lowest contrast of `accent` as text: on the page, on cards, and on its own tint."""
    grounds = (colours.background, colours.surface, _tint(accent, colours.background))
    return min(contrast(accent, ground) for ground in grounds)


def too_faint(accent: str, colours: Colours) -> tuple[float, str] | None:
    """(the contrast of `accent`, the nearest shade that passes), or None where it passes."""
    lowest = accent_contrast(accent, colours)
    if lowest >= TEXT_CONTRAST:
        return None
    return lowest, nearest(accent, lambda shade: accent_contrast(shade, colours) >= TEXT_CONTRAST)


def _tint(accent: str, ground: str) -> str:
    return mixed(accent, ground, 0.08)


def theme_stylesheet(theme: Theme) -> str:
    """The tokens as CSS: light, dark by the system and by the reader's choice, and shapes."""
    look = LOOKS[theme.preset]
    light, dark = palettes(theme)
    dark_tokens = "".join(_tokens(dark, "dark"))
    radius = look.radius if theme.radius is None else theme.radius
    measure = look.measure if theme.measure is None else theme.measure
    heading = theme.heading_font or theme.font or look.heading_font
    shapes = (
        f"--sans:{_SANS};--serif:{_SERIF};"
        f"--reading:{_family(theme.font or look.font)};--heading:{_family(heading)};--heading-weight:{look.weight};"
        f"--radius:{radius / 16:g}rem;--radius-small:{min(radius, 10) / 16:g}rem;--measure:{measure:g}rem;"
    )
    return (
        f":root{{color-scheme:light dark;{''.join(_tokens(light, 'light'))}{shapes}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{dark_tokens}}}}}\n"
        f":root[data-scheme=dark]{{{dark_tokens}}}\n"
        ":root[data-scheme=light]{color-scheme:light}\n:root[data-scheme=dark]{color-scheme:dark}\n"
    )


def _tokens(colours: Colours, scheme: str) -> Iterator[str]:
    for name, value in msgspec.structs.asdict(colours).items():
        yield f"--{name.replace('_', '-')}:{value};"
    for name, value in _SYNTAX[scheme].items():
        yield f"--code-{name}:{value};"
    yield f"--code-comment:{colours.muted};"
    depth = "0 0 0/.4" if scheme == "dark" else "27 29 33/.08"
    shadow = f"0 1px 2px rgb({depth}),0 4px 16px rgb({depth})"
    yield f"--shadow:{shadow};"


def _family(font: str) -> str:
    """`font` as a value of `font-family`; names of fonts are quoted, and end in one that every system has."""
    if font in (SANS, SERIF):
        return f"var(--{font})"
    names = [name.strip() for name in font.split(",")]
    return ",".join([*(f"var(--{name})" if name in (SANS, SERIF) else f'"{name}"' for name in names), "var(--sans)"])
