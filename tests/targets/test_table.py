"""The table of targets."""

from coursepack.targets import _state
from coursepack.targets.table import BY_NAME, DEFAULT_TARGETS, RULES, TARGETS
from tests.support.by_hand import course


def test_names_are_unique_and_in_order() -> None:
    banks = ["moodle-xml", "gift", "qti21", "qti22", "qti12", "qti12-canvas"]
    assert [target.name for target in TARGETS] == ["html", "html-single", "scorm12", "scorm2004", *banks]
    assert list(BY_NAME.values()) == list(TARGETS)


def test_places_of_outputs() -> None:
    places = [target.place_of(course(identifier="data-engineering")) for target in TARGETS]
    assert places == [
        "html",
        "data-engineering-single.html",
        "data-engineering-scorm12.zip",
        "data-engineering-scorm2004.zip",
        "data-engineering-moodle.xml",
        "data-engineering-gift.txt",
        "data-engineering-qti21.zip",
        "data-engineering-qti22.zip",
        "data-engineering-qti12.zip",
        "data-engineering-qti12-canvas.zip",
    ]


def test_rules_are_told_in_full() -> None:
    assert all(rule.name and rule.problem and rule.why and rule.mend for rule in RULES)


def test_what_is_foreseen_unasked_is_what_is_made_unasked() -> None:
    assert _state.KEPT.keys() <= BY_NAME.keys()
    assert [target.name for target in DEFAULT_TARGETS if target.name in _state.KEPT] == [*_state.MADE_UNASKED]
