"""The catalogues say all that coursepack says to learners, and nothing else; each language counts by its own rule."""

import gettext
import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest

from coursepack.languages import interface_languages, plural_samples, translations
from coursepack.pages import data, inlines
from coursepack.pages import words as in_words
from coursepack.pages.document import single_document
from coursepack.pages.player import words as player_words
from coursepack.pages.site import site
from coursepack.pages.words import Words
from tests.languages.collecting import Message, catalogues, messages
from tests.pages.courses import sample
from tests.support.every_interaction import course_of, every_question
from tests.support.tools import program

LANGUAGES = sorted(catalogues())
UPDATE = "run .venv/bin/python -m tests.languages.update, then translate what is new"


def entries(language: str) -> dict[Message, polib.POEntry]:
    catalogue = polib.pofile(catalogues()[language].read_text(encoding="utf-8"))
    return {Message(entry.msgid, entry.msgid_plural, entry.msgctxt or ""): entry for entry in catalogue}


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_promised_languages_are_there() -> None:
    assert {"de", "fr", "es", "pt", "ar"} <= set(LANGUAGES)
    assert set(interface_languages()) == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    said, translated = set(messages()), set(entries(language))
    assert said - translated == set(), f"not in the catalogue: {UPDATE}"
    assert translated - said == set(), f"said no more: {UPDATE}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    for message, entry in entries(language).items():
        assert all(form.strip() for form in forms(entry)), message.text
        assert not entry.fuzzy, message.text
        assert not entry.obsolete, message.text
        assert len(forms(entry)) == (len(plural_samples(language)) if message.plural else 1), message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_stay(language: str) -> None:
    """A form for one number alone may say it as a word; the last form, for any number, may not."""
    for message, entry in entries(language).items():
        wanted = placeholders(message.plural or message.text)
        texts = forms(entry)
        assert placeholders(texts[-1]) == wanted, message.text
        assert all(placeholders(text) <= wanted for text in texts), message.text
        assert all(wanted - placeholders(text) <= {"number", "count"} for text in texts), message.text


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_plural_forms_are_those_that_browsers_choose(language: str) -> None:
    """The player picks by `Intl.PluralRules`, the build by the catalogue's own rule: the same for 0 to 200."""
    script = (
        "const rules = new Intl.PluralRules(process.argv[1]);"
        "console.log(JSON.stringify(Array.from({length: 201}, (_, n) => rules.select(n))))"
    )
    told = subprocess.run([program("node"), "-e", script, language], capture_output=True, check=True, text=True)
    chosen = json.loads(told.stdout)
    samples = plural_samples(language)
    translation = translations(language)
    one, other = "{number} minute", "{number} minutes"
    for number, category in enumerate(chosen):
        assert translation.ngettext(one, other, number) == translation.ngettext(one, other, samples[category]), number


def test_arabic_counts_in_six_ways() -> None:
    words = Words("ar")
    said = [words.count("{number} lesson", "{number} lessons", number) for number in (0, 1, 2, 3, 11, 100)]
    assert len(set(said)) == 6
    assert set(player_words(words.translation, "ar")["unanswered"]) == {"zero", "one", "two", "few", "many", "other"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1.5 points"),
        ("de", "1,5 Punkte"),
        ("de-AT", "1,5 Punkte"),
        ("fr", "1,5 point"),
        ("pt-BR", "1,5 ponto"),
        ("es", "1,5 puntos"),
        ("ar", "1.5 نقطة"),
        ("sv", "1.5 points"),
    ],
)
def test_fractions_are_written_and_counted_as_the_language_does(language: str, said: str) -> None:
    assert Words(language).count("{number} point", "{number} points", 1.5) == said


class Recorder(gettext.NullTranslations):
    """Says everything in English, and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[tuple[str, str]] = set()

    def gettext(self, message: str) -> str:
        self.said.add((message, ""))
        return message

    def ngettext(self, one: str, other: str, n: int) -> str:
        self.said.add((one, other))
        return super().ngettext(one, other, n)


def test_what_pages_say_is_found_by_the_collector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()
    for module in (in_words, inlines, data):
        monkeypatch.setattr(module, "translations", lambda _: recorder)
    context = SimpleNamespace(coursepack_version="0", fingerprint="0")
    for course in (sample(tmp_path), course_of(tmp_path, *every_question())):
        site(course, context)
        single_document(course, context, "scorm12")
    known = {(message.text, message.plural) for message in messages()}
    assert recorder.said - known == set()
    assert len(recorder.said) > 100
