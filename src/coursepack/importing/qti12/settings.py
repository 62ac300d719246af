"""How a quiz is taken, from the metadata of an assessment and from what Canvas says beside it."""

from collections.abc import Callable

from lxml import etree

from coursepack.importing.answers import as_number
from coursepack.importing.packages import Document
from coursepack.importing.qti12.item import fields_of
from coursepack.model.scoring import FeedbackRule, QuizSettings, ScoreRule
from coursepack.patterns import late

_DURATION = late(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?")
_SCORES: dict[str, ScoreRule] = {"keep_highest": "best", "keep_latest": "last"}
_LEFT_OUT = {
    "access_code": "its access code is left out",
    "ip_filter": "the addresses that it can be taken from are left out",
    "lock_at": "its dates are left out",
    "unlock_at": "its dates are left out",
    "due_at": "its dates are left out",
}


class Meta:
    """Canvas's `assessment_meta.xml`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.title = " ".join(self.text("title").split())
        self.description = self.text("description")

    def text(self, name: str) -> str:
        return (self.document.root.findtext(name) or "").strip()


def settings_of(assessment: etree._Element, meta: Meta | None, lost: Callable[[str], None]) -> QuizSettings:
    """The settings of an assessment; `lost` hears what has no place in them."""
    fields = fields_of(assessment)
    attempts = _count(fields.get("cc_maxattempts", ""))
    limit = _seconds(assessment.findtext("duration") or "") or 60 * _count(fields.get("qmd_timelimit", ""))
    feedback: FeedbackRule = "none" if fields.get("qmd_feedbackpermitted", "").lower() == "no" else "immediate"
    if meta is None:
        return QuizSettings(graded=True, attempts=attempts, time_limit=limit, feedback=feedback)
    for name, words in _LEFT_OUT.items():
        if meta.text(name):
            lost(words)
    score = meta.text("scoring_policy") or "keep_highest"
    if score not in _SCORES:
        lost(f'of several attempts the best one counts: its rule was "{score[:40]}"')
    if meta.text("hide_results") == "always":
        feedback = "none"
    return QuizSettings(
        graded=meta.text("quiz_type") not in ("practice_quiz", "survey"),
        attempts=_count(meta.text("allowed_attempts")) if meta.text("allowed_attempts") else attempts,
        score=_SCORES.get(score, "best"),
        feedback=feedback,
        reveal="never" if meta.text("show_correct_answers") == "false" else "after-last-attempt",
        time_limit=60 * _count(meta.text("time_limit")) or limit,
        shuffle_choices=meta.text("shuffle_answers") == "true",
    )


def _count(text: str) -> int:
    """A whole number; 0 for "unlimited", -1 and whatever else is none."""
    number = as_number(text)
    return int(number) if number is not None and 0 < number < 100_000 else 0


def _seconds(text: str) -> int:
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return 0
    days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
