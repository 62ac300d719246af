"""Every page of every target under the strictest policy that a server can send.

Nothing inline runs, no text becomes markup, nothing is asked for outside the package (S4, S5, S8, S9, S10, S11).
"""

import mimetypes
import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, Route

from coursepack.packaging.files import OutputFile
from coursepack.pages.document import single_document
from coursepack.pages.site import site
from tests.conftest import BuildCourse
from tests.runtime.packages import Build
from tests.support import lms
from tests.support.cases import CASES, tree_of_folder, tree_of_zip
from tests.support.every_interaction import course_of, every_question

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
ADDRESS = "http://127.0.0.1/"
HOSTILE = {
    "name": "<img src=x onerror=alert(1)>, <script>alert(2)</script>",
    "location": "<svg onload=alert(3)>",
    "state": '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
}
_LMS_PAGE = """<!doctype html><title>LMS</title><script src="/lms.js"></script>
<iframe id="sco" width="1000" height="800"></iframe>"""
_BEGIN = """([standard, hostile]) => {
    const known = { scorm12: SCORM12, scorm2004: SCORM2004 }[standard];
    window.host = new LmsHost(window, known, STRICT_PROFILE);
    Object.assign(host.lms.kept, {
        [known.names.name]: hostile.name, [known.names.location]: hostile.location,
        [known.names.suspendData]: hostile.state, [known.names.exit]: "suspend",
        [standard === "scorm12" ? "cmi.core.entry" : "cmi.entry"]: "",
    });
    host.launch("/course/index.html", document.getElementById("sco"));
}"""


_TELL = """async (texts) => {
    const { course } = JSON.parse(document.getElementById("coursepack-data").textContent);
    const channel = new BroadcastChannel(`coursepack:${course.id}:${location.pathname}`);
    for (const text of [...texts, { state: texts[2] }, null, 12]) {
        channel.postMessage(text);
        window.postMessage(text, "*");
    }
    await new Promise((told) => {
        new BroadcastChannel("told").onmessage = told;
        new BroadcastChannel("told").postMessage("");
    });
}"""
"""What other tabs and windows tell the page."""


class Served:
    """The files of a package behind the policy, and what was asked for."""

    def __init__(self, page: Page, files: tuple[OutputFile, ...]) -> None:
        self.files = {
            file.path: file.content if isinstance(file.content, bytes) else file.content.read_bytes() for file in files
        }
        self.asked: set[str] = set()
        page.context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS).split("#")[0].split("?")[0]
        self.asked.add(name)
        if name == "lms.html":
            route.fulfill(body=_LMS_PAGE, content_type="text/html")
        elif name == "lms.js":
            route.fulfill(body=lms.script(), content_type="text/javascript")
        elif (path := name.removeprefix("course/")) in self.files and name.startswith("course/"):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Security-Policy": POLICY}
            route.fulfill(body=self.files[path], headers=headers)
        else:
            route.fulfill(status=204 if name == "favicon.ico" else 404)

    @property
    def strangers(self) -> set[str]:
        """What was asked for and is no file of the package."""
        return self.asked - {"lms.html", "lms.js", "favicon.ico"} - {f"course/{path}" for path in self.files}


def answer_everything(frame: Frame) -> int:
    """Gives some answer to every question that is shown, and hands it in; returns how many were taken."""
    taken: int = frame.evaluate(
        """() => {
            for (const form of document.querySelectorAll("form.question")) {
                const kinds = new Set();
                for (const field of form.querySelectorAll("input, select, textarea")) {
                    if (field.type === "radio" || field.type === "checkbox") {
                        if (!kinds.has(field.name + field.type)) field.click();
                        kinds.add(field.name + field.type);
                    } else if (field.tagName === "SELECT") field.selectedIndex = field.options.length - 1;
                    else field.value = field.inputMode === "decimal" ? "12" : "<b onclick=alert(4)>12</b>";
                    field.dispatchEvent(new Event("input", { bubbles: true }));
                    field.dispatchEvent(new Event("change", { bubbles: true }));
                }
                form.querySelectorAll("[data-interaction='order'] li button").forEach((button) => button.click());
                const check = form.querySelector("[data-check]");
                if (check) check.click();
                if (check && !form.hasAttribute("data-locked")) check.click();
            }
            return document.querySelectorAll("form.question[data-locked], form.question[data-verdict]").length;
        }"""
    )
    return taken


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_s4_s8_s9_s10_s11_every_question_in_an_lms(page: Page, tmp_path: Path, standard: str) -> None:
    course = course_of(tmp_path, *every_question())
    served = Served(page, single_document(course, Build(), "scorm12" if standard == "scorm12" else "scorm2004"))
    page.goto(f"{ADDRESS}lms.html")
    page.evaluate(_BEGIN, [standard, HOSTILE])
    page.wait_for_function("document.getElementById('sco').contentDocument?.body?.classList.contains('scripted')")
    frame = next(frame for frame in page.frames if frame != page.main_frame)
    frame.evaluate("location.hash = '#p-final'")
    frame.wait_for_selector("#p-final:not([hidden])")
    forms = frame.locator("form.question").count()
    assert forms == 15
    assert answer_everything(frame) == forms
    before = page.evaluate("host.lms.kept[host.lms.standard.names.suspendData]")
    frame.evaluate(_TELL, list(HOSTILE.values()))
    assert page.evaluate("host.lms.kept[host.lms.standard.names.suspendData]") == before
    assert frame.evaluate("({}).polluted") is None
    assert frame.locator("img[src='x'], svg[onload], b[onclick]").count() == 0
    assert page.evaluate("lms => lms.calls.length", page.evaluate_handle("host.lms")) > 50
    assert served.strangers == set()


def test_s4_s11_every_page_of_the_site(page: Page, tmp_path: Path) -> None:
    files = site(course_of(tmp_path, *every_question()), Build())
    served = Served(page, files)
    pages = [file.path for file in files if file.path.endswith(".html")]
    taken = 0
    for path in pages:
        page.goto(f"{ADDRESS}course/{path}")
        page.wait_for_selector("body.scripted", state="attached")
        taken += answer_everything(page.main_frame)
    assert taken == 15
    assert served.strangers == set()


@pytest.mark.parametrize(("layout", "target"), [("module", "scorm2004"), ("lesson", "scorm12")])
def test_s4_s11_every_part_and_the_admin_sheet(page: Page, build_course: BuildCourse, layout: str, target: str) -> None:
    sources = tree_of_folder(CASES / "layouts" / "two-modules-kept" / "input")
    sources["coursepack.toml"] += f'\n[packages]\nlayout = "{layout}"\n'.encode()
    course = build_course(sources, target)
    tree = tree_of_zip(course.place(target).read_bytes())
    served = Served(page, tuple(OutputFile(path, content) for path, content in tree.items()))
    parts = [path for path in tree if path.endswith(".html")]
    assert len(parts) == {"module": 3, "lesson": 6}[layout]
    taken = 0
    for path in parts:
        page.goto(f"{ADDRESS}course/{path}")
        page.wait_for_selector("body.scripted", state="attached")
        taken += answer_everything(page.main_frame)
    assert taken == 3
    assert served.strangers == set()
    # The sheet has no script at all, and its own policy, which names its one style by a digest, is stricter still.
    sheet = (course.out / course.built.sheet).read_text(encoding="utf-8")
    assert "<script" not in sheet
    assert re.search(r"""content="default-src 'none'; style-src 'sha256-[^']+'; base-uri""", sheet)


@pytest.mark.parametrize("target", ["scorm12", "scorm2004", "local"])
def test_s4_s5_nothing_in_a_page_is_inline(tmp_path: Path, target: str) -> None:
    course = course_of(tmp_path, *every_question())
    files = (
        site(course, Build())
        if target == "local"
        else single_document(course, Build(), "scorm12" if target == "scorm12" else "scorm2004")
    )
    for file in files:
        if not file.path.endswith(".html"):
            continue
        html = file.content.decode() if isinstance(file.content, bytes) else file.content.read_text(encoding="utf-8")
        scripts = re.findall(r"<script\b([^>]*)>([^<]*)</script>", html)
        assert len(scripts) == html.count("<script"), "a script holds a sign that could end it"
        assert all("src=" in given or "application/json" in given for given, _ in scripts)
        markup = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
        assert not re.search(r"<style\b|<[a-z][^>]*\s(style|on[a-z]+)=|javascript:", markup), file.path
