"""The look of a course: contrast is measured, templates are tried, and both are told at their places."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from coursepack.model.theme import Preset, Theme, ThemeTemplate
from coursepack.pages import limits
from coursepack.pages.colours import contrast, nearest
from coursepack.pages.environment import environment
from coursepack.pages.presets import LOOKS
from coursepack.pages.theme import accent_contrast, palettes, theme_stylesheet
from coursepack.pipeline import load, make
from tests.support.courses import write_sources

LESSON = "---\nobjectives: [Bake]\n---\n\n# Lesson 1: Bread\n\nText.\n"
TEXT_PAIRS = [
    *((text, ground) for text in ("text", "muted", "accent") for ground in ("background", "surface", "accent_tint")),
    *(
        (text, ground)
        for text in ("right", "wrong", "attention")
        for ground in ("background", "surface", f"{text}_tint")
    ),
    *(("text", f"{kind}_tint") for kind in ("right", "wrong", "attention")),
    *(("on_accent", ground) for ground in ("accent", "accent_strong")),
    *(("on_hero", "hero"), ("hero_muted", "hero"), ("on_hero_action", "hero_action"), ("accent_strong", "surface")),
]


def found(folder: Path, theme: str, **files: str) -> list[str]:
    """What is said of the theme: place, rule and message of each finding."""
    sources = {f"theme/{name.replace('_', '.')}": text for name, text in files.items()}
    write_sources(folder, {"coursepack.toml": f"[theme]\n{theme}\n", "lesson-1.md": LESSON, **sources})
    told = load(folder).report.diagnostics
    return [f"{one.at.file}:{one.at.line} {one.rule.name} {one.message} {one.help}" for one in told]


@pytest.mark.parametrize("preset", LOOKS)
def test_every_preset_can_be_read(preset: Preset) -> None:
    for colours in palettes(Theme(preset=preset)):
        values = msgspec.structs.asdict(colours)
        faint = [pair for pair in TEXT_PAIRS if contrast(values[pair[0]], values[pair[1]]) < 4.5]
        assert faint == []
        assert contrast(colours.control, colours.surface) >= 3


def test_contrast_is_that_of_wcag() -> None:
    """The figures that W3C's own techniques give (G18) and the ends of the scale."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_accent_that_is_too_faint_is_told_with_a_shade_that_passes(tmp_path: Path) -> None:
    (said,) = found(tmp_path, 'accent = "#7fb2ff"')
    assert said.startswith("coursepack.toml:2 low-contrast accent #7fb2ff has a contrast of 2.0 in the light scheme")
    shade = said.rpartition('"#')[2].rstrip('"')
    assert accent_contrast(f"#{shade}", palettes(Theme())[0]) >= 4.5
    assert found(tmp_path, f'accent = "#{shade}"') == []


def test_accent_alone_gets_a_shade_for_dark_pages() -> None:
    for accent in ("#000000", "#1f5fbf", "#7a0019", "#0b6b5b"):
        _, dark = palettes(Theme(accent=accent))
        assert accent_contrast(dark.accent, dark) >= 4.5
    assert nearest("#123456", lambda _: False) == "#123456"


def test_faults_of_templates_are_told_at_their_lines(tmp_path: Path) -> None:
    assert found(tmp_path, "", objectives_html="<ul>\n{{ objectiv }}\n</ul>") == [
        "theme/objectives.html:2 theme-template 'objectiv' is undefined "
        "correct the line that the message names; docs/theming.md lists what a template may use"
    ]
    assert "theme/objectives.html:1 theme-template" in found(tmp_path, "", objectives_html="{% for %}")[0]
    assert found(tmp_path, "", objectives_html='{% include "shipped/objectives.html" %}') == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ objectives.__class__.__mro__ }}",
        '{% include "../../etc/passwd" %}',
        '{% include "/etc/passwd" %}',
        "{{ page.body.__init__.__globals__ }}",
        "{% for number in range(10000000) %}{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
        "{{ [1, 2] | random }}",
    ],
)
def test_s7_templates_run_in_a_sandbox(tmp_path: Path, template: str) -> None:
    (said,) = found(tmp_path, "", objectives_html=template)
    assert said.startswith("theme/objectives.html:1 theme-template")


WITHOUT_TEXT = (
    *("range", "[1, range]", "{1: range}", "'a'.upper", "'a' ~ range", "html ~ 'a'.upper", "html ~ [range] ~ 1"),
    *("range | escape", "range | string", "[html, range] | join", "html | replace('b', range)"),
    *("[1] | map('escape') ~ html", "([range] | map('string') | list)[0]", "{'a': range} | xmlattr"),
    *("'%s' | format(range)", "html % range", "'%s' % [range]", "html.join([range])", "'{}'.format(range)"),
)
WITH_TEXT = ("html", "html ~ name", "[html, name] | join", "html % 1", "html | replace('b', 'i')", "'a'.upper() ~ 1")


def test_nothing_is_printed_whose_text_is_another_at_each_run() -> None:
    def run(expression: str) -> str:
        own = ThemeTemplate("own.html", "theme/own.html", f"\n{{{{ {expression} }}}}")
        html, name = Markup("<b>%s</b> &lt;f at 0x7f&gt;"), "<f at 0x7f>"
        return environment(Theme(templates=(own,))).get_template("own.html").render(html=html, name=name)

    for expression in WITHOUT_TEXT:
        with pytest.raises(SecurityError, match="has no text that could be printed"):
            run(expression)
    for expression in WITH_TEXT:
        assert run(expression)
    assert run("html ~ [1] ~ name") == "\n<b>%s</b> &lt;f at 0x7f&gt;[1]&lt;f at 0x7f&gt;"


ENDLESS = {
    "loops in loops": "\n{% for a in range(99999) %}{% for b in range(99999) %}{{ b }}{% endfor %}{% endfor %}",
    "loops that skip": "\n{% for a in range(99999) %}{% for b in range(99999) if b < 0 %}{% endfor %}{% endfor %}",
    "macros that call twice": "\n{% macro m(n) %}{% if n %}{{ m(n-1) ~ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a text that doubles": "\n{% set n = namespace(x=1) %}{% for a in range(99) %}{% set n.x = n.x~n.x %}{% endfor %}",
    "a wide column": "\n{{ 'a' | center(10000000000) }}",
    "a tower of powers": "\n{{ 9 ** 9 ** 9 }}",
    "recursion": "\n{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}",
}
TANGLED = {
    "brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "loops": "{% for i in [1] %}" * 50 + "{% endfor %}" * 50,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_templates_that_do_not_end_are_ended_at_their_lines(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    monkeypatch.setattr(limits, "GROWTH", 100_000_000)
    bounds = resource.getrlimit(resource.RLIMIT_AS)
    (said,) = found(tmp_path, "", objectives_html=ENDLESS[name])
    assert said.startswith("theme/objectives.html:2 theme-template"), said
    assert resource.getrlimit(resource.RLIMIT_AS) == bounds


@pytest.mark.parametrize("name", TANGLED)
def test_templates_that_cannot_be_compiled_are_told(tmp_path: Path, name: str) -> None:
    (said,) = found(tmp_path, "", objectives_html=TANGLED[name])
    assert said.startswith("theme/objectives.html:1 theme-template it is nested too deeply")


def test_only_the_time_in_the_templates_of_the_theme_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.1)
    with limits.limited(frozenset({"theme/unit.html"})):
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass


def test_bounds_of_memory_that_overlap_leave_what_was_before() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    first, second = limits.limited(frozenset()), limits.limited(frozenset())
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert resource.getrlimit(resource.RLIMIT_AS) != before
    second.__exit__(None, None, None)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


_LOOKED_AT = """
import cProfile
from coursepack.pages import limits
limits.SECONDS = 0.0
def page():
    while True:
        pass
for files in ({"elsewhere"}, {"<string>"}):
    try:
        with limits.limited(frozenset(files)):
            page() if "<string>" in files else None
    except limits.TemplateTooSlowError:
        print("ended")
cProfile.Profile().runcall(lambda: None)
print("well")
"""


def test_looking_on_leaves_the_interpreter_as_it_was() -> None:
    """CPython 3.11 stands still under a profiler once it was told to raise nothing."""
    command = [sys.executable, "-c", _LOOKED_AT]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (done.stdout, done.stderr) == ("ended\nwell\n", "")


def test_templates_that_fail_in_one_output_alone_stop_the_build(tmp_path: Path) -> None:
    """Those that know the standard are not shown in the pages that are tried while the course is read."""
    template = "\n{% if standard == 'scorm12' %}{{ nothing }}{% endif %}"
    assert found(tmp_path, "", objectives_html=template) == []
    loaded = load(tmp_path)
    made, _ = make(loaded, ["html", "scorm12"])
    assert {one.target.name: bool(one.output.files) for one in made} == {"html": True, "scorm12": False}
    (said,) = loaded.report.diagnostics
    assert (said.at.file, said.at.line, said.rule.name) == ("theme/objectives.html", 2, "theme-template")


def test_what_templates_put_in_is_escaped(tmp_path: Path) -> None:
    from coursepack.pages.site import site
    from tests.support.by_hand import CONTEXT

    assert found(tmp_path, "", objectives_html="{{ '<script>' }}") == []
    pages = b"".join(file.whole() for file in site(load(tmp_path).course, CONTEXT) if file.path.endswith(".html"))
    assert b"&lt;script&gt;" in pages


def test_files_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    said = found(tmp_path, 'logo = "../logo.svg"', covers_html="x", extra_css="a{}")
    assert [one.split(" ", 2)[:2] for one in said] == [
        ["coursepack.toml:2", "theme-file"],
        ["theme/covers.html:1", "theme-file"],
    ]


def test_tokens_reach_the_stylesheet(tmp_path: Path) -> None:
    css = theme_stylesheet(Theme(font="Source Sans 3, serif", radius=0, measure=36, accent="#0b6b5b"))
    assert '--reading:"Source Sans 3",var(--serif),var(--sans);' in css
    assert "--radius:0rem;" in css
    assert "--measure:36rem;" in css
    assert css.count("--accent:#0b6b5b;") == 1
