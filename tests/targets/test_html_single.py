"""The course in one file: it needs nothing beside it, allows nothing but its own parts, and works from the disk."""

import base64
import hashlib
import re
import wave
from io import BytesIO
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, expect

from coursepack.pages.inlined import LARGEST
from tests.pages.test_in_browser import overflow, violations
from tests.support.browser import BrowserLog
from tests.support.by_hand import PIXEL
from tests.support.courses import BuiltCourse, build_course

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nOne second of silence\n"
LESSON = """# Lesson 1: Hear and see

![A dot](dot.png)

![A quiet second](quiet.wav)

![A long talk](long.mp4)

[The list](list.csv) and [the archive](archive.zip), also on [the web](https://example.org/).

$a^2$

</script><!-- <script> -->
"""
QUIZ = """---
type: quiz
graded: yes
---
# Quiz 1: Seen

### What was heard?

- [x] Nothing
  > ![The dot again](dot.png)
- [ ] Much
"""


def silence() -> bytes:
    """A second of silence."""
    stream = BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000)
    return stream.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltCourse:
    files: dict[str, str | bytes] = {
        "lesson-1.md": LESSON, "quiz-1.md": QUIZ, "dot.png": PIXEL, "quiet.wav": silence(), "quiet.vtt": CAPTIONS,
        "quiet.md": "Nothing is said.\n", "list.csv": "a,b\n1,2\n", "long.mp4": b"\0" * (LARGEST + 1),
        "archive.zip": b"PK" + b"\0" * LARGEST,
    }  # fmt: skip
    return build_course(tmp_path_factory.mktemp("single"), files, "html-single")


@pytest.fixture(scope="module")
def file(built: BuiltCourse) -> Path:
    return built.place("html-single")


def test_it_is_one_file_that_refers_to_nothing_beside_it(built: BuiltCourse, file: Path) -> None:
    (output,) = built.built.outputs
    assert [path for path, _, _ in output.files] == [file.name]
    root = lxml.html.fromstring(file.read_text(encoding="utf-8"))
    addresses = [str(value) for value in root.xpath("//@src | //@href | //@srcset | //@poster | //@data")]
    assert {re.match(r"#|data:|https://example\.org/", address) is not None for address in addresses} == {True}
    assert file.stat().st_size < 400_000


def test_its_policy_names_its_parts_by_their_hashes(file: Path) -> None:
    root = lxml.html.fromstring(file.read_text(encoding="utf-8"))
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for directive, path in (("script-src", "//script[not(@type)]"), ("style-src", "//style")):
        texts = [element.text for element in root.xpath(path)]
        digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
        assert {f"'sha256-{digest}'" for digest in digests} == set(directives[directive].split())
    assert directives["default-src"] == directives["connect-src"] == directives["object-src"] == "'none'"
    assert {directives["img-src"], directives["media-src"]} == {"data:"}


def test_what_is_too_large_is_told_and_named_in_its_place(built: BuiltCourse, file: Path) -> None:
    told = {(row.feature, row.fate, row.at.line) for row in built.fidelity if row.feature.startswith("file ")}
    assert told == {("file long.mp4", "dropped", 7), ("file archive.zip", "dropped", 9)}
    text = file.read_text(encoding="utf-8")
    assert "A long talk (left out of this file because of its size)" in text
    assert "the archive" in text


def test_it_is_read_heard_answered_and_kept(page: Page, file: Path, node_modules: Path) -> None:
    page.goto(file.as_uri())
    page.get_by_role("link", name="Start", exact=True).click()
    image = page.locator("img[alt='A dot']")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("naturalWidth", 1)
    heard = page.locator("audio").evaluate(
        """async (audio) => {
          audio.textTracks[0].mode = "hidden";
          audio.muted = true;
          await audio.play();
          for (let tries = 0; tries < 100 && !audio.textTracks[0].cues?.length; tries += 1) {
            await new Promise((done) => setTimeout(done, 50));
          }
          return [audio.duration, audio.textTracks[0].cues[0].text];
        }"""
    )
    assert heard == [1, "One second of silence"]
    with page.expect_download() as download:
        page.get_by_role("link", name="The list").click()
    assert download.value.suggested_filename == "list.csv"
    assert download.value.path().read_text() == "a,b\n1,2\n"
    assert violations(page, node_modules) == []
    page.locator("a.step-next:visible").click()
    page.get_by_label("Nothing", exact=True).check()
    page.get_by_role("button", name="Check").click()
    expect(page.locator("img[alt='The dot again']")).to_be_visible()
    page.goto("about:blank")
    page.goto(f"{file.as_uri()}#p-seen")
    expect(page.get_by_role("radio").first).to_be_checked()  # an answered choice says more than its text
    assert overflow(page) == 0


def test_a_browser_that_keeps_nothing_is_named(chromium: Browser, file: Path, tmp_path: Path) -> None:
    """A mail program shows an attachment in a frame without rights of its own."""
    frame = tmp_path / "mail.html"
    frame.write_text(f'<!doctype html><iframe sandbox="allow-scripts" src="{file.as_uri()}"></iframe>')
    context = chromium.new_context()
    log = BrowserLog()
    log.watch(context)
    page = context.new_page()
    page.goto(frame.as_uri())
    notice = page.frame_locator("iframe").locator("[data-notice]")
    expect(notice).to_contain_text("cannot be kept here")
    context.close()
    assert log.errors == []
