"""What answers earn in QTI 1.2, and by which conditions feedback is shown."""

from collections.abc import Iterator
from functools import cached_property

import msgspec
from lxml import etree

from coursepack.importing.answers import as_number

_EQUAL = ("varequal", "varsubset")
_PART = "varsubstring"
_LOW, _HIGH = ("vargte", "vargt"), ("varlte", "varlt")
_FULL = 0.999


class Compared(msgspec.Struct, frozen=True):
    """A response that is compared with a value, or with a part of it."""

    response: str
    value: str
    sensitive: bool = False
    is_part: bool = False


class Between(msgspec.Struct, frozen=True):
    """A number that lies between two, both included; `value` is the one in the middle where it is told."""

    response: str
    low: str
    high: str
    value: str = ""


class Rule(msgspec.Struct, frozen=True):
    """A condition. `share`: of the points, None where it gives none; `links`: the feedback that it shows."""

    right: tuple[Compared, ...]
    wrong: tuple[Compared, ...]
    ranges: tuple[Between, ...]
    is_other: bool
    share: float | None
    links: tuple[str, ...]
    is_joined: bool = False
    """All of its comparisons must hold."""


class Conditions:
    """The rules of one item, in order."""

    def __init__(self, item: etree._Element) -> None:
        stated = [as_number(each.get("maxvalue", "")) for each in item.iterfind("resprocessing/outcomes/decvar")]
        self.stated = next((each for each in stated if each is not None and each > 0), None)
        rules = list(item.iterfind("resprocessing/respcondition"))
        worth = [_worth(rule) or 0.0 for rule in rules]
        adds = any(each.get("action") == "Add" for each in item.iterfind("resprocessing/respcondition/setvar"))
        most = sum(each for each in worth if each > 0) if adds else max(worth, default=0.0)
        self.maximum = self.stated or most or 1.0
        self.rules = [_rule(rule, self.maximum) for rule in rules]

    @cached_property
    def given(self) -> list[Rule]:
        """The rules that give points."""
        return [rule for rule in self.rules if rule.share is not None and rule.share > 0]

    def right(self, response: str) -> list[Compared]:
        """What is right for a response, in the order of the rules."""
        return self._right.get(response, [])

    def is_right(self, compared: Compared) -> bool:
        """Whether a value is among what is right for its response."""
        return (compared.response, compared.value) in self._values

    def ranges(self, response: str) -> list[tuple[Between, float]]:
        return [(each, rule.share or 0.0) for rule in self.given for each in rule.ranges if each.response == response]

    def share(self, response: str, value: str) -> float:
        """What one answer earns by itself, in per cent."""
        return self._shares.get((response, value), 0.0) * 100

    @cached_property
    def _right(self) -> dict[str, list[Compared]]:
        found: dict[str, list[Compared]] = {}
        for rule in self.given:
            for each in rule.right:
                found.setdefault(each.response, []).append(each)
        return found

    @cached_property
    def _values(self) -> set[tuple[str, str]]:
        return {(each.response, each.value) for compared in self._right.values() for each in compared}

    @cached_property
    def _shares(self) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        for rule in self.rules:
            if rule.share and not rule.is_joined:
                for each in rule.right:
                    found.setdefault((each.response, each.value), rule.share)
        return found

    @cached_property
    def is_whole(self) -> bool:
        """Whether only all of it together earns points."""
        return bool(self.given) and all(rule.is_joined and (rule.share or 0) >= _FULL for rule in self.given)


def _worth(rule: etree._Element) -> float | None:
    found: float | None = None
    for each in rule.iterfind("setvar"):
        number = as_number("".join(each.itertext()).strip())
        if number is not None and "score" in each.get("varname", "SCORE").lower():
            found = -number if each.get("action") == "Subtract" else number
    return found


def _rule(element: etree._Element, maximum: float) -> Rule:
    variables = element.find("conditionvar")
    condition = variables if variables is not None else etree.Element("conditionvar")
    worth = _worth(element)
    right: list[Compared] = []
    wrong: list[Compared] = []
    for each in condition.iter(*_EQUAL, _PART):
        is_wrong = sum(above.tag == "not" for above in each.iterancestors()) % 2
        (wrong if is_wrong else right).append(_compared(each))
    return Rule(
        tuple(right),
        tuple(wrong),
        tuple(_ranges(condition)),
        next(condition.iter("other"), None) is not None,
        None if worth is None else worth / maximum,
        tuple(each.get("linkrefid", "") for each in element.iterfind("displayfeedback")),
        len(right) + len(wrong) > 1 and next(condition.iter("and"), None) is not None,
    )


def _compared(element: etree._Element) -> Compared:
    value = " ".join("".join(element.itertext()).split())
    return Compared(element.get("respident", ""), value, element.get("case") == "Yes", element.tag == _PART)


def _ranges(condition: etree._Element) -> Iterator[Between]:
    """The ranges of numbers; a number that stands beside its range is not one more."""
    for group in condition.iter("conditionvar", "and"):
        low = next(group.iterchildren(*_LOW), None)
        high = next(group.iterchildren(*_HIGH), None)
        if low is None or high is None:
            continue
        above = group.getparent()
        beside = above.find("varequal") if above is not None and above.tag == "or" else None
        value = "".join(beside.itertext()).strip() if beside is not None else ""
        yield Between(low.get("respident", ""), (low.text or "").strip(), (high.text or "").strip(), value)
