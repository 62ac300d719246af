"""What learners are told in QTI 1.2, and on which occasion."""

from collections.abc import Callable

from lxml import etree

from coursepack.importing.qti12.conditions import Conditions, Rule
from coursepack.importing.qti12.texts import Texts
from coursepack.model.assessment import Feedback
from coursepack.model.content import Block

_BY_NAME = {"general_fb": "always", "correct_fb": "correct", "general_incorrect_fb": "incorrect"}
"""What Canvas shows by the name of the feedback alone."""

_FULL = 0.999


class Told:
    """All feedback of an item: to everyone, to one answer, and hints."""

    def __init__(self, item: etree._Element, conditions: Conditions, texts: Texts, lost: Callable[[str], None]) -> None:
        self._conditions, self._texts, self._lost = conditions, texts, lost
        self._general: dict[str, tuple[Block, ...]] = {}
        self._to_one: dict[tuple[str, str], tuple[Block, ...]] = {}
        self.hints: tuple[tuple[Block, ...], ...] = ()
        self.solution: tuple[Block, ...] = ()
        by_name = {each.get("ident", ""): each for each in item.iterfind("itemfeedback")}
        self._choices = {
            label.get("ident", ""): lid.get("ident", "")
            for lid in item.iterfind(".//response_lid")
            for label in lid.iter("response_label")
        }
        occasions: dict[str, list[str | tuple[str, str]]] = {}
        is_scored = False
        for rule in conditions.rules:
            is_scored = is_scored or bool(rule.share)
            for name in rule.links:
                occasions.setdefault(name, []).append(self._occasion(rule, name, is_scored=is_scored))
        for name, element in by_name.items():
            self._keep(element, occasions.get(name) or [self._unlinked(name)])

    @property
    def to_all(self) -> Feedback:
        told = self._general
        return Feedback(
            told.get("always", ()) + self.solution,
            told.get("correct", ()),
            told.get("partly", ()),
            told.get("incorrect", ()),
        )

    def to_one(self, response: str, value: str) -> tuple[Block, ...]:
        """What is told to an answer. What is never asked for by `note_rest` has no place."""
        return self._to_one.pop((response, value), ())

    def values(self, response: str) -> list[str]:
        """The values of a response that have feedback of their own."""
        return [value for name, value in self._to_one if name == response]

    def note_rest(self) -> None:
        """Tell of feedback to single answers that found no place."""
        if self._to_one:
            self._lost("feedback to single answers is left out: this kind of question has no place for it")

    def _keep(self, element: etree._Element, occasions: list[str | tuple[str, str]]) -> None:
        hints = [blocks for hint in element.iter("hintmaterial") if (blocks := self._texts.of(hint))]
        solutions = [blocks for each in element.iter("solutionmaterial") if (blocks := self._texts.of(each))]
        self.hints += tuple(hints)
        self.solution += tuple(block for blocks in solutions for block in blocks)
        rest = [each for each in element.iterchildren(etree.Element) if each.tag not in ("hint", "solution")]
        blocks = self._texts.of(*rest)
        if not blocks:
            return
        usable = list(dict.fromkeys(each for each in occasions if each))
        if not usable:
            self._lost("feedback that is shown by rules of its own is left out")
        for occasion in usable:
            if isinstance(occasion, tuple):
                self._to_one[occasion] = self._to_one.get(occasion, ()) + blocks
            else:
                self._general[occasion] = self._general.get(occasion, ()) + blocks

    def _occasion(self, rule: Rule, name: str, *, is_scored: bool) -> str | tuple[str, str]:
        if name in _BY_NAME:
            return _BY_NAME[name]
        if rule.is_other and not rule.right:
            return "incorrect" if is_scored else "always"
        share = rule.share or 0.0
        if share >= _FULL:
            own = len(rule.right) == 1 and name.startswith(rule.right[0].value)
            return (rule.right[0].response, rule.right[0].value) if own else "correct"
        if len(rule.right) == 1 and not rule.wrong:
            return rule.right[0].response, rule.right[0].value
        if rule.wrong and not rule.right and all(map(self._conditions.is_right, rule.wrong)):
            return "incorrect"
        return ""

    def _unlinked(self, name: str) -> str | tuple[str, str]:
        """When feedback is shown that no rule names: Canvas knows some by their name."""
        choice = name.removesuffix("_fb")
        if choice in self._choices:
            return self._choices[choice], choice
        return _BY_NAME.get(name, "")
