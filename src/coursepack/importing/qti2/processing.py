"""What an item makes of an answer: points, partial credit, a penalty, and which feedback is shown when."""

from typing import Literal

import msgspec
from lxml import etree

from coursepack.importing.answers import as_number

Occasion = Literal["always", "correct", "partly", "incorrect", "hint", "answer", ""]


class Told(msgspec.Struct, frozen=True):
    """When feedback is shown; for "answer": to which value of which response, "" is unknown."""

    occasion: Occasion
    response: str = ""
    value: str = ""
    order: int = 0


class _Rule(msgspec.Struct, frozen=True):
    """Something that is set, and under which conditions; those of earlier branches are `others`."""

    outcome: str
    value: etree._Element
    conditions: tuple[etree._Element, ...]
    others: tuple[etree._Element, ...]


class Processing:
    """The rules of an item, looked through once."""

    def __init__(self, item: etree._Element) -> None:
        self._item = item
        found = item.find("responseProcessing")
        self._root = found if found is not None else etree.Element("responseProcessing")
        self._rules: list[_Rule] = []
        self._walk(self._root, (), ())
        self._score = item.find("outcomeDeclaration[@identifier='SCORE']")

    @property
    def template(self) -> str:
        return self._root.get("template", "").rsplit("/", 1)[-1]

    @property
    def has_score(self) -> bool:
        """Whether there are points at all, given by whomever."""
        return self._score is not None

    @property
    def is_scored(self) -> bool:
        return self._score is not None and (bool(self.template) or any(rule.outcome == "SCORE" for rule in self._rules))

    @property
    def is_mapped(self) -> bool:
        """Whether a part of an answer earns a part of the points."""
        if self.template.startswith("map_response"):
            return True
        if any(rule.outcome == "SCORE" and rule.value.tag == "sum" for rule in self._rules):
            return True
        if any(_has(rule.value, "mapResponse", "mapResponsePoint", "divide") for rule in self._rules):
            return not any(
                condition.tag == "gte" and _has(condition, "mapResponse")
                for rule in self._rules
                for condition in rule.conditions
            )
        return False

    @property
    def is_in_per_cent(self) -> bool:
        """Whether 100 points are set, and no other number says what the item is worth (Blackboard's way)."""
        says = self._item.find("outcomeDeclaration[@identifier='MAXSCORE']") is not None
        says = says or (self._score is not None and self._score.get("normalMaximum") is not None)
        return not says and self.points() == 100

    def points(self) -> float:
        """What a full answer earns."""
        most = self._item.find("outcomeDeclaration[@identifier='MAXSCORE']")
        for text in (
            self._score.get("normalMaximum") if self._score is not None else None,
            most.findtext("defaultValue/value") if most is not None else None,
        ):
            if (number := as_number(text or "")) is not None and number > 0:
                return number
        set_to = (rule.value for rule in self._rules if rule.outcome == "SCORE" and rule.value.tag == "baseValue")
        found = [0.0, *(as_number(value.text or "") or 0.0 for value in set_to)]
        if self.template.startswith("map_response") or self.is_mapped:
            for table in self._item.iter("mapping"):
                worth = [as_number(entry.get("mappedValue", "")) or 0.0 for entry in table]
                upper = as_number(table.get("upperBound", ""))
                found.append(sum(each for each in worth if each > 0) if upper is None else upper)
        return max(found) or 1.0

    def penalty(self) -> float:
        """The share that a wrong try costs."""
        for product in self._root.iter("product"):
            if product.find("subtract/variable[@identifier='numAttempts']") is not None:
                number = as_number(product.findtext("baseValue") or "")
                if number is not None and 0 < number <= 1:
                    return number
        return 0.0

    def told(self, outcome: str, identifier: str) -> list[Told]:
        """When the feedback `identifier` of an outcome is shown."""
        found: list[Told] = []
        for rule in self._rules:
            if rule.outcome != outcome:
                continue
            if any(each.text == identifier for each in rule.value.iter("baseValue")):
                found.append(_occasion(rule))
            elif mirrored := _mirrored(rule.value, outcome):
                found.append(Told("answer", mirrored, identifier))
        return found

    def _walk(
        self, rules: etree._Element, conditions: tuple[etree._Element, ...], others: tuple[etree._Element, ...]
    ) -> None:
        for rule in rules.iterchildren(etree.Element):
            if rule.tag == "setOutcomeValue" and len(rule):
                self._rules.append(_Rule(rule.get("identifier", ""), rule[0], conditions, others))
            elif rule.tag == "responseCondition":
                earlier: tuple[etree._Element, ...] = ()
                for branch in rule.iterchildren(etree.Element):
                    if branch.tag == "responseElse":
                        self._walk(branch, conditions, (*others, *earlier))
                    elif len(branch):
                        self._walk(branch, (*conditions, branch[0]), (*others, *earlier))
                        earlier = (*earlier, branch[0])
            elif rule.tag == "responseProcessingFragment":
                self._walk(rule, conditions, others)


def conditions_of(item: etree._Element, response: str) -> list[etree._Element]:
    """The comparisons of a response by which points are given, each a match, a range or a pattern."""
    found: list[etree._Element] = []
    for branch in item.iterfind("responseProcessing//responseIf"):
        gives = any(rule.get("identifier") not in (None, "FEEDBACK") for rule in branch.iterfind("setOutcomeValue"))
        if gives and len(branch):
            found += [each for each in _alternatives(branch[0]) if response in _variables(each)]
    return found


def _alternatives(condition: etree._Element) -> list[etree._Element]:
    if condition.tag == "or":
        return [one for each in condition.iterchildren(etree.Element) for one in _alternatives(each)]
    return [condition]


def _occasion(rule: _Rule) -> Told:
    parts = [part for condition in rule.conditions for part in _parts(condition)]
    if not parts:
        if rule.others:
            return Told("incorrect") if all(map(_is_right, rule.others)) else Told("")
        return Told("always")
    for part in parts:
        if "numAttempts" in _variables(part):
            number = as_number(part.findtext("baseValue") or "")
            return Told("hint", order=int(number or 0))
    if all(_is_share(part) for part in parts):
        tags = {str(part.tag) for part in parts}
        numbers = {as_number(part.findtext("baseValue") or "") for part in parts}
        if tags <= {"gte"} or (tags <= {"equal", "match"} and 0 not in numbers):
            return Told("correct")
        if tags <= {"lte"} or (tags <= {"equal", "match"} and numbers == {0}):
            return Told("incorrect")
        return Told("partly") if tags == {"gt", "lt"} else Told("")
    if len(parts) == 1:
        if _is_right(parts[0]):
            return Told("correct")
        if parts[0].tag == "not" and len(parts[0]) and _is_right(parts[0][0]):
            return Told("incorrect")
    if value := _value(parts):
        return value
    return Told("")


def _value(parts: list[etree._Element]) -> Told | None:
    """The one value that conditions ask for."""
    names = {name for part in parts for name in _variables(part)}
    values = [each.text or "" for part in parts for each in part.iter("baseValue")]
    patterns = [part.get("pattern", "") for part in parts if part.tag == "patternMatch"]
    tags = {str(part.tag) for part in parts}
    if len(names) != 1:
        return None
    (name,) = names
    if tags <= {"match", "member", "stringMatch", "equal"} and len(values) == 1:
        return Told("answer", name, values[0])
    if tags == {"gte", "lte"} and len(values) == 2:
        return Told("answer", name, f"{values[0]}..{values[1]}")
    if tags == {"patternMatch"} and len(patterns) == 1:
        return Told("answer", name, patterns[0])
    return None


def _parts(condition: etree._Element) -> list[etree._Element]:
    if condition.tag == "and":
        return [part for each in condition.iterchildren(etree.Element) for part in _parts(each)]
    return [condition]


def _is_share(part: etree._Element) -> bool:
    return bool(_variables(part) & {"SHARE", "SCORE"}) and part.tag in ("gt", "gte", "lt", "lte", "equal", "match")


def _is_right(condition: etree._Element) -> bool:
    return condition.tag == "match" and condition.find("correct") is not None


def _mirrored(value: etree._Element, outcome: str) -> str:
    """The response that an outcome takes over as it is."""
    names = {each.get("identifier", "") for each in value.iter("variable")} - {outcome}
    is_plain = value.tag in ("variable", "multiple") and value.find(".//baseValue") is None
    return names.pop() if is_plain and len(names) == 1 else ""


def _variables(element: etree._Element) -> set[str]:
    return {each.get("identifier", "") for each in element.iter("variable")}


def _has(element: etree._Element, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None
