"""Whether quizzes ask what can be known, and tell something to learners who do not know it."""

from collections.abc import Sequence

from coursepack.checks.subject import Subject
from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import (
    Area,
    Choice,
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
    counts,
)
from coursepack.model.content import Block, Image, blocks_text, walk_inlines
from coursepack.model.course import Quiz
from coursepack.patterns import late

ALL_CHOICES_RIGHT = Rule(
    "all-choices-right",
    Severity.WARNING,
    "Every choice of a question is right.",
    "Who ticks everything has all points, and nothing was asked.",
    "add choices that are wrong, or make it an information or a survey without [x]",
    example="### Which of these are metals?\n\n- [x] Iron\n- [x] Copper\n- [x] Tin",
)
DUPLICATE_CHOICE = Rule(
    "duplicate-choice",
    Severity.WARNING,
    "Two choices of a question say the same.",
    "A learner cannot know which of the two counts as right.",
    "change one of them, or take it out",
    example="### Which is a metal?\n\n- [x] Iron\n- [ ] Wood\n- [ ] Wood",
)
LONGEST_IS_RIGHT = Rule(
    "longest-is-right",
    Severity.WARNING,
    "In every question of a quiz the longest choice is the right one.",
    "Learners see this soon, and pass without knowing anything.",
    "make wrong choices as long and as exact as the right one",
    example="### What is a pipeline?\n\n- [ ] A pipe\n- [x] The steps that data passes on its way\n- [ ] A tool",
    source="Haladyna, Downing and Rodriguez 2002: keep the length of choices about equal",
)
DRAW_TOO_LARGE = Rule(
    "draw-too-large",
    Severity.WARNING,
    "A quiz is to draw more questions than it has.",
    "Learners get all of them each time, and nothing is drawn.",
    "write more questions, or draw fewer",
    example="---\ntype: quiz\ndraw: 5\n---\n\n## The only question\n\n- [x] Yes\n- [ ] No",
)
UNREACHABLE_PASS_MARK = Rule(
    "unreachable-pass-mark",
    Severity.WARNING,
    "A quiz has a pass mark, but no question that gives points by itself.",
    "Nobody can reach the mark: essays, uploads and surveys earn nothing in a package.",
    "add a question that is marked automatically, or write graded: no",
    example="---\ntype: quiz\npass: 60%\n---\n\n## What did you learn?\n\n[[... 50-100 words]]",
)
MISSING_FEEDBACK = Rule(
    "missing-feedback",
    Severity.NOTE,
    "Questions say nothing to a learner who answers wrongly.",
    "A learner who was wrong learns from the reason, not from the cross.",
    "write > **Explanation:** … under the answer, or a quoted line under each wrong choice",
    example="### Is iron a metal?\n\n- [x] Yes\n- [ ] No",
)
AREA_NAMED_IN_QUESTION = Rule(
    "area-named-in-question",
    Severity.WARNING,
    "The name of a right place on a picture stands in its question.",
    "Who has the page read aloud hears the names of the places, and need not know where anything is.",
    "describe the place instead: the blue shape in the south",
    example="### Click on the lake\n<!-- q type=hotspot -->\n\n![A map](map.png)\n\n"
    "- [x] The lake `circle 80,40 20`\n- [ ] The wood `rect 10,10 40,60`",
)

RULES = (
    ALL_CHOICES_RIGHT,
    DUPLICATE_CHOICE,
    LONGEST_IS_RIGHT,
    DRAW_TOO_LARGE,
    UNREACHABLE_PASS_MARK,
    MISSING_FEEDBACK,
    AREA_NAMED_IN_QUESTION,
)

_WORD = late(r"\w+")

MOST_BY_CHANCE = 5
"""Questions from which on "the longest is always right" is no chance: with three choices each, 1 in 243."""


def check(subject: Subject, report: Report) -> None:
    """Judge every quiz, and every question in it."""
    for quiz in subject.survey.quizzes:
        questions = [question for question in quiz.questions() if question.scored]
        for question in questions:
            _check_choices(question, report)
        _check_lengths(quiz, questions, report)
        _check_settings(quiz, report)
        _check_feedback(quiz, questions, report)


def _check_choices(question: Question, report: Report) -> None:
    interaction = question.interaction
    if isinstance(interaction, GapsInteraction):
        for gap in interaction.gaps:
            if isinstance(gap.interaction, ChoiceInteraction):
                _check_duplicates(gap.interaction.choices, report)
    if isinstance(interaction, HotspotInteraction):
        _check_area_names(blocks_text(question.stem), interaction.areas, report)
    if not isinstance(interaction, ChoiceInteraction):
        return
    _check_duplicates(interaction.choices, report)
    if len(interaction.choices) > 1 and all(choice.correct for choice in interaction.choices):
        report.add(ALL_CHOICES_RIGHT, question.at, f"all {len(interaction.choices)} choices are marked as right")


def _check_area_names(stem: str, areas: Sequence[Area], report: Report) -> None:
    """A question that names wrong areas as well as right ones gives nothing away."""
    asked = set(_WORD.findall(stem.casefold()))
    if any(_is_named(area, asked) for area in areas if not area.correct):
        return
    for area in areas:
        if area.correct and _is_named(area, asked):
            name = blocks_text(area.label).strip()[:60]
            report.add(AREA_NAMED_IN_QUESTION, area.at, f'"{name}" is asked for in the question by this name')
            return


def _is_named(area: Area, asked: set[str]) -> bool:
    words = _WORD.findall(blocks_text(area.label).casefold())
    telling = [word for word in words if len(word) > 3] or words  # articles and prepositions say nothing
    return bool(telling) and asked.issuperset(telling)


def _check_duplicates(choices: Sequence[Choice], report: Report) -> None:
    seen: dict[object, Choice] = {}
    for choice in choices:
        first = seen.setdefault(_content(choice.blocks), choice)
        if first is not choice:
            shown = blocks_text(choice.blocks)[:60]
            report.add(DUPLICATE_CHOICE, choice.at, f'"{shown}" is already a choice, in line {first.at.line}')


def _content(blocks: tuple[Block, ...]) -> object:
    """What a choice says: its words, and the pictures in it."""
    text = blocks_text(blocks)
    pictures = tuple(node.source for node in walk_inlines(blocks) if isinstance(node, Image))
    return (text, pictures) if text or pictures else blocks


def _check_lengths(quiz: Quiz, questions: list[Question], report: Report) -> None:
    asked = 0
    for question in questions:
        interaction = question.interaction
        if not isinstance(interaction, ChoiceInteraction) or interaction.multiple or len(interaction.choices) < 3:
            continue
        lengths = [(len(blocks_text(choice.blocks)), choice.correct) for choice in interaction.choices]
        right = max((length for length, correct in lengths if correct), default=0)
        wrong = max((length for length, correct in lengths if not correct), default=0)
        if right <= wrong * 1.1:
            return
        asked += 1
    if asked >= MOST_BY_CHANCE:
        message = f'in all {asked} questions with one right choice of "{quiz.name}" the right one is the longest'
        report.add(LONGEST_IS_RIGHT, quiz.at, message)


def _check_settings(quiz: Quiz, report: Report) -> None:
    settings = quiz.settings
    every = sum(1 for _ in quiz.questions())
    if settings.draw > every:
        count = f"{every} question{'s' if every != 1 else ''}"
        report.add(DRAW_TOO_LARGE, quiz.at, f'{settings.draw} are to be drawn, and "{quiz.name}" has {count}')
    if settings.graded and settings.pass_mark and every and not any(map(counts, quiz.questions())):
        message = f'no question of "{quiz.name}" gives points, and {settings.pass_mark:.0%} are asked'
        report.add(UNREACHABLE_PASS_MARK, quiz.at, message)


def _check_feedback(quiz: Quiz, questions: list[Question], report: Report) -> None:
    if quiz.settings.feedback == "none":
        return
    silent = [question for question in questions if not _explains(question)]
    if not silent:
        return
    few = f"question{'s' if len(questions) != 1 else ''}"
    say = "says" if len(silent) == 1 else "say"
    message = f'{len(silent)} of {len(questions)} {few} of "{quiz.name}" {say} nothing to a learner who is wrong'
    report.add(MISSING_FEEDBACK, silent[0].at, message)


def _explains(question: Question) -> bool:
    """Whether a learner who is wrong is told something; what a person marks needs nothing."""
    feedback = question.feedback
    if feedback.explanation or feedback.incorrect:
        return True
    match question.interaction:
        case ChoiceInteraction(choices=choices):
            return any(choice.feedback for choice in choices if not choice.correct)
        case TextEntryInteraction(answer_feedback=told) | NumericEntryInteraction(answer_feedback=told):
            return bool(told)
        case ExtendedTextInteraction() | UploadInteraction():
            return True
        case _:
            return False
