"""Words of the interface in the course's language: labels, durations, counts."""

import gettext

from coursepack.languages import base, counted_as, translations
from coursepack.model.course import UnitHead
from coursepack.patterns import late

_WORDS_A_MINUTE = {"ar": 140}
_USUAL_WORDS = 200
_CHARACTERS_A_MINUTE = 400
"""Of scripts that put no spaces between words."""

_WITHOUT_SPACES = late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Words:
    """The words of one interface language."""

    def __init__(self, language: str) -> None:
        self.translation: gettext.NullTranslations = translations(language)
        self._language = language

    def __call__(self, message: str) -> str:
        return self.translation.gettext(message)

    def number(self, number: float) -> str:
        """`number` with the language's decimal sign, in the digits that numbers of lessons have in every language."""
        return f"{number:g}".replace(".", self.translation.pgettext("decimal sign", "."))

    def count(self, one: str, other: str, number: float) -> str:
        """`one` or `other` with `{number}` filled in, by the language's rule."""
        chosen = self.translation.ngettext(one, other, counted_as(number, self._language))
        return chosen.format(number=self.number(number))

    def label(self, unit: UnitHead) -> str:
        """Label and number of a unit ("Lesson 1.1"), or "" where it has no number or they are its title already."""
        label = f"{self(unit.label.capitalize())} {unit.number}".strip() if unit.number else ""
        return label if label.casefold() != unit.name.casefold() else ""

    def minutes(self, minutes: int) -> str:
        """A span of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        parts = [self.count("{number} hour", "{number} hours", hours)] if hours else []
        if rest or not hours:
            parts.append(self.count("{number} minute", "{number} minutes", rest))
        return " ".join(parts)


def reading_minutes(text: str, language: str = "en") -> int:
    """How long an adult takes to read `text`, in minutes and at least one."""
    characters = len(_WITHOUT_SPACES.findall(text)) if not text.isascii() else 0
    words = len(_WITHOUT_SPACES.sub(" ", text).split()) if characters else len(text.split())
    speed = _WORDS_A_MINUTE.get(base(language), _USUAL_WORDS)
    return max(1, round(words / speed + characters / _CHARACTERS_A_MINUTE))
