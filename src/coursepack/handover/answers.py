"""What a question offers and what is right, as digests: so that a build tells a new key from a new wording."""

import hashlib
import re
from collections.abc import Iterable
from typing import Any, assert_never

import msgspec

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapEntry,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)

_POSITION = re.compile(rb'"at":\{[^{}]*\},?')
_RIGHT, _WRONG = "right", "wrong"


class Answers(msgspec.Struct, frozen=True):
    """What a question offers in the order of its source, and what is right.

    `right` has for each of `offered` "right", "wrong", or the digest of the one of `targets` it belongs to; where
    nothing is offered it is all that is accepted. `ranked`: the order itself is the answer. `lettered`: SCORM 1.2
    reports answers by the letters of what is offered.
    """

    offered: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    ranked: bool = False
    lettered: bool = True


def answers_of(question: Question) -> Answers | None:
    """What `question` offers and accepts; None where a machine does not judge it."""
    asked = question.interaction
    match asked:
        case None | ExtendedTextInteraction() | UploadInteraction():
            return None
        case ChoiceInteraction():
            offered = tuple(_digest(choice.blocks) for choice in asked.choices)
            right = tuple(_RIGHT if choice.correct else _WRONG for choice in asked.choices)
            return Answers(offered, right=right, lettered=asked.presentation != "true-false")
        case TextEntryInteraction() | NumericEntryInteraction():
            return Answers(right=_accepted(asked))
        case GapsInteraction():
            return Answers(right=tuple(_digest(_accepted(gap.interaction)) for gap in asked.gaps))
        case MatchInteraction():
            return _paired(
                {item.code: item.blocks for item in asked.sources},
                {item.code: item.blocks for item in asked.targets},
                asked.pairs,
            )
        case PlacementInteraction():
            return _paired(
                {item.code: item.blocks for item in asked.items},
                {area.code: (area.shape, area.coordinates) for area in asked.areas},
                asked.pairs,
            )
        case OrderInteraction():
            return Answers(tuple(_digest(item.blocks) for item in asked.items), ranked=True)
        case HotspotInteraction():
            offered = tuple(_digest((area.shape, area.coordinates)) for area in asked.areas)
            return Answers(offered, right=tuple(_RIGHT if area.correct else _WRONG for area in asked.areas))
        case _:
            assert_never(asked)


def has_other_key(before: Answers, now: Answers) -> bool:
    """Whether something that stands in both is right in the one and wrong in the other; new wording alone is not."""
    if not before.offered and not now.offered:
        return sorted(before.right) != sorted(now.right)
    both = [one for one in before.offered if one in now.offered]
    if before.ranked and now.ranked:
        return both != [one for one in now.offered if one in before.offered]
    was, is_ = (dict(zip(one.offered, one.right, strict=False)) for one in (before, now))
    known = {_RIGHT, _WRONG, *before.targets}, {_RIGHT, _WRONG, *now.targets}
    pairs = [(was[one], is_[one]) for one in both if one in was and one in is_]
    return any(old != new and old in known[1] and new in known[0] for old, new in pairs)


def has_other_letters(before: Answers, now: Answers) -> bool:
    """Whether a letter means another choice, source, item or target than before."""
    return (
        before.lettered
        and now.lettered
        and any(
            old[at : at + 1] != (one,)
            for old, new in ((before.offered, now.offered), (before.targets, now.targets))
            for at, one in enumerate(new)
            if one in old
        )
    )


def _accepted(entry: GapEntry) -> tuple[str, ...]:
    match entry:
        case ChoiceInteraction():
            return tuple(_digest(choice.blocks) for choice in entry.choices if choice.correct)
        case TextEntryInteraction():
            return tuple(_digest((one.text, one.kind, one.case_sensitive)) for one in entry.accepted)
        case NumericEntryInteraction():
            return tuple(_digest((one.low, one.high, one.unit)) for one in entry.accepted)
        case _:
            assert_never(entry)


def _paired(sources: dict[str, Any], targets: dict[str, Any], pairs: Iterable[tuple[str, str]]) -> Answers:
    digests = {code: _digest(target) for code, target in targets.items()}
    belongs = {source: digests[target] for source, target in pairs}
    return Answers(
        tuple(map(_digest, sources.values())),
        tuple(digests.values()),
        tuple(belongs.get(code, _WRONG) for code in sources),
    )


def _digest(value: Any) -> str:
    """8 hex digits over what `value` says, wherever it stands."""
    return hashlib.sha256(_POSITION.sub(b"", msgspec.json.encode(value))).hexdigest()[:8]
