"""The one table of all kinds of diagnostics, and how one is explained."""

from coursepack.checks import gating as gates
from coursepack.checks import status, theme
from coursepack.checks import table as checks
from coursepack.diagnostics import Rule
from coursepack.questions import base as questions
from coursepack.questions import short_text, slow_patterns
from coursepack.reading import (
    areas,
    characters,
    course,
    document,
    feedback,
    frontmatter,
    gating,
    identities,
    ignores,
    limits,
    lockfile,
    outline,
    pictures,
    prose,
    question,
    quizzes,
    references,
    settings,
    translations,
    units,
)
from coursepack.reading import theme as theme_files
from coursepack.reading.exports import contents
from coursepack.reading.exports import table as exports
from coursepack.reading.inferred import answer_keys, find, scanned
from coursepack.reading.markdown import allowed, callouts, context, footnotes
from coursepack.targets import table
from coursepack.validation import judge

SOURCE_RULES: tuple[Rule, ...] = (
    course.UNREADABLE_FILE,
    characters.FORBIDDEN_CHARACTER,
    course.EMPTY_COURSE,
    course.SKIPPED_SOURCE,
    limits.TOO_MANY_PAGES,
    limits.TOO_MANY_QUESTIONS,
    units.EMPTY_UNIT,
    frontmatter.BAD_FRONT_MATTER,
    settings.UNKNOWN_KEY,
    settings.BAD_VALUE,
    document.ACCIDENTAL_HEADING,
    outline.CONFLICTING_TITLE,
    outline.UNUSED_FRONT_MATTER,
    prose.BOLD_HEADING,
    callouts.UNKNOWN_CALLOUT,
    context.NESTING_TOO_DEEP,
    footnotes.UNUSED_FOOTNOTE,
    allowed.HTML_NOT_ALLOWED,
    allowed.HTML_NOT_CLOSED,
    identities.AMBIGUOUS_IDENTITY,
    identities.BAD_ID,
    identities.DUPLICATE_ID,
    identities.IDENTITY_KEPT,
    identities.ID_REPLACED,
    lockfile.KEYS_RENUMBERED,
    lockfile.LOCK_LOST,
    lockfile.COURSE_ID_REPLACED,
    pictures.FILE_TELLS_MORE,
    references.ACTIVE_DOWNLOAD,
    references.BROKEN_LINK,
    references.MISSING_IMAGE,
    references.REMOTE_IMAGE,
    pictures.UNUSABLE_IMAGE,
    references.UNRESOLVED_REFERENCE,
    references.UNUSABLE_REFERENCE,
    feedback.FEEDBACK_LABEL,
    quizzes.MISPLACED_QUIZ,
    question.MIXED_ANSWERS,
    question.NO_EFFECT,
    quizzes.NO_QUESTION,
    questions.QUESTION_WITHOUT_ANSWER,
    quizzes.STRAY_COMMENT,
    find.INFERRED_QUESTION,
    scanned.ANSWERS_VISIBLE,
    answer_keys.KEY_MISMATCH,
    answer_keys.KEY_REPEATS,
    questions.BAD_ANSWER,
    slow_patterns.SLOW_PATTERN,
    short_text.NUMBER_AS_TEXT,
    areas.AREA_OUTSIDE_PICTURE,
    questions.NO_RIGHT_ANSWER,
    questions.TOO_FEW_CHOICES,
    *exports.RULES,
    translations.MISSING_TRANSLATION,
    translations.TRANSLATION_ALONE,
    translations.TRANSLATION_DIFFERS,
    status.NOTHING_TO_COMPLETE,
    theme_files.THEME_FILE,
    gating.UNKNOWN_QUIZ,
    *theme.RULES,
    *gates.RULES,
    contents.CONTENTS_ENTRY,
    contents.NOT_IN_CONTENTS,
    ignores.UNKNOWN_IGNORE,
    ignores.UNUSED_IGNORE,
    *checks.RULES,
    *table.RULES,
)

"""What may be said of a course's sources, and what `coursepack.toml` may give another severity."""

PACKAGE_RULES: tuple[Rule, ...] = judge.RULES
"""What may be said of a package or a question bank."""

RULES = SOURCE_RULES + PACKAGE_RULES

RULE_NAMES = frozenset(rule.name for rule in SOURCE_RULES)


def explained(rule: Rule) -> str:
    """All that a rule says of itself, as Markdown."""
    parts = [f"### {rule.name}", f"**{rule.severity.word.capitalize()}.** {rule.problem} {rule.why}"]
    if rule.example:
        parts.append(f"```\n{rule.example}\n```")
    parts.append(f"What to do: {rule.mend}.")
    if rule.source:
        parts.append(f"Source: {rule.source}.")
    return "\n\n".join(parts)
