"""Labelled headings: "Module 1: …", "Lesson 1.1 – …", "Knowledge check", in the course's language and in English."""

import re
from functools import cache

import msgspec

from coursepack.model.course import QUIZ_LABELS, UNIT_LABELS

_TRANSLATED: dict[str, dict[str, str]] = {
    "de": {
        "kurs": "course",
        "modul": "module",
        "einheit": "unit",
        "kapitel": "chapter",
        "abschnitt": "section",
        "woche": "week",
        "teil": "part",
        "lektion": "lesson",
        "thema": "topic",
        "aktivität": "activity",
        "labor": "lab",
        "übung": "exercise",
        "aufgabe": "assignment",
        "wissenscheck": "knowledge check",
        "prüfung": "assessment",
        "selbsttest": "self-check",
    },
    "fr": {
        "cours": "course",
        "unité": "unit",
        "chapitre": "chapter",
        "semaine": "week",
        "partie": "part",
        "leçon": "lesson",
        "thème": "topic",
        "activité": "activity",
        "exercice": "exercise",
        "devoir": "assignment",
        "contrôle des connaissances": "knowledge check",
        "évaluation": "assessment",
        "auto-évaluation": "self-check",
    },
    "es": {
        "curso": "course",
        "módulo": "module",
        "unidad": "unit",
        "capítulo": "chapter",
        "sección": "section",
        "semana": "week",
        "parte": "part",
        "lección": "lesson",
        "tema": "topic",
        "actividad": "activity",
        "ejercicio": "exercise",
        "tarea": "assignment",
        "cuestionario": "quiz",
        "evaluación": "assessment",
        "autoevaluación": "self-check",
    },
    "pt": {
        "curso": "course",
        "módulo": "module",
        "unidade": "unit",
        "capítulo": "chapter",
        "seção": "section",
        "semana": "week",
        "parte": "part",
        "aula": "lesson",
        "lição": "lesson",
        "tópico": "topic",
        "atividade": "activity",
        "exercício": "exercise",
        "tarefa": "assignment",
        "questionário": "quiz",
        "avaliação": "assessment",
        "autoavaliação": "self-check",
    },
    "ar": {
        "الدورة": "course",
        "الوحدة": "module",
        "الفصل": "chapter",
        "القسم": "section",
        "الأسبوع": "week",
        "الجزء": "part",
        "الدرس": "lesson",
        "الموضوع": "topic",
        "النشاط": "activity",
        "المختبر": "lab",
        "التمرين": "exercise",
        "المهمة": "assignment",
        "الاختبار": "quiz",
        "اختبار المعلومات": "knowledge check",
        "التقييم": "assessment",
        "الاختبار الذاتي": "self-check",
        "دورة": "course",
        "وحدة": "module",
        "فصل": "chapter",
        "قسم": "section",
        "أسبوع": "week",
        "جزء": "part",
        "درس": "lesson",
        "موضوع": "topic",
        "نشاط": "activity",
        "مختبر": "lab",
        "تمرين": "exercise",
        "مهمة": "assignment",
        "اختبار": "quiz",
        "تقييم": "assessment",
    },
}
_SPELLINGS = {"self check": "self-check", "knowledge-check": "knowledge check", "selfcheck": "self-check"}

NUMBER = r"\d+(?:\.\d+)*[a-z]?"
_END = r"\s*(?:$|[:)(|*]|\.(?!\d)|_(?!\w)|__|[-–—](?=\s|$))"
_SCHEDULE = re.compile(
    r"\s*\(((?:weeks?|days?|sessions?|months?|wochen?|tage?|semaines?|jours?|semanas?|días?|dias?)\s+\d[\w\s–—,.-]*)\)\s*$",
    re.IGNORECASE,
)
_EMPHASIS = "*_"


class Label(msgspec.Struct, frozen=True):
    """What a labelled heading says: the label (one of `UNIT_LABELS`), its number, and the title as raw Markdown.

    `schedule`: what stood in brackets at the end ("Week 1"), or "". `written`: label and number as the author wrote
    them ("Lektion 1.1").
    """

    label: str
    number: str
    title: str
    schedule: str = ""
    written: str = ""


@cache
def words(language: str) -> dict[str, str]:
    """{label as written in lower case: label} for a course's language, English always included."""
    table = {label: label for label in UNIT_LABELS} | _SPELLINGS
    return table | _TRANSLATED.get(language.split("-")[0].lower(), {})


@cache
def alternatives(language: str) -> str:
    """A regular expression's alternatives of all labels, longest first."""
    return "|".join(re.escape(word) for word in sorted(words(language), key=len, reverse=True))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    every = alternatives(language)
    quizzes = "|".join(
        re.escape(word)
        for word in sorted(
            (word for word, label in words(language).items() if label in QUIZ_LABELS), key=len, reverse=True
        )
    )
    lead = r"^(?P<lead>(?:[^\w\s]|[\s_])*)"
    numbered = re.compile(rf"{lead}(?P<label>{every})\s+(?P<number>{NUMBER})(?={_END})", re.IGNORECASE)
    bare = re.compile(rf"{lead}(?P<label>{quizzes})(?=\s*(?:[*_\s]*$|[*_]*:))", re.IGNORECASE)
    return numbered, bare


def read_label(heading: str, language: str) -> Label | None:
    """What the raw Markdown of a heading says, or None where it is not labelled.

    A label counts with a number before the end, `:`, `.`, `)`, `(` or a dash; quiz, knowledge check, assessment and
    self-check also without one, as the whole heading or before `:`.
    """
    numbered, bare = _patterns(language)
    found = numbered.match(heading)
    number = ""
    if found:
        number = found["number"]
    else:
        found = bare.match(heading)
    if found is None:
        return None
    label = words(language)[found["label"].lower()]
    title = _title(heading[found.end() :], found["lead"])
    schedule = ""
    scheduled = _SCHEDULE.search(title)
    if scheduled:
        schedule, title = scheduled[1].strip(), title[: scheduled.start()]
    if title.startswith("(") and title.endswith(")") and title.count("(") == 1:
        title = title[1:-1]
    return Label(label, number, title.strip(), schedule, " ".join(f"{found['label']} {number}".split()))


def _title(rest: str, lead: str) -> str:
    """What follows the number, without the separator and without emphasis that was opened before the label."""
    opened = "".join(character for character in lead if character in _EMPHASIS)
    rest = rest.strip()
    if opened and rest.endswith(opened):
        rest = rest[: -len(opened)].rstrip()
        opened = ""
    rest = rest.lstrip(" \t")
    if rest[:1] in (":", ".", ")", "|", "-", "–", "—"):
        rest = rest[1:].lstrip()
    if opened and rest.startswith(opened):
        rest = rest[len(opened) :].lstrip()
        if rest[:1] in (":", ".", ")", "|", "-", "–", "—"):
            rest = rest[1:].lstrip()
    elif opened and opened in rest:
        rest = rest.replace(opened, "", 1)
    return rest


def number_key(number: str) -> tuple[tuple[int, str], ...]:
    """A key by which numbers sort as people count: 1.9 before 1.10, 2 before 2a."""
    parts = re.findall(r"(\d+)([a-z]?)", number.lower())
    return tuple((int(digits), letter) for digits, letter in parts)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which file names sort as people read them: `lesson-2` before `lesson-10`."""
    parts = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def name_label(name: str, language: str) -> tuple[Label | None, str]:
    """The label and the title that a file's or folder's name says: "activity-1.1-trace-it", "02_pipelines"."""
    spaced = re.sub(r"[-_\s]+", " ", name).strip()
    found = re.fullmatch(rf"({alternatives(language)})\s*({NUMBER})(?:\s+(.*))?", spaced, re.IGNORECASE)
    if found:
        label = Label(words(language)[found[1].lower()], found[2], "", written=f"{found[1]} {found[2]}")
        return label, _capital(found[3] or "")
    bare = read_label(spaced, language)
    if bare and not bare.title:
        return bare, ""
    return None, _capital(re.sub(r"^\d+(?:\.\d+)*\s+(?=\D)", "", spaced))


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
