"""A course in several languages: which files belong to one of them, and the identifiers that all of them share.

A translation stands beside its original, with the language before the ending (`lesson-1.de.md`), or in a folder of
that name at the top (`de/lesson-1.md`). It is read in the place of its original.
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.reading.discovery import MARKDOWN, Sources, reading_order
from coursepack.reading.identities import Entity

MISSING_TRANSLATION = Rule(
    "missing-translation",
    Severity.WARNING,
    "A text of the course is not translated into one of its languages.",
    "Learners who read the course in that language get this page in the language of the original.",
    "translate the file: beside it with the language in its name, or in a folder of that language",
    example='languages = ["en", "de"] in coursepack.toml, lesson-1.md, and no lesson-1.de.md',
)
TRANSLATION_DIFFERS = Rule(
    "translation-differs",
    Severity.ERROR,
    "A translated text has other units, quizzes or questions than its original.",
    "The languages of a course share their identifiers; reports would tell of one question and mean another.",
    "give the translation the same headings and questions in the same order",
    example="a quiz of four questions whose translation has three",
)
TRANSLATION_ALONE = Rule(
    "translation-alone",
    Severity.WARNING,
    "A translated text has no original.",
    "It is in no language of the course.",
    "write the original, or correct the name of the translation",
    example="lesson-2.de.md where there is no lesson-2.md",
)

_CAPTIONS = ".vtt"
_OWN = ("title", "description", "language", "type")
"""Keys that say something of one language alone, or that have had their effect."""
_PLURALS = {
    "module": "modules", "lesson": "lessons", "activity": "activities", "quiz": "quizzes", "question": "questions",
    "pool": "pools",
}  # fmt: skip


def of_language(sources: Sources, base: str, language: str, languages: tuple[str, ...], report: Report) -> Sources:
    """The sources of a course as they are in one of its `languages`, of which the first is that of the originals.

    `base` is the folder of the sources. The originals' paths stay; `read_from` says where their text is.
    """
    variants: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(sources.files):
        original, tag = _original(file, base, languages)
        variants[original].setdefault(tag, file)
    first = languages[0]
    files: set[str] = set()
    read_from: dict[str, str] = {}
    missing: set[str] = set()
    for original, found in variants.items():
        itself = found.get(first) or found.get("")
        chosen = found.get(language) or itself
        is_text = original.lower().endswith(MARKDOWN)
        if chosen is None:  # in another language alone
            continue
        if itself is None and is_text:
            report.add(TRANSLATION_ALONE, Position(chosen, 1), f"{chosen} has no original")
            continue
        files.add(original)
        if chosen != original:
            read_from[original] = chosen
        if is_text and language not in found and language != first:
            missing.add(original)
    lessons = {_original(file, base, languages)[0] for file in sources.lessons}
    return msgspec.structs.replace(
        sources,
        lessons=tuple(sorted(lessons & files, key=reading_order)),
        files=frozenset(files),
        read_from=read_from,
        untranslated=frozenset(missing),
    )


def report_missing(sources: Sources, language: str, report: Report) -> None:
    """Name what is not translated, but for what no learner reads by itself."""
    for file in sources.lessons:
        if file in sources.untranslated:
            at = Position(sources.read_from.get(file, file), 1)
            report.add(MISSING_TRANSLATION, at, f'{file} is not translated into "{language}"')


def share_identities(entities: list[Entity], originals: Iterable[Entity], report: Report) -> None:
    """Give every entity of a translation the `id`, the `key` and the settings of its original at the same place.

    A setting that the translation says itself stays.
    """
    there: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for original in originals:
        there[original.file, original.kind].append(original)
    here: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in entities:
        here[entity.file, entity.kind].append(entity)
    spare = 0
    for place in sorted({*here, *there}):
        file, kind = place
        translated, wanted = here[place], there[place]
        if len(translated) != len(wanted):
            at = translated[min(len(wanted), len(translated) - 1)].at if translated else Position(file, 1)
            number = f"{len(translated)} {_PLURALS[kind] if len(translated) != 1 else kind}"
            report.add(TRANSLATION_DIFFERS, at, f"the translation has {number}, and its original {len(wanted)}")
        for index, entity in enumerate(translated):
            if index < len(wanted):
                entity.id, entity.key = wanted[index].id, wanted[index].key
                inherited = {key: value for key, value in wanted[index].said.items() if key not in _OWN}
                if inherited.get("objectives") and "objectives" not in entity.said:
                    report.add(MISSING_TRANSLATION, entity.at, f'the objectives of "{entity.title}" are not translated')
                entity.said = {**inherited, **entity.said}
            else:  # nothing is built of it, but all that is wrong is told at once
                spare += 1
                entity.id, entity.key = f"untold_{spare}", 1_000_000 + spare


def _original(file: str, base: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """The path of the original of a file, and the language that its own path names ("" for none)."""
    inner = file.removeprefix(f"{base}/") if base else file
    folder, slash, rest = inner.partition("/")
    tags = {language.lower(): language for language in languages}
    if slash and folder.lower() in tags:
        return posixpath.join(base, rest), tags[folder.lower()]
    stem, ending = posixpath.splitext(file)
    plain, tag = posixpath.splitext(stem)
    if tag[1:].lower() in tags and ending.lower() != _CAPTIONS:
        return plain + ending, tags[tag[1:].lower()]
    return file, ""
