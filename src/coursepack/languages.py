"""Interface languages: the words that coursepack itself puts before learners, and how each language counts."""

import gettext
import io
from functools import cache
from pathlib import Path

RIGHT_TO_LEFT = frozenset({"ar", "arc", "dv", "fa", "ha", "he", "khw", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})

_PLURAL_SAMPLES: dict[str, dict[str, int]] = {
    "ar": {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100},
    "cs": {"one": 1, "few": 2, "other": 5},
    "he": {"one": 1, "two": 2, "other": 3},
    "lt": {"one": 1, "few": 2, "other": 10},
    "pl": {"one": 1, "few": 2, "many": 5, "other": 5},
    "ro": {"one": 1, "few": 2, "other": 20},
    "ru": {"one": 1, "few": 2, "many": 5, "other": 5},
    "sk": {"one": 1, "few": 2, "other": 5},
    "sl": {"one": 1, "two": 2, "few": 3, "other": 5},
    "uk": {"one": 1, "few": 2, "many": 5, "other": 5},
}
_ONE_AND_OTHER = {"one": 1, "other": 2}

_FRACTIONS_CUT = frozenset({"fr", "hy", "pt"})
"""Languages that count 1.5 as they count 1 (CLDR: one is `i = 0,1`)."""

_FOLDER = Path(__file__).parent / "locale"
_FILE = "LC_MESSAGES/coursepack.po"


def base(language: str) -> str:
    """The language of a BCP 47 tag alone: "pt" of "pt-BR"."""
    return language.replace("_", "-").split("-")[0].lower()


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue for a BCP 47 tag ("de-AT" falls back to "de", then to English, the language of the sources)."""
    exact = "_".join([base(language), *(part.upper() for part in language.replace("_", "-").split("-")[1:])])
    for name in (exact, base(language)):
        path = _FOLDER / name / _FILE
        if path.is_file():
            return _read(path)
    return gettext.NullTranslations()


@cache
def _read(path: Path) -> gettext.NullTranslations:
    import polib  # English needs no catalogue

    catalogue = polib.pofile(path.read_text(encoding="utf-8"))
    return gettext.GNUTranslations(io.BytesIO(catalogue.to_binary()))


def interface_languages() -> tuple[str, ...]:
    """The languages in which coursepack speaks to learners, English first."""
    return ("en", *sorted(path.name for path in _FOLDER.iterdir() if (path / _FILE).is_file()))


def direction(language: str) -> str:
    """The writing direction of a BCP 47 tag: "ltr" or "rtl"."""
    return "rtl" if base(language) in RIGHT_TO_LEFT else "ltr"


def plural_samples(language: str) -> dict[str, int]:
    """{plural category of CLDR: a whole number that falls under it} of a language."""
    return _PLURAL_SAMPLES.get(base(language), _ONE_AND_OTHER)


def counted_as(number: float, language: str) -> int:
    """The whole number with which `number` shares its plural form; a fraction is mostly counted as several."""
    if number == int(number) or (base(language) in _FRACTIONS_CUT and 0 <= number < 2):
        return int(number)
    return plural_samples(language)["other"]
