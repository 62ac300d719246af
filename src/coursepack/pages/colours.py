"""Colours as numbers: contrast as WCAG 2.2 measures it, mixtures, and the nearest shade that can be read."""

import colorsys
import re
from collections.abc import Callable

_HEX = re.compile(r"#([0-9a-fA-F]{6})")

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1, as sRGB has them."""


def colour(text: str) -> Colour:
    """The colour of `#rrggbb`. Raises `ValueError`."""
    found = _HEX.fullmatch(text)
    if not found:
        raise ValueError('a colour such as "#1f5fbf" is expected')
    value = int(found[1], 16)
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def written(value: Colour) -> str:
    """`value` as `#rrggbb`."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in value)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`share` of `one` in `other`."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(colour(one), colour(other), strict=True))
    return written((red, green, blue))


def readable_on(accent: str, light: str = "#ffffff", dark: str = "#101418") -> str:
    """The one of two text colours that stands out better on `accent`."""
    return light if contrast(accent, light) >= contrast(accent, dark) else dark


def nearest(wanted: str, passes: Callable[[str], bool]) -> str:
    """The shade nearest in lightness to `wanted` that `passes`, or `wanted` where none does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour(wanted))
    for step in range(256):
        for moved in (lightness - step / 255, lightness + step / 255):
            shade = written(colorsys.hls_to_rgb(hue, moved, saturation)) if 0 <= moved <= 1 else ""
            if shade and passes(shade):
                return shade
    return wanted


def _luminance(text: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour(text))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
