"""Formulas come back from MathML: math-core, which made it of TeX, makes the same of the TeX that is read out of it."""

import pytest
from lxml import etree

from coursepack.importing.mathml import tex_of
from coursepack.importing.rich_text import RichText
from coursepack.model.content import MathBlock, Paragraph, Text
from coursepack.pages.mathematics import mathml
from tests.support.by_hand import AT

FORMULAS = [
    r"a+b", r"x^2", r"x_1^2", r"\frac{\frac{a}{b}}{c}", r"\sqrt{2}", r"\sqrt[3]{x+1}", r"\sum_{i=1}^n i^2",
    r"\int_0^\infty e^{-x}\,dx", r"\lim_{x\to 0}\frac{\sin x}{x}", r"\alpha+\beta\le\gamma", r"\vec{v}\cdot\hat{n}",
    r"\overline{AB}", r"\underline{x}", r"\tilde{x}", r"\dot{x}+\ddot{y}", r"\overbrace{a+b}^{n}",
    r"\begin{matrix} a & b \\ c & d \end{matrix}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}", r"\begin{cases} a & x>0 \\ b & x\le0 \end{cases}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}", r"\left(\frac{a}{b}\right)", r"\left[0,1\right)",
    r"\text{if } x>0", r"\mathrm{kg}", r"\mathbf{v}", r"\mathbb{R}", r"\mathcal{O}(n)", r"\mathit{ab}", r"f'(x)",
    r"a\;b\,c\quad d", r"50\,\%", r"\{1,2\}", r"x\in A\cup B", r"\binom{n}{k}", r"\log_2 n", r"10^{-3}", r"{}_2F_1",
    r"a\ne b", r"|x|", r"\lfloor x\rfloor", r"\ldots", r"\cdots", r"\frac{\partial f}{\partial x}", r"90^\circ", r"a<b",
    r"\operatorname{rank} A", r"\neg p \lor q \land r", r"a \& b", r"\max(a,b)", r"\ell", r"\langle x,y\rangle",
    r"\bigcup_{i} A_i", r"\Rightarrow", r"\forall x\exists y", r"\stackrel{?}{=}", r"\tan^{-1}x", r"1{,}000",
]  # fmt: skip


@pytest.mark.parametrize("tex", FORMULAS)
def test_it_comes_back(tex: str) -> None:
    made = mathml(tex, display=False)
    assert mathml(tex_of(etree.fromstring(made)), display=False) == made


def _operators(signs: str) -> str:
    """A row as an editor writes it flat, with each sign for itself."""
    return "".join(f"<mi>{sign}</mi>" if sign.isalpha() else f"<mo>{sign}</mo>" for sign in signs)


@pytest.mark.parametrize(
    ("markup", "tex"),
    [
        ('<mfenced open="[" close="]"><mi>a</mi><mi>b</mi></mfenced>', r"\left[ a , b \right]"),
        ('<mi mathvariant="double-struck">R</mi>', r"\mathbb{R}"),
        ('<mi mathvariant="bold">v</mi><mo>=</mo><mi mathvariant="normal">d</mi>', r"\mathbf{v} = \mathrm{d}"),
        ('<mfrac linethickness="0px"><mi>n</mi><mi>k</mi></mfrac>', r"\genfrac{}{}{0pt}{}{n}{k}"),
        ('<msup><mi>f</mi><mo>″</mo></msup>', "f''"),
        ("<munder><mi>x</mi><mi>y</mi></munder>", r"\underset{y}{x}"),
        ("<mover><mo>→</mo><mi>f</mi></mover>", r"\xrightarrow{f}"),
        (_operators("(a)+(b)"), "( a ) + ( b )"),
        (_operators("|a|+|b|"), "| a | + | b |"),
        (_operators("]a[+]b["), "] a [ + ] b ["),
        (_operators("[a)+(b]"), "[ a ) + ( b ]"),
        (_operators("((a)+(b))"), r"\left( ( a ) + ( b ) \right)"),
        (_operators("[a["), r"\left[ a \right["),
        ('<mi>x</mi><mspace width="-0.1667em"/><mi>y</mi>', r"x \! y"),
        ('<semantics><mi>z</mi><annotation encoding="application/x-tex">\\zeta</annotation></semantics>', r"\zeta"),
    ],
)  # fmt: skip
def test_what_other_editors_write(markup: str, tex: str) -> None:
    assert tex_of(etree.fromstring(f'<math xmlns="http://www.w3.org/1998/Math/MathML">{markup}</math>')) == tex
    assert "<code" not in mathml(tex, display=False)


def test_a_formula_that_cannot_be_read_is_its_words_and_is_told() -> None:
    told: list[str] = []
    rich = RichText(AT, told.append)
    html = '<p>So <math><mi>x</mi><mlongdiv><mn>3</mn></mlongdiv></math></p><math display="block"><mi>y</mi></math>'
    paragraph, block = rich.blocks(html)
    assert isinstance(paragraph, Paragraph)
    assert [node.text for node in paragraph.children if isinstance(node, Text)] == ["So x3"]
    assert isinstance(block, MathBlock)
    assert told == ["a formula could not be read and is plain text"]
    deep = "<mrow>" * 100 + "<mi>x</mi>" + "</mrow>" * 100
    half = '<mo>(</mo><mfrac linethickness="0"><mi>n</mi></mfrac><mo>)</mo>'
    for markup in (deep, half):
        assert tex_of(etree.fromstring(f"<math>{markup}</math>")) == ""
