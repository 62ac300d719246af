"""Video with captions and a transcript, and mathematics, as Chromium plays and draws them."""

import base64
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.courses import BuiltCourse, build_course

LESSON = """# Lesson 1: A short film

A film and a formula.

![A square turns blue](film.webm "Half a second of blue")

The mean of $n$ sales is below.

$$\\bar{x} = \\frac{x_1 + x_2}{n}$$
"""
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:10.000\nThe square turns blue.\n"

FILM = """async () => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [64, 48];
  const brush = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm;codecs=vp8" });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise((done) => { recorder.onstop = done; });
  recorder.start();
  for (let frame = 0; frame < 10; frame += 1) {
    brush.fillStyle = `rgb(0 0 ${frame * 25})`;
    brush.fillRect(0, 0, 64, 48);
    await new Promise((done) => setTimeout(done, 50));
  }
  recorder.stop();
  await ended;
  return btoa(String.fromCharCode(...new Uint8Array(await new Blob(parts).arrayBuffer())));
}"""

PLAYED = """async (video) => {
  const [track] = video.textTracks;
  track.mode = "showing";
  video.muted = true;
  await video.play();
  for (let tries = 0; tries < 100 && !(video.currentTime > 0 && track.activeCues?.length); tries += 1) {
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    width: video.videoWidth, moved: video.currentTime > 0, said: track.activeCues?.[0]?.text,
    kind: track.kind, language: track.language, listed: video.textTracks.length,
  };
}"""


@pytest.fixture(scope="module")
def built(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> BuiltCourse:
    """A course with a film that Chromium itself recorded, as a website and as one file."""
    context = chromium.new_context()
    film = base64.b64decode(context.new_page().evaluate(FILM))
    context.close()
    files: dict[str, str | bytes] = {
        "lesson-1.md": LESSON, "film.webm": film, "film.en.vtt": CAPTIONS,
        "film.md": "A square turns from black to blue.\n",
    }  # fmt: skip
    return build_course(tmp_path_factory.mktemp("film"), files, "html", "html-single")


def lesson_of(built: BuiltCourse, target: str) -> str:
    place = built.place(target)
    if target == "html-single":
        return f"{place.as_uri()}#p-a_short_film"
    (page,) = (path for path in place.glob("*.html") if "<video" in path.read_text(encoding="utf-8"))
    return page.as_uri()


@pytest.mark.parametrize("target", ["html", "html-single"])
def test_a_film_plays_with_its_captions_and_its_transcript(page: Page, built: BuiltCourse, target: str) -> None:
    page.goto(lesson_of(built, target))
    video = page.locator("video")
    played = video.evaluate(PLAYED)
    assert played == {
        "width": 64, "moved": True, "said": "The square turns blue.", "kind": "captions", "language": "en", "listed": 1,
    }  # fmt: skip
    transcript = page.get_by_text("A square turns from black to blue.")
    expect(transcript).to_be_hidden()
    page.locator("summary", has_text="Transcript").press("Enter")
    expect(transcript).to_be_visible()


def test_mathematics_is_drawn_and_can_be_heard(page: Page, built: BuiltCourse) -> None:
    page.goto(lesson_of(built, "html"))
    boxes = page.locator(".math-block").evaluate(
        """(block) => Object.fromEntries([
          "math", "mfrac", "mfrac > :first-child", "mfrac > :last-child"
        ].map((name) => {
          const box = block.querySelector(name).getBoundingClientRect();
          return [name, [box.width, box.height, box.y]];
        }))"""
    )
    whole, above, below = boxes["mfrac"], boxes["mfrac > :first-child"], boxes["mfrac > :last-child"]
    assert all(width > 0 and height > 0 for width, height, _ in boxes.values())
    assert whole[1] >= above[1] + below[1]
    assert above[2] + above[1] <= below[2]
    assert "\\" not in page.locator("#main").inner_text()
    nodes: list[dict[str, Any]] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    assert roles.count("MathMLMath") == 2
    assert roles.count("MathMLFraction") == 1
