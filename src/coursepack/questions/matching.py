"""Matching: a list in which every item is `A -> B`; `- -> B` is a distractor."""

from typing import Any

from coursepack.model.assessment import Interaction, MatchInteraction, MatchItem
from coursepack.model.content import Block, blocks_text, plain_text
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import choice_code
from coursepack.questions.pairs import as_blocks, read_pairs, without_dash


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    return attributes.get("type") in (None, "match") and read_pairs(answer) is not None


def _parse(source: QuestionSource) -> Interaction | None:
    pairs = read_pairs(source.answer) or ()
    sources: list[MatchItem] = []
    targets: list[MatchItem] = []
    right: list[tuple[str, str]] = []
    for pair in pairs:
        if not pair.right:
            source.refuse(
                pair.at, f'"{plain_text(pair.left)}" has nothing to match', "write what belongs to it behind ->"
            )
            return None
        lost = without_dash(pair)
        if lost:
            source.refuse(lost, "this line begins with an arrow, and belongs to the item above", "write - before it")
            return None
        words = plain_text(pair.right)
        target = next((item for item in targets if blocks_text(item.blocks) == words), None)
        if target is None:
            target = MatchItem(pair.right[0].at, str(len(targets) + 1), as_blocks(pair.right))
            targets.append(target)
        if pair.left:
            item = MatchItem(pair.at, choice_code(len(sources)), as_blocks(pair.left), pair.feedback)
            sources.append(item)
            right.append((item.code, target.code))
    if len(sources) < 2:
        source.refuse(source.answer.at, "there are fewer than two things to match", "write at least two lines A -> B")
        return None
    one_to_one = len({target for _, target in right}) == len(right)
    return MatchInteraction(source.answer.at, tuple(sources), tuple(targets), tuple(right), one_to_one)


TYPE = QuestionType("match", _recognise, _parse, uses=("points", "penalty", "partial", "shuffle"))
