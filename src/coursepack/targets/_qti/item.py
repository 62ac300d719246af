"""An item under way: what it declares, shows, compares and tells, put together at its end."""

from coursepack.model.assessment import Question
from coursepack.model.content import Block
from coursepack.model.course import Course
from coursepack.targets._bank.names import question_name
from coursepack.targets._ledger import Ledger
from coursepack.targets._qti.dialect import XML_LANG, decimal
from coursepack.targets._qti.node import Node, Ready
from coursepack.targets._qti.text import QtiText

RESPONSE = "RESPONSE"
SHARE = "SHARE"
"""The outcome that holds which part of the points an answer earns, 0 to 1."""

RIGHT = "RIGHT"
"""The outcome that counts right parts, where no mapping can."""

CHOSEN = "CHOSEN"
"""The outcome that holds the chosen identifiers: feedback of single choices is shown by it."""

FEEDBACK = "FEEDBACK"
ANSWERED = "answered"
"""What FEEDBACK holds after every answer."""


class Item:
    """Collects the parts of an item in any order; `element` puts them into the standard's.

    `body` is the item's body. Rules that come before the share is known go to `rules`; `share` is a number, or
    `is_right` a truth, that says what the answer earns.
    """

    def __init__(self, course: Course, question: Question, text: QtiText, ledger: Ledger) -> None:
        self.course = course
        self.question = question
        self.text = text
        self.ledger = ledger
        self.make = text.make
        self.body = self.make("itemBody")
        self.rules: list[Node] = []
        self.share: Node | None = None
        self.is_right: Node | None = None
        self._responses: list[Node] = []
        self._tells: list[Node] = []
        self._modal: list[Node] = []
        self._shows_chosen = False
        self._counts_right = False
        self._tells_answered = False

    @property
    def is_scored(self) -> bool:
        return self.question.scored and self.question.interaction is not None

    def declare(
        self,
        cardinality: str,
        base_type: str,
        *correct: str,
        identifier: str = RESPONSE,
        mapping: dict[str, str] | None = None,
        sensitive: bool = True,
        lower_bound: str = "",
    ) -> None:
        """Declare a response, with what is right and what single values are worth."""
        make = self.make
        made = make("responseDeclaration", identifier=identifier, cardinality=cardinality, baseType=base_type)
        if correct and self.is_scored:
            made.append(make("correctResponse", *(make("value", value) for value in correct)))
        if mapping and self.is_scored:
            table = make("mapping", defaultValue="0")
            if lower_bound:
                table.set("lowerBound", lower_bound)
            for key, worth in mapping.items():
                entry = make("mapEntry", mapKey=key, mappedValue=worth)
                if not sensitive:
                    entry.set("caseSensitive", "false")
                table.append(entry)
            made.append(table)
        self._responses.append(made)

    def count_right(self, condition: Node) -> None:
        """Count one part as right where a condition is true."""
        make = self.make
        self._counts_right = True
        one_more = make("sum", make.variable(RIGHT), make.number(1))
        self.rules.append(make.when(condition, make.set(RIGHT, one_more)))

    def share_of_counted(self, parts: int) -> None:
        """The share is that of the parts counted as right."""
        make = self.make
        if self.question.partial is False:
            self.is_right = make("gte", make.variable(RIGHT), make.number(parts))
        else:
            self.share = make("divide", make.variable(RIGHT), make.number(parts))

    def tell_chosen(self, parent: Node, identifier: str, blocks: tuple[Block, ...]) -> None:
        """Put feedback into a choice, shown where the choice was chosen."""
        if blocks:
            self._shows_chosen = True
            self._feedback_in(parent, CHOSEN, identifier, blocks)

    def tell_answered(self, parent: Node, blocks: tuple[Block, ...]) -> None:
        """Put feedback into a part of the question, shown after any answer."""
        if blocks:
            self._tells_answered = True
            self._feedback_in(parent, FEEDBACK, ANSWERED, blocks)

    def tell_when(self, condition: Node, identifier: str, blocks: tuple[Block, ...]) -> None:
        """Show feedback where a condition on the responses is true."""
        if blocks:
            self._tells.append(self.make.when(condition, self._tell(identifier)))
            self._show(FEEDBACK, identifier, blocks)

    def tell_chosen_beside(self, identifier: str, blocks: tuple[Block, ...]) -> None:
        """Show feedback where something was chosen that cannot hold feedback itself, such as a place of an image."""
        if blocks:
            self._shows_chosen = True
            self._show(CHOSEN, identifier, blocks)

    def tell_always(self, blocks: tuple[Block, ...]) -> None:
        """Show feedback after any answer."""
        if blocks:
            self._tells_answered = True
            self._show(FEEDBACK, ANSWERED, blocks)

    def rubric(self, view: str, blocks: tuple[Block, ...]) -> None:
        """Tell those whom `view` names ("candidate", "scorer") what marking goes by, and nobody else."""
        if blocks:
            self.body.append(self.text.put(self.make("rubricBlock", view=view), blocks, plain=False))

    def element(self) -> Node:
        """The item."""
        question, make = self.question, self.make
        self._general_feedback()
        attributes = {"identifier": question.id, "title": question_name(question)}
        attributes |= {"adaptive": "false", "timeDependent": "false", "toolName": "coursepack"}
        attributes[XML_LANG] = self.course.language
        item = make("assessmentItem", *self._responses, **attributes)
        processing = self._processing()
        for outcome in self._outcomes():
            item.append(outcome)
        item.append(self.body)
        if processing.children:
            item.append(processing)
        item.extend(self._modal)
        return item

    def _general_feedback(self) -> None:
        make, question, told = self.make, self.question, self.question.feedback
        if self._is_comparable:
            if told.correct:
                self.tell_when(make("gte", make.variable(SHARE), make.number(1)), "correct", told.correct)
            if told.partly_correct:
                above = make("gt", make.variable(SHARE), make.number(0))
                self.tell_when(make("and", above, self._is_below_one()), "partly_correct", told.partly_correct)
            if told.incorrect:
                self.tell_when(make("lte", make.variable(SHARE), make.number(0)), "incorrect", told.incorrect)
            for number, hint in enumerate(question.hints, 1):
                tries = make("gte", make.variable("numAttempts"), make.value("integer", str(number)))
                self.tell_when(make("and", tries, self._is_below_one()), f"hint_{number}", hint)
            if question.hints:
                how = "hints are shown after wrong tries, one more after each, and not when learners ask for them"
                self.ledger.degraded_question(question, how, "hints")
        else:
            if told.correct or told.partly_correct or told.incorrect:
                how = "feedback for right and wrong answers is left out: nothing here is right or wrong by itself"
                self.ledger.dropped_part(
                    question, how, "correct feedback", "partly correct feedback", "incorrect feedback"
                )
            if question.hints:
                how = "hints are left out: they come after wrong tries, and nothing here is wrong by itself"
                self.ledger.dropped_part(question, how, "hints")
        if question.interaction is None:
            self.text.put(self.body, told.explanation, plain=False)
        else:
            self.tell_always(told.explanation)

    @property
    def _is_comparable(self) -> bool:
        """Whether an answer is right or wrong by itself."""
        return self.share is not None or self.is_right is not None

    @property
    def _needs_share(self) -> bool:
        """Whether more than the score depends on which part of the points is earned."""
        question, told = self.question, self.question.feedback
        more = question.penalty or question.hints or told.correct or told.partly_correct or told.incorrect
        return self._is_comparable and bool(more)

    def _is_below_one(self) -> Node:
        return self.make("lt", self.make.variable(SHARE), self.make.number(1))

    def _outcomes(self) -> list[Ready]:
        make = self.make
        found: list[Ready] = []
        if self.is_scored:
            points = decimal(self.question.points)
            found += [make.outcome("SCORE", "0", points), make.outcome("MAXSCORE", points)]
        if self._needs_share:
            found.append(make.outcome(SHARE, "0"))
        if self._counts_right:
            found.append(make.outcome(RIGHT, "0"))
        if self._shows_chosen:
            found.append(make.outcomes(CHOSEN))
        if self._tells or self._tells_answered:
            found.append(make.outcomes(FEEDBACK))
        return found

    def _processing(self) -> Node:
        make, question = self.make, self.question
        made = make("responseProcessing", *self.rules)
        outcome, most = (SHARE, 1.0) if self._needs_share else ("SCORE", question.points)
        if self.is_right is not None:
            made.append(make.when(self.is_right, make.set(outcome, make.number(most))))
        elif self.share is not None:
            is_mapped = self.share.has("mapResponse")
            earned = make.set(outcome, self._times(self.share, most))
            # Engines differ in what an answer that was not given maps to.
            given = make("not", make("isNull", make.variable(RESPONSE)))
            made.append(make.when(given, earned) if is_mapped else earned)
        if self._needs_share:
            share: Node | Ready = make.variable(SHARE)
            if question.penalty:
                earlier = make("subtract", make.variable("numAttempts"), make.value("integer", "1"))
                share = make("subtract", share, make("product", make.number(question.penalty), earlier))
            made.append(make.set("SCORE", self._times(share, question.points)))
            if question.penalty:
                below = make("lt", make.variable("SCORE"), make.number(0))
                made.append(make.when(below, make.set("SCORE", make.number(0))))
        if self._shows_chosen:
            made.append(make.set(CHOSEN, make("multiple", make.variable(RESPONSE))))
        if self._tells_answered:
            made.append(self._tell(ANSWERED))
        made.extend(self._tells)
        return made

    def _times(self, share: Node | Ready, points: float) -> Node | Ready:
        return share if points == 1 else self.make("product", share, self.make.number(points))

    def _tell(self, identifier: str) -> Node:
        """The rule that adds an identifier to those whose feedback is shown."""
        make = self.make
        return make.set(FEEDBACK, make("multiple", make.variable(FEEDBACK), make.value("identifier", identifier)))

    def _feedback_in(self, parent: Node, outcome: str, identifier: str, blocks: tuple[Block, ...]) -> None:
        attributes = {"outcomeIdentifier": outcome, "identifier": identifier, "showHide": "show"}
        parent.append(self.text.put(self.make("feedbackBlock", **attributes), blocks, plain=False))

    def _show(self, outcome: str, identifier: str, blocks: tuple[Block, ...]) -> None:
        attributes = {"outcomeIdentifier": outcome, "identifier": identifier, "showHide": "show"}
        self._modal.append(self.text.put(self.make("modalFeedback", **attributes), blocks, plain=False))
