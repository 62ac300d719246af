"""A bank as files: Markdown for each quiz, in folders as its categories stand, with the pictures beside it."""

import re

from coursepack.ids import slug
from coursepack.importing.base import FOLDER, Bank, ImportedQuiz
from coursepack.writing.quizzes import write_quiz

_LONGEST = 50


def bank_files(bank: Bank) -> dict[str, bytes]:
    """{path with `/`: content} of all that a bank becomes; two quizzes of one name get a number."""
    made: dict[str, bytes] = {}
    folders: dict[tuple[str, ...], str] = {(): ""}
    for quiz in bank.quizzes:
        folder = _folder(quiz.path[:-1], folders)
        path = _free(f"{folder}{file_stem(quiz.path[-1])}", made)
        text = write_quiz(
            quiz.path[-1],
            quiz.items,
            blocks=quiz.blocks,
            settings=quiz.settings,
            identifier=quiz.id,
            remarks=quiz.remarks,
        )
        made[path] = text.encode("utf-8", "replace")
        for name in dict.fromkeys(re.findall(rf"{FOLDER}/([a-z0-9.-]+)", text)):
            if name in bank.files:
                made[f"{folder}{FOLDER}/{name}"] = bank.files[name]
    return made


def questions_of(quiz: ImportedQuiz) -> int:
    """How many questions a quiz has."""
    return sum(len(getattr(item, "questions", (item,))) for item in quiz.items)


def file_stem(name: str) -> str:
    """A name as that of a file or folder: letters of any script in ASCII, in small."""
    return slug(name, _LONGEST).replace("_", "-") or "quiz"


def _folder(names: tuple[str, ...], folders: dict[tuple[str, ...], str]) -> str:
    """The folder of a category, with `/` at its end; two categories whose names read alike have one each."""
    for depth in range(1, len(names) + 1):
        path = names[:depth]
        if path not in folders:
            above = folders[path[:-1]]
            wanted = free = f"{above}{file_stem(path[-1])}"
            number = 1
            while f"{free}/" in folders.values():
                number += 1
                free = f"{wanted}-{number}"
            folders[path] = f"{free}/"
    return folders[names]


def _free(stem: str, taken: dict[str, bytes]) -> str:
    free, number = f"{stem}.md", 1
    while free in taken:
        number += 1
        free = f"{stem}-{number}.md"
    return free
