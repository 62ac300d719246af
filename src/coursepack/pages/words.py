"""Words of the interface in the course's language: labels, durations, counts."""

import gettext

from coursepack.languages import translations
from coursepack.model.course import UnitHead

_WORDS_A_MINUTE = 200


class Words:
    """The words of one interface language."""

    def __init__(self, language: str) -> None:
        self.translation: gettext.NullTranslations = translations(language)

    def __call__(self, message: str) -> str:
        return self.translation.gettext(message)

    def count(self, one: str, other: str, number: float) -> str:
        """`one` or `other` with `{number}` filled in, by the language's rule; fractions count as several."""
        whole = int(number) if number == int(number) else 2
        return self.translation.ngettext(one, other, whole).format(number=f"{number:g}")

    def label(self, unit: UnitHead) -> str:
        """Label and number of a unit ("Lesson 1.1"), or "" where it has no number."""
        return f"{self(unit.label.capitalize())} {unit.number}".strip() if unit.number else ""

    def minutes(self, minutes: int) -> str:
        """A span of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        parts = [self.count("{number} hour", "{number} hours", hours)] if hours else []
        if rest or not hours:
            parts.append(self.count("{number} minute", "{number} minutes", rest))
        return " ".join(parts)


def reading_minutes(text: str) -> int:
    """How long an adult takes to read `text`, in minutes and at least one."""
    return max(1, round(len(text.split()) / _WORDS_A_MINUTE))
