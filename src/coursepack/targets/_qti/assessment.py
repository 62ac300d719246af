"""One quiz as one assessment test: sections, draws, order, limits, and what passes it."""

from coursepack.ids import identifier
from coursepack.model.assessment import Pool, Question
from coursepack.model.content import plain_text
from coursepack.model.course import Course, Quiz
from coursepack.model.facets import Facet
from coursepack.targets._ledger import Ledger, draws
from coursepack.targets._qti.dialect import Maker, decimal
from coursepack.targets._qti.node import Node
from coursepack.targets._qti.text import QtiText

NO_LIMIT = "0"


def write_test(course: Course, quiz: Quiz, present: frozenset[str], text: QtiText, make: Maker, ledger: Ledger) -> Node:
    """The test; `present` are the ids of the questions that are in the package."""
    settings = quiz.settings
    note_settings(quiz, ledger)
    pass_mark = course.scoring.pass_mark if settings.pass_mark is None else settings.pass_mark
    section = _section(quiz, present, text, make, ledger)
    part = make("testPart", _session(quiz, make), section, identifier="part")
    part.set("navigationMode", "nonlinear")
    part.set("submissionMode", "simultaneous" if settings.feedback == "end" else "individual")
    test = make("assessmentTest", *_outcomes(pass_mark, make))
    test.set("identifier", identifier(quiz.id))
    test.set("title", quiz.name or quiz.id)
    test.set("toolName", "coursepack")
    if settings.time_limit:
        test.append(make("timeLimits", maxTime=str(settings.time_limit)))
    test.append(part)
    test.append(_processing(pass_mark, make))
    return test


def note_settings(quiz: Quiz, ledger: Ledger) -> None:
    """Notes the settings of a quiz that a test does not have."""
    settings = quiz.settings
    where = "set it where the test is delivered"
    lost: tuple[tuple[bool, str, Facet], ...] = (
        (settings.weight != 1, f"weight {settings.weight:g}", "weight"),
        (settings.score != "best", f"score of the {settings.score} attempt", "score rule"),
        (settings.pause, "clock that stops while away", "pause"),
        (settings.extra_time > 0, f"extra time of {settings.extra_time} seconds", "extra time"),
        (settings.required, "being required", "required"),
    )
    for is_set, words, facet in lost:
        if is_set:
            ledger.dropped(f"{words} of quiz {quiz.id}", quiz.at, where, facet)
    if settings.attempts and settings.feedback == "end":
        how = "all answers are handed in together, once: " + where
        if settings.attempts != 1:
            ledger.dropped(f"limit of {settings.attempts} attempts of quiz {quiz.id}", quiz.at, how, "attempts")
    elif settings.attempts:
        how = "it limits the tries at each question"
        ledger.degraded(f"limit of {settings.attempts} attempts of quiz {quiz.id}", quiz.at, how, "attempts")
    if settings.reveal == "after-last-attempt" and settings.attempts != 1:
        return
    if settings.reveal != "after-last-attempt":
        how = "solutions are shown" if settings.reveal == "end" else "solutions are not shown"
        ledger.degraded(f'right answers "{settings.reveal}" of quiz {quiz.id}', quiz.at, how, "reveal rule")


def _session(quiz: Quiz, make: Maker) -> Node:
    settings = quiz.settings
    attempts = "1" if settings.feedback == "end" else str(settings.attempts or NO_LIMIT)
    return make(
        "itemSessionControl",
        maxAttempts=attempts,
        showFeedback="false" if settings.feedback == "none" else "true",
        allowReview="true",
        showSolution="false" if settings.reveal == "never" else "true",
        allowSkipping="true",
    )


def _section(quiz: Quiz, present: frozenset[str], text: QtiText, make: Maker, ledger: Ledger) -> Node:
    settings = quiz.settings
    section = make("assessmentSection", identifier="section", title=quiz.name or quiz.id, visible="true")
    parts: list[Node] = []
    told = 0
    for item in quiz.items:
        if isinstance(item, Pool):
            inner = _pool(item, present, make, shuffle=settings.shuffle_questions)
            parts.extend(() if inner is None else (inner,))
        elif item.id in present:
            told += item.interaction is None
            parts.append(_reference(item, make))
    if 0 < settings.draw < len(parts) - told:
        section.append(make("selection", select=str(settings.draw + told)))
        if any(isinstance(item, Pool) for item in quiz.items):
            how = "a pool counts as one of the questions to draw from"
            ledger.degraded(f"draw of {settings.draw} questions of quiz {quiz.id}", quiz.at, how, "draw")
    if settings.shuffle_questions:
        section.append(make("ordering", shuffle="true"))
    _note_information(quiz, ledger)
    if quiz.blocks:
        section.append(text.put(make("rubricBlock", view="candidate"), quiz.blocks, plain=False))
    section.extend(parts)
    return section


def _pool(pool: Pool, present: frozenset[str], make: Maker, *, shuffle: bool) -> Node | None:
    there = [question for question in pool.questions if question.id in present]
    if not there:
        return None
    section = make(
        "assessmentSection", identifier=identifier(pool.id), title=plain_text(pool.title) or pool.id, visible="true"
    )
    told = sum(question.interaction is None for question in there)
    if draws(pool) and pool.draw < len(there) - told:
        section.append(make("selection", select=str(pool.draw + told)))
    if shuffle:
        section.append(make("ordering", shuffle="true"))
    section.extend(_reference(each, make) for each in there)
    return section


def _reference(question: Question, make: Maker) -> Node:
    """Where a question stands. Mere information is always drawn, and keeps its place when questions are shuffled."""
    reference = make("assessmentItemRef", identifier=question.id, href=f"../items/{question.id}.xml")
    if question.interaction is None:
        reference.set("required", "true")
        reference.set("fixed", "true")
    return reference


def _note_information(quiz: Quiz, ledger: Ledger) -> None:
    """Notes where questions part from the information that introduces them: a test shuffles and draws one by one."""
    settings = quiz.settings
    pools = [item for item in quiz.items if isinstance(item, Pool)]
    alone = [item for item in quiz.items if not isinstance(item, Pool)]
    for questions, is_drawn in ((alone, settings.draw > 0), *((pool.questions, draws(pool)) for pool in pools)):
        between = [each for each in questions[1:] if each.interaction is None]
        if between and (settings.shuffle_questions or is_drawn):
            how = "it keeps its place, and any questions of the quiz may stand before and after it"
            ledger.degraded(f"information {between[0].id} in a quiz that shuffles or draws", between[0].at, how, "draw")


def _outcomes(pass_mark: float, make: Maker) -> list[Node]:
    """Points, possible points, the share of them, and whether the test is passed."""

    def outcome(name: str, base_type: str, default: str) -> Node:
        value = make("defaultValue", make("value", default))
        return make("outcomeDeclaration", value, identifier=name, cardinality="single", baseType=base_type)

    scaled = outcome("SCALED", "float", "0")
    scaled.set("normalMaximum", "1")
    scaled.set("masteryValue", decimal(pass_mark))
    points = [outcome(name, "float", "0") for name in ("SCORE", "MAXSCORE")]
    return [*points, scaled, outcome("PASS", "boolean", "false")]


def _processing(pass_mark: float, make: Maker) -> Node:
    def total(name: str) -> Node:
        return make.set(name, make("sum", make("testVariables", variableIdentifier=name)))

    share = make.set("SCALED", make("divide", make.variable("SCORE"), make.variable("MAXSCORE")))
    possible = make("gt", make.variable("MAXSCORE"), make.number(0))
    passed = make.set("PASS", make("gte", make.variable("SCALED"), make.number(pass_mark)))
    condition = make("outcomeCondition", make("outcomeIf", possible, share))
    return make("outcomeProcessing", total("SCORE"), total("MAXSCORE"), condition, passed)
