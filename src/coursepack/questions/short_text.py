"""Short text: a paragraph that is one blank, `[[Paris | Lutetia]]`, `[[/colou?r/i]]`, `[[data*]]`."""

import re

from coursepack.model.assessment import AcceptedText, Interaction, TextEntryInteraction
from coursepack.questions.base import BAD_ANSWER, QuestionSource, QuestionType, only_blank, split_alternatives

_NUMERIC = re.compile(r"\s*=\s*[-+\u2212]?\.?\d")
_OTHER = re.compile(r"\s*(?:\.\.\.|…|\^)")
_REGEX = re.compile(r"/(.+)/(i?)", re.DOTALL)


def _recognise(source: QuestionSource) -> bool:
    blank = only_blank(source.answer)
    if (
        blank is None
        or _OTHER.match(blank)
        or _NUMERIC.match(blank)
        or source.attributes.get("type") not in (None, "text")
    ):
        return False
    return not any(part.startswith("(") and part.endswith(")") for part in split_alternatives(blank)[1:])


def read_accepted(text: str, source: QuestionSource) -> tuple[AcceptedText, ...]:
    """The accepted texts that a blank names; what can never match is reported and left out."""
    sensitive = source.attributes.get("case") == "sensitive"
    accepted: list[AcceptedText] = []
    for part in split_alternatives(text):
        if not part:
            source.report.add(
                BAD_ANSWER,
                source.answer.at,
                "a blank names an empty answer",
                help="remove the extra | or write an answer",
            )
            continue
        regex = _REGEX.fullmatch(part)
        if part.startswith("`") and part.endswith("`") and len(part) > 2:
            accepted.append(AcceptedText(source.answer.at, part[1:-1], "literal", sensitive))
        elif regex:
            try:
                re.compile(regex[1])
            except re.error as error:
                source.report.add(
                    BAD_ANSWER,
                    source.answer.at,
                    f"/{regex[1]}/ is no regular expression: {error.msg}",
                    help="correct the pattern between the slashes",
                )
                continue
            accepted.append(AcceptedText(source.answer.at, regex[1], "regex", not regex[2]))
        elif "*" in part:
            accepted.append(AcceptedText(source.answer.at, part, "wildcard", sensitive))
        else:
            accepted.append(AcceptedText(source.answer.at, part, "literal", sensitive))
    return tuple(accepted)


def _parse(source: QuestionSource) -> Interaction | None:
    accepted = read_accepted(only_blank(source.answer) or "", source)
    if not accepted:
        return None
    return TextEntryInteraction(source.answer.at, accepted, source.attributes.get("case") == "sensitive")


TYPE = QuestionType("text", _recognise, _parse)
