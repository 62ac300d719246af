"""Pages in every way in which people see, hear and move through them; docs/accessibility.md names these tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from coursepack.pages.site import site
from tests.pages.courses import sample
from tests.pages.test_in_browser import CONTEXT, overflow, violations, written
from tests.support.every_interaction import course_of, every_question

MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced-colours": {"forced_colors": "active"},
    "right-to-left": {},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "large-text": {},
}

CONTRAST = """async () => {
  const found = await axe.run({ preload: false, runOnly: ["color-contrast"] });
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((one) => (one /= 255) <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, alpha = 1] = colour(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  return found.incomplete.flatMap((rule) => rule.nodes).map((node) => {
    const element = document.querySelector(node.target.at(-1));
    const [a, b] = [light(colour(getComputedStyle(element).color)), light(behind(element))];
    const wanted = element.closest("[aria-hidden=true]") ? 3 : 4.5;  // a mark whose word stands beside it, or text
    return [node.html.slice(0, 80), wanted, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
}"""

FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const shown = at.matches("[type=radio], [type=checkbox]") ? at.closest("label") || at : at;
  const box = shown.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const looks = [at, shown, at.closest(".choice") || at].map((one) => getComputedStyle(one));
  return {
    what: at.outerHTML.slice(0, 90),
    marked: looks.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    uncovered: !!top && (shown.contains(top) || top.contains(shown)),
  };
}"""

CLIPPED = """() => [...document.querySelectorAll("#main *")].filter((one) => {
  const style = getComputedStyle(one);
  if (!one.innerText || one.closest(".visually-hidden") || one.clientWidth <= 1) return false;
  if (!["hidden", "clip"].includes(style.overflowX)) return false;
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map((one) => one.outerHTML.slice(0, 90))"""

OUT_OF_ORDER = """() => {
  const shown = [...document.querySelectorAll(".page:not([hidden]) > *, .page:not([hidden]) > .body > *, form > *")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).position === "static");
  const tops = shown.map((one) => one.getBoundingClientRect().top);
  return shown.filter((one, at) => at && tops[at] < tops[at - 1] - 1).map((one) => one.outerHTML.slice(0, 90));
}"""
"""What stands above something that comes before it in the document, whose order is the one that is read aloud."""

STATE = """() => [
  location.href, scrollY, document.activeElement.outerHTML, document.body.innerHTML.length,
  document.querySelectorAll(":popover-open, dialog[open], details[open], :checked").length,
]"""

CONTROLS = {"button", "link", "checkbox", "radio", "textbox", "combobox", "listbox", "searchbox", "slider"}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A site with every kind of text and one with every kind of question, both from left to right and mirrored."""
    made: dict[str, Path] = {}
    for language in ("en", "ar"):
        for name, course in (
            ("lesson_1_1", sample(tmp_path_factory.mktemp("source"))),
            ("final", course_of(tmp_path_factory.mktemp("source"), *every_question())),
        ):
            course = msgspec.structs.replace(course, language=language)
            made[f"{language}-{name}"] = (
                written(site(course, CONTEXT), tmp_path_factory.mktemp("site")) / f"{name}.html"
            )
    return made


@pytest.fixture(params=MODES)
def seen(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[tuple[str, Page]]:
    mode: str = request.param
    usual = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
    context = chromium.new_context(**{**usual, **MODES[mode]})
    yield mode, context.new_page()
    context.close()


@pytest.mark.parametrize("name", ["lesson_1_1", "final"])
def test_pages_hold_in_every_mode(
    seen: tuple[str, Page], name: str, folders: dict[str, Path], node_modules: Path
) -> None:
    """axe-core, and what it cannot tell: contrast where it is not sure, text that is cut off, sideways scrolling."""
    mode, page = seen
    page.goto(folders[f"{'ar' if mode == 'right-to-left' else 'en'}-{name}"].as_uri())
    if mode == "large-text":  # text alone, as browsers enlarge it by their setting
        page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert violations(page, node_modules) == []
    assert overflow(page) == 0
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(OUT_OF_ORDER) == []
    if mode in ("light", "dark"):
        assert [one for one in page.evaluate(CONTRAST) if one[2] < one[1]] == []


def test_spaced_text_still_fits(page: Page, folders: dict[str, Path]) -> None:
    """WCAG 2.2, 1.4.12: with the spaces that it names nothing is cut off."""
    page.set_viewport_size({"width": 320, "height": 640})
    for name in ("lesson_1_1", "final"):
        page.goto(folders[f"en-{name}"].as_uri())
        page.evaluate(
            """() => { for (const one of document.querySelectorAll("body, body *")) {
              one.style.lineHeight = "1.5"; one.style.letterSpacing = "0.12em"; one.style.wordSpacing = "0.16em";
            } for (const one of document.querySelectorAll("p")) one.style.marginBottom = "2em"; }"""
        )
        assert overflow(page) == 0
        assert page.evaluate(CLIPPED) == []


def test_nothing_moves_or_plays_by_itself(chromium: Browser, folders: dict[str, Path]) -> None:
    """Also where nobody asks for less motion."""
    context = chromium.new_context(reduced_motion="no-preference")
    page = context.new_page()
    for name in ("lesson_1_1", "final"):
        page.goto(folders[f"en-{name}"].as_uri())
        page.wait_for_timeout(300)  # what fades in has done so
        assert page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0
        assert page.locator("[autoplay], marquee, blink, meta[http-equiv=refresh]").count() == 0
    context.close()


@pytest.mark.parametrize("name", ["lesson_1_1", "final"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, name: str, folders: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(folders[f"en-{name}"].as_uri())
    address = page.url
    reached: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        assert focused["marked"], focused["what"]
        assert focused["uncovered"], focused["what"]
        reached.append(focused["what"])
    else:
        pytest.fail("the keyboard does not leave the page")
    assert "skip" in reached[0]
    assert page.url == address
    assert page.locator(":popover-open, dialog[open], [data-outcome]:visible:not(:empty)").count() == 0
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, audio, video")]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0)
          .filter((one) => one.type !== "radio" || one === one.form?.elements[one.name]?.[0])
          .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert len(wanted) > 8
    assert [one for one in wanted if one not in reached] == []


def test_no_key_alone_does_anything_and_controls_act_when_they_are_let_go(page: Page, folders: dict[str, Path]) -> None:
    """WCAG 2.2, 2.1.4 and 2.5.2: a press that ends elsewhere is taken back."""
    page.goto(folders["en-final"].as_uri())
    page.wait_for_selector("body.scripted")
    before = page.evaluate(STATE)
    page.keyboard.type("abcdefghijklmnopqrstuvwxyz0123456789?/.,+-")
    assert page.evaluate(STATE) == before
    outcome = page.locator("#q-q_single [data-outcome]")
    for place in ("#q-q_single [data-check]", "#q-q_hotspot svg > svg[data-area=b]", "#q-q_single .choice label"):
        page.locator(place).first.hover()
        page.mouse.down()
        assert (outcome.inner_text(), page.locator(":checked:not(option)").count()) == ("", 0), place
        page.mouse.move(2, 2)
        page.mouse.up()
        assert (outcome.inner_text(), page.locator(":checked:not(option)").count()) == ("", 0), place


def test_every_control_has_a_name_and_outcomes_are_announced(page: Page, folders: dict[str, Path]) -> None:
    """Read from Chromium's accessibility tree, which is what screen readers are given."""
    page.goto(folders["en-final"].as_uri())
    session = page.context.new_cdp_session(page)
    nodes = tree(session.send("Accessibility.getFullAXTree"))
    controls = [node for node in nodes if node["role"] in CONTROLS]
    assert len(controls) > 20
    assert [node for node in controls if not node["name"]] == []
    question = page.locator("#q-q_single")
    question.locator("input").first.check()
    before = said(nodes)
    question.locator("[data-check]").click()
    outcome = question.locator("[data-outcome]").inner_text().strip("✓✗ \n")
    assert outcome
    after = said(tree(session.send("Accessibility.getFullAXTree")))
    assert outcome not in before
    assert outcome in after


def tree(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes that assistive technology sees: role, name, whether it announces changes, and the nodes inside."""
    return [
        {
            "id": node["nodeId"],
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "polite": {"name": "live", "value": {"type": "token", "value": "polite"}} in node.get("properties", []),
            "inside": node.get("childIds", []),
        }
        for node in answer["nodes"]
        if "role" in node
    ]


def said(nodes: list[dict[str, Any]]) -> str:
    """All text in places whose changes are announced."""
    by_id = {node["id"]: node for node in nodes}

    def text(node: dict[str, Any]) -> str:
        if node["role"] == "StaticText":
            return str(node["name"])
        return " ".join(filter(None, (text(by_id[one]) for one in node["inside"] if one in by_id)))

    return "\n".join(text(node) for node in nodes if node["polite"])
