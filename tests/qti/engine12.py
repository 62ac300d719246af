"""Scores items of QTI 1.2 by the specification's response processing, from nothing but the document.

Written from "IMS Question & Test Interoperability: ASI Best Practice & Implementation Guide", version 1.2: conditions
are tried in order, and one whose `continue` is not "Yes" ends the processing where it is true.
"""

from dataclasses import dataclass, field
from typing import Any

from lxml import etree


@dataclass
class Item:
    """An item; `answer` gives SCORE in per cent, and `shown` the words of the feedback that was displayed."""

    element: etree._Element
    shown: list[str] = field(default_factory=list)

    @property
    def fields(self) -> dict[str, str]:
        pairs = self.element.iterfind(".//{*}qtimetadatafield")
        return {pair.findtext("{*}fieldlabel", ""): pair.findtext("{*}fieldentry", "") for pair in pairs}

    def answer(self, **responses: Any) -> float:
        known = {str(each.get("ident")) for each in self.element.iter("{*}response_lid", "{*}response_str")}
        assert set(responses) <= known, f"no response {set(responses) - known}"
        given = {name: value if isinstance(value, list) else [value] for name, value in responses.items()}
        self.shown = []
        processing = self.element.find("{*}resprocessing")
        if processing is None:
            return 0.0
        (variable,) = processing.iterfind("{*}outcomes/{*}decvar")
        score = 0.0
        for condition in processing.iterfind("{*}respcondition"):
            tests = condition.find("{*}conditionvar")
            assert tests is not None
            # What stands side by side are alternatives, as Common Cartridge's profile has it for texts.
            if not any(self._is_true(test, given) for test in tests):
                continue
            for change in condition.iterfind("{*}setvar"):
                worth = float(change.text or "")
                score = score + worth if change.get("action") == "Add" else worth
            for link in condition.iterfind("{*}displayfeedback"):
                self._show(str(link.get("linkrefid")))
            if condition.get("continue") != "Yes":
                break
        return min(max(score, float(variable.get("minvalue", "0"))), float(variable.get("maxvalue", "100")))

    def _is_true(self, test: etree._Element, given: dict[str, list[str]]) -> bool:
        name = etree.QName(test).localname
        values = given.get(str(test.get("respident")), [])
        match name:
            case "other":
                return True
            case "and":
                return all(self._is_true(each, given) for each in test)
            case "or":
                return any(self._is_true(each, given) for each in test)
            case "not":
                return not any(self._is_true(each, given) for each in test)
            case "varequal":
                texts = {each.get("ident") for each in self.element.iter("{*}response_str")}
                fold = str.casefold if test.get("respident") in texts and test.get("case") != "Yes" else str
                return fold(test.text or "") in map(fold, values)
            case "vargte":
                return any(float(value) >= float(test.text or "") for value in values)
            case "varlte":
                return any(float(value) <= float(test.text or "") for value in values)
            case _:
                raise AssertionError(f"condition {name}")

    def _show(self, identifier: str) -> None:
        (found,) = (each for each in self.element.iterfind("{*}itemfeedback") if each.get("ident") == identifier)
        self.shown.append(" ".join("".join(found.itertext()).split()))
