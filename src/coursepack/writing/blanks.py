"""What stands between the brackets of a blank: texts, numbers and choices, so that they read as the same again."""

import re

from coursepack.model.assessment import (
    AcceptedText,
    ChoiceInteraction,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text

_MEANT = frozenset("|*`[]\\\n")
_OPENS = ("/", "=", "(", "^", "…", "...")
"""What means something of its own at the beginning of an alternative."""

_PATTERN_SIGNS = re.compile(r"[.^$*+?{}\[\]\\|()/`]")


def blank_of(interaction: TextEntryInteraction | NumericEntryInteraction | ChoiceInteraction) -> str:
    """The text of the blank that asks for what `interaction` accepts, without its brackets."""
    match interaction:
        case TextEntryInteraction(accepted=texts):
            return " | ".join(_accepted(text) for text in texts)
        case NumericEntryInteraction(accepted=numbers):
            return f"= {' | '.join(number.text for number in numbers)}"
        case ChoiceInteraction(choices=choices):
            parts = ((blocks_text(choice.blocks), choice.correct) for choice in choices)
            return " | ".join(_right_choice(words) if right else wrong_choice(words) for words, right in parts)


def literal(text: str) -> str:
    """A text as it must be given, letter by letter; in backticks where it would mean something else."""
    if text and text == text.strip() and not set(text) & _MEANT and not text.startswith(_OPENS):
        return text
    return f"`{text}`"


def holds_literal(text: str) -> bool:
    """Whether a blank can hold this text letter by letter."""
    return bool(text) and "`" not in text and "\n" not in text


def _accepted(accepted: AcceptedText) -> str:
    flag = "" if accepted.case_sensitive else "i"
    match accepted.kind:
        case "regex":
            return f"/{accepted.text}/{flag}"
        case "literal" if holds_literal(accepted.text):
            return literal(accepted.text)
        case "literal":
            return f"/{_escaped(accepted.text)}/{flag}"
        case "wildcard":
            text = accepted.text
            meant = set(text.replace(r"\*", "")) & (_MEANT - {"*", "|"})
            if text == text.strip() and not meant and not text.startswith(_OPENS):
                return text.replace("|", "\\|")
            pieces = (piece.replace(r"\*", "*") for piece in re.split(r"(?<!\\)\*", text))
            return f"/{'.*'.join(map(_escaped, pieces))}/{flag}"


def _escaped(text: str) -> str:
    """A text as a pattern that accepts it alone."""
    return _PATTERN_SIGNS.sub(r"\\\g<0>", text.replace("\n", " "))


def _right_choice(words: str) -> str:
    return f"({_without_ends(words).replace('|', chr(92) + '|')})"


def wrong_choice(words: str) -> str:
    """A choice of a drop-down that is not right."""
    words = _without_ends(words)
    return f"`{words}`" if set(words) & _MEANT or words.startswith(_OPENS) else words


def _without_ends(words: str) -> str:
    """Words without what would end a blank or a part of it, in a form that reads the same to a person."""
    return words.replace("`", "'").replace("]]", "] ]")
