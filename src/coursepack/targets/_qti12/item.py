"""An item under way: its metadata, what it shows, and by which conditions it is scored and commented on.

SCORE is a share in per cent, as the profile of Common Cartridge has it; the points stand in the metadata.
"""

from lxml import etree

from coursepack.model.assessment import Question
from coursepack.model.content import Block
from coursepack.targets._bank.names import question_name
from coursepack.targets._ledger import Ledger
from coursepack.targets._qti12.text import PackageText, make, material, metadata

RESPONSE = "response1"
SCORE = "SCORE"
ALL = "100"

GENERAL = "general_fb"
CORRECT = "correct_fb"
INCORRECT = "general_incorrect_fb"


class Item:
    """Collects the parts of an item; `element` puts them into the order of the standard.

    `profile` is the name of its kind in Common Cartridge ("" for none), `kind` that in Canvas. `responses` stand
    behind the text; `conditions` are tried in order. `for_canvas`: what only Canvas reads is written.
    """

    def __init__(self, question: Question, text: PackageText, ledger: Ledger, *, for_canvas: bool) -> None:
        self.question = question
        self.text = text
        self.ledger = ledger
        self.for_canvas = for_canvas
        self.profile = ""
        self.kind = "text_only_question"
        self.stem: str | None = None
        self.responses: list[etree._Element] = []
        self.conditions: list[etree._Element] = []
        self._told: list[etree._Element] = []
        self._comments: list[etree._Element] = []

    def right(self, *conditions: etree._Element, share: str = "") -> None:
        """Conditions that give all points, or the `share` of one of several blanks or pairs.

        A share is added also where it is the only one: Canvas takes what is set for no answer to a blank or pair.
        """
        condition = make("respcondition", make("conditionvar", *conditions))
        condition.set("continue", "Yes" if share else "No")
        condition.append(make("setvar", share or ALL, action="Add" if share else "Set", varname=SCORE))
        if not share and self.question.feedback.correct:
            condition.append(_link(CORRECT))
        self.conditions.append(condition)

    def tell(self, identifier: str, blocks: tuple[Block, ...], *conditions: etree._Element) -> None:
        """Feedback that is shown where a condition is true."""
        if blocks:
            condition = make("respcondition", make("conditionvar", *conditions), _link(identifier))
            condition.set("continue", "Yes")
            self._comments.append(condition)
            self._add_feedback(identifier, blocks)

    def element(self) -> etree._Element:
        question = self.question
        fields: dict[str, str] = {}
        if self.for_canvas:
            worth = question.points if question.scored and question.interaction is not None else 0.0
            fields = {"question_type": self.kind, "points_possible": f"{worth:.12g}"}
        elif self.profile:
            fields = {"cc_profile": self.profile, "cc_weighting": str(max(1, round(question.points)))}
        item = make("item", ident=question.id, title=question_name(question))
        if fields:
            item.append(make("itemmetadata", metadata(fields)))
        stem = self.text.words(self.text.asked(question)) if self.stem is None else self.stem
        item.append(make("presentation", material(stem), *self.responses))
        self._general()
        if self.conditions or self._comments:
            variable = make("decvar", maxvalue=ALL, minvalue="0", varname=SCORE, vartype="Decimal")
            processing = make("resprocessing", make("outcomes", variable))
            processing.extend((*self._comments, *self.conditions))
            item.append(processing)
        item.extend(self._told)
        return item

    def _general(self) -> None:
        told = self.question.feedback
        if self.question.interaction is not None:
            self.tell(GENERAL, told.explanation, make("other"))
        elif told.explanation:
            self.stem = self.text.words(self.question.stem, told.explanation)
        if told.correct and any(link.get("linkrefid") == CORRECT for each in self.conditions for link in each):
            self._add_feedback(CORRECT, told.correct)
        elif told.correct:
            self._lost("correct feedback")
        if told.incorrect and self.conditions:
            wrong = make("respcondition", make("conditionvar", make("other")), _link(INCORRECT))
            wrong.set("continue", "Yes")
            self.conditions.append(wrong)
            self._add_feedback(INCORRECT, told.incorrect)
        elif told.incorrect:
            self._lost("incorrect feedback")
        if told.partly_correct:
            how = "the feedback for a partly right answer is left out: QTI 1.2 has none"
            self.ledger.dropped_part(self.question, how, "partly correct feedback")
        if self.question.hints:
            self.ledger.dropped_part(self.question, "its hints are left out", "hints")

    def _lost(self, facet: str) -> None:
        how = "feedback for right and wrong answers is left out: this kind of question has none"
        if facet == "correct feedback":
            self.ledger.dropped_part(self.question, how, "correct feedback")
        else:
            self.ledger.dropped_part(self.question, how, "incorrect feedback")

    def _add_feedback(self, identifier: str, blocks: tuple[Block, ...]) -> None:
        flow = make("flow_mat", material(self.text.words(blocks)))
        self._told.append(make("itemfeedback", flow, ident=identifier))


def equal(value: str, response: str = RESPONSE, *, case: str = "") -> etree._Element:
    """The condition that a response is a value."""
    made = make("varequal", value, respident=response)
    if case:
        made.set("case", case)
    return made


def share_of(parts: int) -> str:
    """What one of so many equal parts adds, in per cent with two decimals; Canvas rounds no further."""
    return f"{100 / parts:.2f}".rstrip("0").rstrip(".") if parts > 1 else "100.0"


def _link(identifier: str) -> etree._Element:
    return make("displayfeedback", feedbacktype="Response", linkrefid=identifier)
