"""The saved state: what goes in comes out, and nothing else is ever believed."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.runtime.node import Player

KEYS = [f"lesson_{number}" for number in range(12)]


def state(**changes: Any) -> dict[str, Any]:
    """A learner's state; pages, quizzes and questions by key."""
    fresh: dict[str, Any] = {
        "location": 3, "completed": False, "passed": False, "score": -1, "pages": {"$set": [0, 3]},
        "quizzes": {"$map": [[4, quiz(done=1, last=0.75)]]}, "questions": {"$map": [[5, answered([1])]]},
    }  # fmt: skip
    return fresh | changes


def quiz(done: int = 0, last: float = 0.0) -> dict[str, Any]:
    scores = {"done": done, "first": last, "last": last, "best": last}
    return scores | {"closed": done > 0, "seed": 0, "left": -1, "extended": False}


def answered(chosen: list[int], of: int = 4, tries: int = 1) -> dict[str, Any]:
    return {"tries": tries, "share": 1, "rows": tries, "answer": {"chosen": chosen, "of": of}}


def marked(chosen: int) -> dict[str, Any]:
    return {"tries": 1, "share": 1, "rows": 1, "answer": {"chosen": [chosen], "marks": [4095 - chosen]}}


def typed(text: str) -> dict[str, Any]:
    return {"tries": 1, "share": 0, "rows": 1, "answer": {"text": text}}


def test_r9_random_states_come_back_as_they_were(player: Player) -> None:
    assert player("randomStates", 500, 7) == []


def test_r9_state_uses_only_characters_that_no_lms_changes(player: Player) -> None:
    text = player("encodeState", state(), KEYS, 4096)
    assert text.startswith("cp2.")
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


def test_r9_damaged_and_foreign_states_are_refused(player: Player) -> None:
    text = player("encodeState", state(), KEYS, 4096)
    damaged = [text[:cut] for cut in range(len(text))]
    damaged += [text[:at] + ("B" if text[at] != "B" else "C") + text[at + 1 :] for at in range(len(text))]
    damaged += [
        "",
        "null",
        "undefined",
        "cp3" + text[3:],
        "cp1" + text[3:],
        text + "A",
        text.replace(".", " "),
        "{}",
        "viewed=1,2,3|1$0",
    ]
    damaged += ['{"__proto__":{"a":1}}', "cp1.__proto__.constructor.x.", "\ud800", "cp2." + "1" * 100000]
    assert [player("decodeState", one, KEYS) for one in damaged] == [None] * len(damaged)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text() | st.from_regex(r"cp[12]\.[0-9a-z]{1,7}\.[0-9a-z]{1,3}\.[0-9a-z]{1,7}\.[\w-]{0,80}", fullmatch=True)
)
def test_r9_no_text_makes_decoding_throw(player: Player, text: str) -> None:
    assert player("decodeState", text, KEYS) is None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bits=st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", max_size=60))
def test_r9_no_bits_under_a_good_checksum_make_decoding_throw(player: Player, bits: str) -> None:
    rest = f"c.{player('lineage', KEYS)}.{bits}"
    for text in (f"cp1.{player('hash', rest)}.{rest}", f"cp2.{player('checksum', 'cp2', rest)}.{rest}"):
        found = player("decodeState", text, KEYS)
        assert found is None or set(found["pages"]["$set"]) <= set(range(12))


def test_r10_a_state_of_the_first_format_is_read_and_kept(player: Player) -> None:
    first = "cp1.10d9ssx.c.nr7173.JXaKpkmZJKqUWg"
    expected = state(questions={"$map": [[5, answered([1])], [6, answered([0, 2])]]})
    found = player("decodeState", first, KEYS)
    assert found == expected
    assert player("roundTrip", found, KEYS, 4096) == expected


def test_r10_a_package_with_more_items_reads_the_state(player: Player) -> None:
    text = player("encodeState", state(), KEYS, 4096)
    grown = [*KEYS, "lesson_new", "q_new"]
    assert player("decodeState", text, grown) == player("decodeState", text, KEYS)


def test_r10_a_package_of_another_line_does_not(player: Player) -> None:
    text = player("encodeState", state(), KEYS, 4096)
    assert player("decodeState", text, ["other", *KEYS[1:]]) is None
    assert player("decodeState", text, KEYS[:-1]) is None


def test_r11_what_does_not_fit_is_left_out_in_the_declared_order(player: Player) -> None:
    full = state(questions={"$map": [[5, typed("a long answer " * 10)], [6, answered([0, 2])]]})
    lengths, kept = [], []
    for limit in (4096, 100, 48, 45):
        text = player("encodeState", full, KEYS, limit)
        lengths.append(len(text))
        back = player("decodeState", text, KEYS)
        questions = dict(back["questions"]["$map"])
        kept.append(
            (questions[5]["answer"] is not None, questions[6]["answer"] is not None, bool(back["pages"]["$set"]))
        )
        assert back["quizzes"] == full["quizzes"]
        assert questions[5]["tries"] == 1
    assert lengths == sorted(lengths, reverse=True)
    assert kept[0] == (True, True, True)
    assert kept[1] == (False, True, True)
    assert player("encodeState", full, KEYS, 10) == ""


def test_r11_a_thousand_answered_choices_fit_into_scorm_1_2(player: Player) -> None:
    keys = [f"q{number}" for number in range(1000)]
    questions = [[key, marked(key % 4)] for key in range(1000)]
    text = player("encodeState", state(pages={"$set": []}, questions={"$map": questions}), keys, 4096)
    assert 0 < len(text) <= 4096
    assert dict(player("decodeState", text, keys)["questions"]["$map"])[999] == marked(3)


def test_r9_texts_of_the_first_layout_are_read(player: Player) -> None:
    known = quiz() | {"done": 2, "first": 0.5, "last": 0.75, "best": 0.75, "closed": True, "seed": 77}
    questions = [
        [5, answered([1]) | {"rows": 3}],
        [6, answered([0, 2], tries=2) | {"share": 0.5}],
        [7, typed("Käse")],
    ]
    same = state(passed=True, score=8000, quizzes={"$map": [[4, known]]}, questions={"$map": questions})
    text = "cp1.3su53n.c.nr7173.QAPoRXaK5kqmTAE0hkyJVdSLVDMl4dI5so"
    assert player("decodeState", text, KEYS) == same


def test_r43_the_clock_of_a_quiz_is_kept(player: Player) -> None:
    timed = state(quizzes={"$map": [[4, quiz() | {"left": 599, "extended": True, "seed": 7}]]})
    back = player("decodeState", player("encodeState", timed, KEYS, 4096), KEYS)
    assert back["quizzes"] == timed["quizzes"]


def test_r11_long_texts_lose_their_end_before_others_are_left_out(player: Player) -> None:
    essay, short = "A pipeline moves data. " * 170, "Paris"
    full = state(questions={"$map": [[5, typed(essay)], [6, typed(short)]]})
    whole = player("decodeState", player("encodeState", full, KEYS, 65000), KEYS)
    assert dict(whole["questions"]["$map"])[5]["answer"]["text"] == essay
    kept = dict(player("decodeState", player("encodeState", full, KEYS, 4096), KEYS)["questions"]["$map"])
    assert (kept[5]["answer"]["text"], kept[6]["answer"]["text"]) == (essay[:255], short)


def test_r11_parts_of_which_one_was_typed_are_left_out_together(player: Player) -> None:
    parts = {"tries": 1, "share": 0.5, "rows": 1, "answer": {"parts": [{"text": "x" * 200}, {"chosen": [1], "of": 3}]}}
    text = player("encodeState", state(questions={"$map": [[5, parts], [6, answered([0, 2])]]}), KEYS, 100)
    kept = dict(player("decodeState", text, KEYS)["questions"]["$map"])
    assert (kept[5]["answer"], kept[5]["share"]) == (None, 0.5)
    assert kept[6]["answer"] == {"chosen": [0, 2], "of": 4}
