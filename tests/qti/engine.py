"""Scores QTI 2.1 items by the specification's response processing, from nothing but the document.

Written from "IMS QTI v2.1 Assessment Test, Section and Item Information Model" (sections 8 and 15): templates are not
read, since no item of ours names one. Values: a container is a list (`Ordered` where order counts), NULL is None.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


class Ordered(list[Any]):
    """A container with an order."""


@dataclass
class Session:
    """An item in the hands of a learner: `answer` hands in responses and works out the outcomes."""

    item: etree._Element
    outcomes: dict[str, Any] = field(default_factory=dict)
    responses: dict[str, Any] = field(default_factory=dict)
    attempts: int = 0

    def answer(self, **responses: Any) -> float:
        """Hand in responses by the identifier of their declaration; the score."""
        declared = {str(each.get("identifier")): each for each in self.item.iter(f"{NAMESPACE}responseDeclaration")}
        assert set(responses) <= set(declared), f"no declaration for {set(responses) - set(declared)}"
        self.attempts += 1
        self.responses = {name: _cast(declared[name], responses.get(name)) for name in declared}
        self.outcomes = {}
        for declaration in self.item.iter(f"{NAMESPACE}outcomeDeclaration"):
            default = declaration.find(f"{NAMESPACE}defaultValue/{NAMESPACE}value")
            value = None if default is None else _typed(str(declaration.get("baseType")), default.text or "")
            self.outcomes[str(declaration.get("identifier"))] = value
        processing = self.item.find(f"{NAMESPACE}responseProcessing")
        for rule in processing if processing is not None else ():
            self._run(rule)
        score = self.outcomes.get("SCORE")
        return math.nan if score is None else float(score)

    def shown(self) -> list[str]:
        """The words of all feedback that is shown after the last answer, in the order of the document."""
        found = []
        for name in ("feedbackBlock", "feedbackInline", "modalFeedback"):
            for element in self.item.iter(NAMESPACE + name):
                held = self.outcomes.get(str(element.get("outcomeIdentifier"))) or []
                is_held = element.get("identifier") in (held if isinstance(held, list) else [held])
                if is_held == (element.get("showHide") == "show"):
                    found.append(" ".join("".join(element.itertext()).split()))
        return found

    def right(self) -> dict[str, Any]:
        """The answers that the document itself calls right."""
        found: dict[str, Any] = {}
        for declaration in self.item.iter(f"{NAMESPACE}responseDeclaration"):
            values = [value.text for value in declaration.iterfind(f"{NAMESPACE}correctResponse/{NAMESPACE}value")]
            if values:
                single = declaration.get("cardinality") == "single"
                found[str(declaration.get("identifier"))] = values[0] if single else values
        return found

    # --- rules ---

    def _run(self, rule: etree._Element) -> None:
        match _name(rule):
            case "setOutcomeValue":
                name = str(rule.get("identifier"))
                assert name in self.outcomes, f"{name} is not declared"
                self.outcomes[name] = self._value(rule[0])
            case "responseCondition":
                for branch in rule:
                    rules = list(branch)
                    if _name(branch) != "responseElse" and self._value(rules.pop(0)) is not True:
                        continue
                    for inner in rules:
                        self._run(inner)
                    return
            case other:
                raise AssertionError(f"rule {other}")

    # --- expressions ---

    def _value(self, node: etree._Element) -> Any:
        name = _name(node)
        match name:
            case "baseValue":
                return _typed(str(node.get("baseType")), node.text or "")
            case "variable":
                return self._variable(str(node.get("identifier")))
            case "correct":
                declaration = self._declaration(str(node.get("identifier")))
                values = [value.text for value in declaration.iterfind(f"{NAMESPACE}correctResponse/{NAMESPACE}value")]
                return _cast(declaration, values[0] if declaration.get("cardinality") == "single" else values)
            case "mapResponse":
                return self._mapped(str(node.get("identifier")))
            case "isNull":
                return self._value(node[0]) in (None, [], "")
        given = [self._value(child) for child in node]
        match name:
            case "multiple":
                found = [one for each in given for one in (each if isinstance(each, list) else [each])]
                return [one for one in found if one is not None] or None
            case "and":
                return False if False in given else None if None in given else True
            case "or":
                return True if True in given else None if None in given else False
        if None in given:
            return None
        return self._operator(name, node, given)

    def _operator(self, name: str, node: etree._Element, given: list[Any]) -> Any:
        match name:
            case "not":
                return not given[0]
            case "match":
                first, second = given
                if isinstance(first, list) and not isinstance(first, Ordered):
                    return sorted(map(str, first)) == sorted(map(str, second))
                return bool(first == second)
            case "member":
                return given[0] in given[1]
            case "index":
                place = int(str(node.get("n")))
                return given[0][place - 1] if place <= len(given[0]) else None
            case "stringMatch":
                fold = str if node.get("caseSensitive") == "true" else str.casefold
                first, second = map(fold, given)
                return second in first if node.get("substring") == "true" else first == second
            case "patternMatch":
                return re.fullmatch(_schema_pattern(str(node.get("pattern"))), given[0]) is not None
            case "equal":
                assert node.get("toleranceMode") == "exact"
                return bool(given[0] == given[1])
            case "gt" | "gte" | "lt" | "lte":
                first, second = given
                answers = {"gt": first > second, "gte": first >= second, "lt": first < second, "lte": first <= second}
                return bool(answers[name])
            case "sum":
                return sum(given)
            case "product":
                return math.prod(given)
            case "subtract":
                return given[0] - given[1]
            case "divide":
                return given[0] / given[1] if given[1] else None
            case other:
                raise AssertionError(f"expression {other}")

    def _variable(self, name: str) -> Any:
        if name == "numAttempts":
            return self.attempts
        if name in self.responses:
            return self.responses[name]
        assert name in self.outcomes, f"{name} is not declared"
        return self.outcomes[name]

    def _declaration(self, name: str) -> etree._Element:
        (found,) = (
            each for each in self.item.iter(f"{NAMESPACE}responseDeclaration") if each.get("identifier") == name
        )
        return found

    def _mapped(self, name: str) -> float:
        mapping = self._declaration(name).find(f"{NAMESPACE}mapping")
        assert mapping is not None
        value = self.responses[name]
        values = value if isinstance(value, list) else [] if value is None else [value]
        total = 0.0
        for one in dict.fromkeys(values):
            worth = mapping.get("defaultValue", "0")
            for entry in mapping:
                key = str(entry.get("mapKey"))
                folded = entry.get("caseSensitive") == "false" and str(one).casefold() == key.casefold()
                if key == str(one) or folded:
                    worth = str(entry.get("mappedValue"))
            total += float(worth)
        low, high = mapping.get("lowerBound"), mapping.get("upperBound")
        total = max(total, float(low)) if low else total
        return min(total, float(high)) if high else total


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(NAMESPACE)


def _typed(base_type: str, text: str) -> Any:
    match base_type:
        case "float":
            return float(text)
        case "integer":
            return int(text)
        case "boolean":
            return text == "true"
        case _:
            return text


def _cast(declaration: etree._Element, value: Any) -> Any:
    """A response as its declaration has it; an empty one is NULL."""
    base_type = str(declaration.get("baseType"))
    if value in (None, [], ""):
        return None
    match declaration.get("cardinality"):
        case "ordered":
            return Ordered(_typed(base_type, one) for one in value)
        case "multiple":
            return [_typed(base_type, one) for one in value]
        case _:
            return _typed(base_type, str(value))


def _schema_pattern(pattern: str) -> str:
    """A pattern of XML Schema for Python: there, a caret or dollar sign outside of a set means itself."""
    assert "(?" not in pattern, "XML Schema has no such group"
    return pattern
