"""Interface languages: the words that coursepack itself puts before learners."""

import gettext
from functools import cache
from pathlib import Path

RIGHT_TO_LEFT = frozenset({"ar", "arc", "dv", "fa", "ha", "he", "khw", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue for a BCP 47 tag ("de-AT" falls back to "de", then to English, the language of the sources)."""
    base = language.replace("_", "-").split("-")
    candidates = ["_".join(base), base[0]]
    folder = Path(__file__).parent / "locale"
    return gettext.translation("coursepack", folder, languages=candidates, fallback=True)


def direction(language: str) -> str:
    """The writing direction of a BCP 47 tag: "ltr" or "rtl"."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
