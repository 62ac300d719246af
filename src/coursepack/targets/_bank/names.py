"""How a bank calls its questions: names for people, numbers for machines, tags for both."""

from coursepack.ids import digest, shortened
from coursepack.model.assessment import Question
from coursepack.model.content import blocks_text, plain_text
from coursepack.targets._bank.categories import bank_name
from coursepack.xml import clean

LONGEST_NAME = 250
LONGEST_IDNUMBER = 100
"""Characters in Moodle's database; a longer idnumber ends the import half way."""


def question_name(question: Question) -> str:
    """What people find the question by: its first line."""
    words = bank_name(plain_text(question.title)) or bank_name(blocks_text(question.stem)) or question.id
    return shortened(words, LONGEST_NAME)


def idnumber(question: Question) -> str:
    """The question's id as Moodle's number: unique in the course, and the same in every build."""
    if len(question.id) <= LONGEST_IDNUMBER:
        return question.id
    return f"{question.id[: LONGEST_IDNUMBER - 9]}_{digest(question.id, 8)}"


def tags_of(question: Question) -> list[str]:
    """Tags, objectives and difficulty, each once whatever its case, as Moodle compares them."""
    words = [*question.tags, *question.objectives]
    if question.difficulty:
        words.append(f"difficulty: {question.difficulty}")
    kept: dict[str, str] = {}
    for word in words:
        tag = " ".join(clean(word).split())
        if tag:
            kept.setdefault(tag.casefold(), tag)
    return list(kept.values())
