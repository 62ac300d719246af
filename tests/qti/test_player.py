"""QTI 2.1 items and tests in a player of other people, in Chromium: @citolab/qti-components, from npm.

It plays QTI 3, so that a converter of other people stands between: citolab-qti-convert, from PyPI. What an answer is
worth is written here by what the documents promise; the player works it out from the item alone.
"""

import mimetypes
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from playwright.sync_api import Browser, Page, Route
from qti_convert.package import upgrade_package_files

from coursepack.model.assessment import Choice, ChoiceInteraction, Feedback, Question
from coursepack.targets import qti21
from tests.support import every_interaction as every
from tests.support import tools
from tests.support.by_hand import CONTEXT, blocks

SITE = "http://player.test/"
PLAYER = "node_modules/@citolab/qti-components/cdn/index.js"

OPEN = """async (made) => {
  document.body.replaceChildren();
  const found = new Promise((done) => {
    addEventListener("qti-assessment-item-connected", (event) => done(event.detail), { once: true });
  });
  document.body.innerHTML = made;
  globalThis.item = await found;
  await item.updateComplete;
}"""

ANSWER = """(responses) => {
  for (const [name, value] of Object.entries(responses)) item.updateResponseVariable(name, value);
}"""

SCORE = """() => {
  item.processResponse();
  const found = item.variables.filter((each) => each.type === "outcome");
  return Object.fromEntries(found.map((each) => [each.identifier, each.value]));
}"""

THINGS = """(element) => element.querySelectorAll("[identifier]:not(qti-feedback-block)").length"""

TEST = """async (answers) => {
  const container = '<test-container test-url="tests/final.xml"></test-container>';
  document.body.innerHTML = `<qti-test><test-navigation>${container}</test-navigation></qti-test>`;
  const test = document.querySelector("qti-test");
  const until = async (found) => {
    for (let tries = 0; tries < 400; tries += 1) {
      const value = found();
      if (value) return value;
      await new Promise((done) => setTimeout(done, 25));
    }
    throw new Error(`nothing came of ${found}`);
  };
  const root = () => document.querySelector("test-container").shadowRoot;
  await until(() => root()?.querySelector("qti-assessment-item-ref"));
  const refs = [...root().querySelectorAll("qti-assessment-item-ref")].map((each) => each.identifier);
  for (const [name, responses] of Object.entries(answers)) {
    test.navigateTo("item", name);
    const find = () => root().querySelector(`qti-assessment-item-ref[identifier="${name}"]`)?.assessmentItem;
    const item = await until(find);
    await item.updateComplete;
    for (const [key, value] of Object.entries(responses)) item.updateResponseVariable(key, value);
    item.processResponse();
  }
  const scores = test.testContext.items.map((each) => [
    each.identifier,
    each.variables.find((variable) => variable.identifier === "SCORE")?.value ?? null,
  ]);
  return { refs, scores: Object.fromEntries(scores) };
}"""


def told(made: Question, **feedback: str) -> Question:
    return msgspec.structs.replace(made, feedback=Feedback(**{name: blocks(text) for name, text in feedback.items()}))


def several() -> Question:
    """Three right choices and two wrong ones, for four points."""
    made = ChoiceInteraction(every.AT, every.choices("A", "B", "C", "D", "E", right="abc"), multiple=True)
    return every.question("q_several", 20, "Which?", made, points=4.0)


def priced() -> Question:
    """A wrong try costs a quarter."""
    one, two = every.choices("Yes", "No", right="a")
    chosen: tuple[Choice, ...] = (
        msgspec.structs.replace(one, feedback=blocks("Yes, it is.")),
        msgspec.structs.replace(two, feedback=blocks("No, it is not.")),
    )
    made = every.question("q_priced", 21, "Is it?", ChoiceInteraction(every.AT, chosen), points=2.0, penalty=0.25)
    made = msgspec.structs.replace(made, hints=(blocks("Look again."),))
    return told(made, correct="Well done.", incorrect="Not this time.")


QUESTIONS = (*every.every_question(), several(), priced())

ANSWERS: dict[str, list[tuple[object, float]]] = {
    "q_single": [("a", 1), ("b", 0)],
    "q_several": [(list("abc"), 4), (list("ab"), 8 / 3), (list("abd"), 2 / 3), (list("de"), 0)],
    "q_pairs": [
        (["s_a t_a", "s_b t_b", "s_c t_c"], 1), (["s_a t_a", "s_b t_c", "s_c t_b"], 1 / 3), (["s_a t_b"], 0),
    ],
    "q_groups": [(["s_a t_a", "s_b t_b", "s_c t_a", "s_d t_b"], 1), (["s_a t_a", "s_b t_a"], 1 / 4), (["s_a t_b"], 0)],
    "q_matrix": [(["s_a t_a", "s_b t_b"], 1), (["s_a t_a", "s_b t_c"], 1 / 2), (["s_a t_c"], 0)],
    "q_order": [(list("abcd"), 1), (list("abdc"), 0)],
    "q_gaps": [
        ({"RESPONSE_a": "pipe line", "RESPONSE_b": "1024", "RESPONSE_c": "b"}, 1),
        ({"RESPONSE_a": "PIPELINE", "RESPONSE_b": "1000", "RESPONSE_c": "a"}, 1 / 3),
        ({"RESPONSE_a": "water", "RESPONSE_b": "1", "RESPONSE_c": "a"}, 0),
    ],
    "q_drag": [(["w_1 g_a", "w_2 g_b", "w_3 g_c"], 1), (["w_1 g_a", "w_4 g_b"], 1 / 3), (["w_4 g_a"], 0)],
    "q_hotspot": [("b", 1), ("a", 0)],
    "q_placement": [(["i_a a_a", "i_b a_c"], 1), (["i_a a_a", "i_b a_b"], 1 / 2), (["i_a a_b"], 0)],
    "q_text": [("pipeline", 1), ("Pipeline", 1), ("pipe", 0)],
    "q_number": [("1024", 1), ("1024.0", 1), ("1000", 0)],
    "q_essay": [("One two three four five.", 0)],
    "q_priced": [("a", 2), ("b", 0)],
}  # fmt: skip
"""{question: answers, and the points that each earns}; a plain answer is that of the one response."""

UNSCORED = {"q_info", "q_likert", "q_survey", "q_upload"}

SHOWN = {
    "q_single": ("qti-choice-interaction", 3), "q_several": ("qti-choice-interaction", 5),
    "q_priced": ("qti-choice-interaction", 2), "q_survey": ("qti-choice-interaction", 3),
    "q_pairs": ("qti-match-interaction", 7), "q_groups": ("qti-match-interaction", 6),
    "q_matrix": ("qti-match-interaction", 5), "q_likert": ("qti-match-interaction", 7),
    "q_order": ("qti-order-interaction", 4), "q_gaps": ("qti-inline-choice-interaction", 3),
    "q_drag": ("qti-gap-match-interaction", 8), "q_hotspot": ("qti-hotspot-interaction", 3),
    "q_placement": ("qti-graphic-gap-match-interaction", 5), "q_essay": ("qti-extended-text-interaction", 0),
    "q_upload": ("qti-upload-interaction", 0), "q_text": ("qti-text-entry-interaction", 0),
    "q_number": ("qti-text-entry-interaction", 0),
}  # fmt: skip
"""{question: its interaction, and how many things it has to choose from or to bring together}"""


@pytest.fixture(scope="module")
def player(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with the player, beside the package that QTI 2.1 was written into, as QTI 3."""
    course = every.course_of(tmp_path_factory.mktemp("course"), *QUESTIONS)
    written = {file.path: file.whole() for file in qti21.write(course, CONTEXT).files}
    files: dict[str, Any] = dict(upgrade_package_files(written).files)
    files["player.js"] = (tools.node_modules().parent / PLAYER).read_bytes()
    files["index.html"] = '<!doctype html><meta charset="utf-8"><script type="module" src="player.js"></script>'

    def serve(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path).lstrip("/")
        content = files.get(path)
        kind = mimetypes.guess_type(path)[0] or "text/plain"
        route.fulfill(status=404) if content is None else route.fulfill(body=content, content_type=kind)

    context = chromium.new_context()
    context.route(f"{SITE}**", serve)
    page = context.new_page()
    page.goto(f"{SITE}index.html")
    page.wait_for_function("!!customElements.get('qti-assessment-item')")
    yield page
    context.close()


def open_item(page: Page, name: str) -> None:
    page.evaluate(OPEN, f'<qti-item><item-container item-url="items/{name}.xml"></item-container></qti-item>')


def responses(answer: object) -> object:
    return answer if isinstance(answer, dict) else {"RESPONSE": answer}


def test_every_question_is_here() -> None:
    assert set(ANSWERS) | UNSCORED == {each.id for each in QUESTIONS}
    assert set(SHOWN) | {"q_info"} == {each.id for each in QUESTIONS}


@pytest.mark.parametrize("name", SHOWN)
def test_an_item_is_asked_and_scored(name: str, player: Page) -> None:
    kind, things = SHOWN[name]
    for answer, points in ANSWERS.get(name, [({}, 0)]):
        open_item(player, name)
        asked = player.locator(kind)
        assert asked.is_visible()
        assert asked.evaluate(THINGS) == things
        player.evaluate(ANSWER, responses(answer))
        outcomes = player.evaluate(SCORE)
        if name in UNSCORED - {"q_upload"}:
            assert "SCORE" not in outcomes
        else:
            assert float(outcomes["SCORE"]) == pytest.approx(points, abs=1e-3), answer


def test_learners_answer_with_the_mouse_and_are_told(player: Page) -> None:
    open_item(player, "q_priced")
    assert not player.get_by_text("No, it is not.").is_visible()
    player.locator("qti-simple-choice[identifier=b]").click()
    assert float(player.evaluate(SCORE)["SCORE"]) == 0
    assert player.get_by_text("No, it is not.").is_visible()
    assert not player.get_by_text("Yes, it is.").is_visible()
    player.locator("qti-simple-choice[identifier=a]").click()
    assert float(player.evaluate(SCORE)["SCORE"]) == pytest.approx(2 * 0.75)
    assert player.get_by_text("Yes, it is.").is_visible()


def test_learners_type(player: Page) -> None:
    open_item(player, "q_text")
    player.locator("qti-text-entry-interaction input").press_sequentially("Pipeline")
    assert float(player.evaluate(SCORE)["SCORE"]) == 1


def test_a_test_brings_its_items_together(player: Page) -> None:
    """The player has no outcome processing: what the whole test makes of the points is judged in test_tests.py."""
    given = {name: answers[0] for name, answers in ANSWERS.items() if name != "q_essay"}
    done = player.evaluate(TEST, {name: responses(answer) for name, (answer, _) in given.items()})
    assert done["refs"] == [each.id for each in QUESTIONS]
    assert {name: float(done["scores"][name]) for name in given} == {
        name: points for name, (_, points) in given.items()
    }
