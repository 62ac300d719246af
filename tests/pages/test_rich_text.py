"""Every block and inline as HTML, one small example each."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursepack.model.content import (
    Attributes,
    Block,
    Callout,
    Checklist,
    ChecklistItem,
    Code,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Disclosure,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Media,
    QuizPlacement,
    Quotation,
    SoftBreak,
    Span,
    Strikethrough,
    Strong,
    Text,
    ThematicBreak,
    TrustedHtml,
    UnitMention,
)
from coursepack.model.course import Asset, AssetTarget, Course, CourseTarget, Target, UnitTarget, WebTarget
from coursepack.model.source import Position
from coursepack.pages.rich_text import RichText
from tests.pages.courses import FILE, at, bullets, callout, paragraph, paragraphs, table, text, verdicts, words


class Somewhere:
    """Addresses that are easy to see in the output."""

    def unit(self, unit_id: str, anchor: str) -> str | None:
        return None if unit_id == "gone" else f"{unit_id}.html" + (f"#{anchor}" if anchor else "")

    def asset(self, asset: Asset) -> str:
        return f"files/{asset.path}"

    def course(self) -> str | None:
        return "start.html"

    def elsewhere(self, _unit_id: str, _at: Position, /) -> tuple[str, str] | None:
        return None


@pytest.fixture
def course() -> Course:
    names = {"pic.png": "image/png", "talk.mp4": "video/mp4", "talk.vtt": "text/vtt", "notes.pdf": "application/pdf"}
    assets = {name: Asset(name, Path(name), kind, 1, "0", 40, 30) for name, kind in names.items()}
    targets: dict[str, Target] = {name: AssetTarget(name) for name in names}
    targets |= {
        "https://example.org/?a=1&b=2": WebTarget("https://example.org/?a=1&b=2"),
        "javascript:alert(1)": WebTarget("javascript:alert(1)"),
        "other.md#part": UnitTarget("other", "part"),
        "gone.md": UnitTarget("gone"),
        "README.md": CourseTarget(),
        "activity 1.1": UnitTarget("activity_1_1"),
    }
    return Course(at=at(), id="c", title=(), assets=assets, targets={FILE: targets})


@pytest.fixture
def rendered(course: Course) -> Callable[..., str]:
    def render(*blocks: Block, **options: Any) -> str:
        renderer = RichText(course, Somewhere(), id_prefix="p-x--", **options)
        return str(renderer.blocks(blocks))

    return render


def inline(course: Course, *nodes: Inline) -> str:
    return str(RichText(course, Somewhere(), id_prefix="p-x--").inlines(nodes))


def link(href: str, content: str = "here") -> Link:
    return Link(at=at(), href=href, children=(text(content),))


def test_marks_up_runs_of_text(course: Course) -> None:
    assert inline(course, text("a < b & \"c\" 'd'")) == "a &lt; b &amp; &#34;c&#34; &#39;d&#39;"
    assert inline(course, Strong(at=at(), children=words("a"))) == "<strong>a</strong>"
    assert inline(course, Emphasis(at=at(), children=words("a"))) == "<em>a</em>"
    assert inline(course, Strikethrough(at=at(), children=words("a"))) == "<del>a</del>"
    assert inline(course, Code(at=at(), text="<b>")) == "<code>&lt;b&gt;</code>"
    assert inline(course, text("a"), SoftBreak(at=at()), text("b")) == "a\nb"
    assert inline(course, text("a"), LineBreak(at=at()), text("b")) == "a<br>\nb"
    assert inline(course, Span(at=at(), tag_name="kbd", children=words("Esc"))) == "<kbd>Esc</kbd>"
    assert inline(course, Span(at=at(), tag_name="script", children=words("x"))) == "<span>x</span>"


def test_links_lead_where_the_course_says(course: Course) -> None:
    assert inline(course, link("https://example.org/?a=1&b=2")) == (
        '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">here</a>'
    )
    assert inline(course, link("other.md#part")) == '<a href="other.html#part">here</a>'
    assert inline(course, link("README.md")) == '<a href="start.html">here</a>'
    assert inline(course, link("notes.pdf")) == '<a href="files/notes.pdf">here</a>'
    mention = UnitMention(at=at(), label="activity", number="1.1", children=words("activity 1.1"))
    assert inline(course, mention) == '<a href="activity_1_1.html">activity 1.1</a>'


@pytest.mark.parametrize("href", ["missing.md", "gone.md", "javascript:alert(1)"])
def test_a_link_that_leads_nowhere_leaves_its_words(course: Course, href: str) -> None:
    assert inline(course, link(href)) == "here"


def test_links_that_leave_a_package_open_a_window_of_their_own(course: Course) -> None:
    renderer = RichText(course, Somewhere(), new_windows=True)
    html = renderer.inlines((link("https://example.org/?a=1&b=2"), link("notes.pdf"), link("other.md#part")))
    assert html.count('target="_blank" rel="noopener"') == 2
    assert html.count("opens in a new window") == 2


def test_no_link_stands_in_another_one(course: Course) -> None:
    badge = Image(at=at(), source="https://example.org/?a=1&b=2", alt="Badge")
    assert inline(course, badge).startswith('<a href="https://example.org/')
    outer = Link(at=at(), href="README.md", children=(badge, link("notes.pdf")))
    assert inline(course, outer) == '<a href="start.html"><span>Badge</span>here</a>'


def test_images_know_their_size_and_missing_ones_leave_their_words(course: Course) -> None:
    assert inline(course, Image(at=at(), source="pic.png", alt='a "b"')) == (
        '<img src="files/pic.png" alt="a &#34;b&#34;" width="40" height="30" loading="lazy" decoding="async">'
    )
    assert inline(course, Image(at=at(), source="missing.png", alt="A pipe")) == "<span>A pipe</span>"


def test_footnotes_lead_there_and_back(course: Course, rendered: Callable[..., str]) -> None:
    mark = inline(course, FootnoteReference(at=at(), number=2, occurrence=2))
    assert 'id="p-x--fnref-2-2" href="#p-x--fn-2"' in mark
    notes = rendered(Footnotes(at=at(), items=(Footnote(at=at(), number=2, blocks=paragraphs("Why."), occurrences=2),)))
    assert '<li id="p-x--fn-2" value="2">Why.' in notes
    assert re.findall('href="(.*?)"', notes) == ["#p-x--fnref-2", "#p-x--fnref-2-2"]


def test_mathematics_is_mathml_or_else_stays_as_written(course: Course, rendered: Callable[..., str]) -> None:
    assert inline(course, Math(at=at(), tex="x<1")) == "<math><mi>x</mi><mo>&lt;</mo><mn>1</mn></math>"
    assert inline(course, Math(at=at(), tex=r"\nonsense{<b>}")) == r'<code class="math">\nonsense{&lt;b&gt;}</code>'
    block = rendered(MathBlock(at=at(), tex=r"\begin{align}a&=b\\c&=\color{red}d\end{align}"))
    named = 'role="group" tabindex="0" aria-label="Formula"'
    assert block.startswith(f'<div class="math-block" {named}><math display="block">')
    assert " style=" not in block
    assert 'mathcolor="#FF0000"' in block


def test_headings_are_shifted_and_prefixed(rendered: Callable[..., str]) -> None:
    node = Heading(at=at(), level=2, children=words("A & b"), anchor="a-b")
    assert rendered(node, heading_level=2) == '<h3 id="p-x--a-b">A &amp; b</h3>\n'
    assert rendered(node, heading_level=6).startswith("<h6 ")


def test_lists(rendered: Callable[..., str]) -> None:
    assert rendered(bullets("a", "b")) == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    item = ListItem(at=at(), blocks=(paragraph("a"), bullets("b")))
    assert rendered(List(at=at(), ordered=True, start=3, items=(item,), tight=False)) == (
        '<ol start="3">\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n'
    )
    assert rendered(List(at=at(), ordered=False, items=(item,))) == (
        "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"
    )


def test_marks_of_lists_are_hidden_and_said_in_words(rendered: Callable[..., str]) -> None:
    html = rendered(verdicts(("+", "Lock it"), ("-", "Share it")))
    assert '<span class="mark" aria-hidden="true">✓</span><span class="visually-hidden">Yes: </span>' in html
    assert '<span class="mark" aria-hidden="true">✗</span><span class="visually-hidden">No: </span>' in html
    html = rendered(Checklist(at=at(), items=(ChecklistItem(at=at(), done=True, blocks=paragraphs("Open it")),)))
    assert '<li class="done"><span class="mark" aria-hidden="true">☑</span>' in html
    assert '<span class="visually-hidden">Done: </span><div>Open it</div>' in html


def test_tables_have_headers_and_scroll_in_a_named_region(rendered: Callable[..., str]) -> None:
    html = rendered(table(("Company", ""), ("**Uber**", "1")), table(("Company", "b")))
    assert '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1: Company">' in html
    assert 'aria-label="Table 2: Company, b"' in html
    assert '<tr><th scope="col">Company</th><td></td></tr>' in html
    assert '<tr><th scope="row"><strong>Uber</strong></th><td>1</td></tr>' in html


def test_code_is_highlighted_where_its_language_is_known(rendered: Callable[..., str]) -> None:
    html = rendered(CodeBlock(at=at(), text="if x < 1: pass\n", language="python"))
    assert '<span class="code-language">Python</span>' in html
    assert '<span class="k">if </span>x &lt; <span class="m">1</span>' in html
    html = rendered(CodeBlock(at=at(), text="a < b\n", language="no-such-language"))
    assert html == (
        '<div class="code"><span class="code-language">no-such-language</span>'
        '<pre tabindex="0"><code translate="no">a &lt; b\n</code></pre></div>\n'
    )
    assert "code-language" not in rendered(CodeBlock(at=at(), text="x\n"))


def test_highlighting_keeps_every_character(rendered: Callable[..., str]) -> None:
    source = "\n\n  SELECT *\tFROM t -- é <&>\n\n"
    html = rendered(CodeBlock(at=at(), text=source, language="sql"))
    shown = re.sub("<[^>]*>", "", html.split("<code")[1].split(">", 1)[1].split("</code>")[0])
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == source


def test_callouts_are_named_notes(rendered: Callable[..., str]) -> None:
    html = rendered(callout("scenario", "Relatable scenario", paragraph("Imagine.")))
    assert html == (
        '<aside class="callout callout-scenario" role="note" aria-label="Scenario">\n'
        '<p class="callout-label"><span class="callout-icon" aria-hidden="true"></span>'
        "<strong>Relatable scenario</strong></p>\n<p>Imagine.</p>\n</aside>\n"
    )
    folded = rendered(Callout(at=at(), kind="tip", title=(), blocks=paragraphs("x"), fold="open"))
    assert '<details open>\n<summary class="callout-label">' in folded
    assert "<strong>Tip</strong>" in folded


def test_quotations_definitions_disclosures_and_breaks(rendered: Callable[..., str]) -> None:
    assert rendered(Quotation(at=at(), blocks=paragraphs("q"))) == "<blockquote>\n<p>q</p>\n</blockquote>\n"
    item = Definition(at=at(), term=words("t"), details=(paragraphs("d"), paragraphs("e")))
    assert rendered(DefinitionList(at=at(), items=(item,))) == "<dl>\n<dt>t</dt>\n<dd>d</dd>\n<dd>e</dd>\n</dl>\n"
    html = rendered(Disclosure(at=at(), summary=words("More"), blocks=paragraphs("x"), open=True))
    assert html == '<details class="disclosure" open>\n<summary>More</summary>\n<p>x</p>\n</details>\n'
    assert rendered(ThematicBreak(at=at())) == "<hr>\n"
    assert rendered(Container(at=at(), tag_name="form", blocks=paragraphs("x"))) == "<div>\n<p>x</p>\n</div>\n"
    assert 'role="note"' in rendered(Container(at=at(), tag_name="aside", blocks=paragraphs("x")))


def test_figures_and_media(rendered: Callable[..., str]) -> None:
    image = Image(at=at(), source="pic.png", alt="A pipe")
    html = rendered(Figure(at=at(), image=image, caption=words("Fig")))
    assert html.startswith('<figure><img src="files/pic.png" alt="A pipe"')
    assert "<figcaption>Fig</figcaption>" in html
    media = Media(
        at=at(),
        kind="video",
        source="talk.mp4",
        alt="Talk",
        tracks=(("", "talk.vtt"),),
        transcript=paragraphs("Hi."),
    )
    html = rendered(media)
    assert '<video controls preload="metadata" src="files/talk.mp4" width="40" height="30" aria-label="Talk">' in html
    assert '<track kind="captions" srclang="en" label="Captions (en)" src="files/talk.vtt" default>' in html
    assert "<summary>Transcript</summary>\n<p>Hi.</p>" in html


def test_only_trusted_html_passes_as_it_is(rendered: Callable[..., str]) -> None:
    assert rendered(TrustedHtml(at=at(), html="<b>x</b>")) == "<b>x</b>\n"


def test_a_quiz_stands_where_it_was_placed(rendered: Callable[..., str]) -> None:
    node = QuizPlacement(at=at(), quiz_id="z")
    assert rendered(node) == ""
    assert rendered(node, quiz=lambda placement: f"[{placement.quiz_id}]") == "[z]"


def test_names_of_authors_cannot_be_mistaken_for_those_of_the_pages(course: Course) -> None:
    attributes = Attributes(id="main", classes=("page-end", "a b"), values=(("lang", "de"), ("onclick", "x()")))
    html = inline(course, Strong(at=at(), children=words("a"), attributes=attributes))
    assert html == '<strong id="p-x--main" class="x-page-end" lang="de" dir="ltr">a</strong>'


def test_characters_that_html_cannot_hold_are_left_out(course: Course) -> None:
    assert inline(course, Text(at=at(), text="a\x00b\x0bc\ud800d\ufffee\tf")) == "abcde\tf"
