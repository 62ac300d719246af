"""MathML as TeX: what editors and our own packages write, back in the form that the model holds."""

import re
import unicodedata
from itertools import accumulate

from lxml import etree

from coursepack.xml import clean, html_name

_SIGNS = {
    "×": r"\times", "÷": r"\div", "±": r"\pm", "∓": r"\mp", "·": r"\cdot", "⋅": r"\cdot", "≤": r"\le", "≥": r"\ge",
    "≠": r"\ne", "≈": r"\approx", "∞": r"\infty", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "√": r"\surd",
    "∂": r"\partial", "∇": r"\nabla", "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "∪": r"\cup", "∩": r"\cap",
    "→": r"\to", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "∀": r"\forall", "∃": r"\exists", "°": r"^{\circ}",
    "…": r"\dots", "−": "-", "∼": r"\sim", "∝": r"\propto", "′": "'",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ζ": r"\zeta", "η": r"\eta",
    "θ": r"\theta", "λ": r"\lambda", "μ": r"\mu", "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma",
    "τ": r"\tau", "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma",
    "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda", "Π": r"\Pi", "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi",
    "Ω": r"\Omega", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$",
    "≡": r"\equiv", "ℓ": r"\ell", "⧵": r"\backslash", "\u2061": "", "\u2062": "", "\u2063": "", "\u200b": "",
}  # fmt: skip
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim max min det gcd".split()
)
_SPACES = {-0.17: r"\!", 0.17: r"\,", 0.22: r"\:", 0.28: r"\;", 0.5: r"\ ", 1.0: r"\quad", 2.0: r"\qquad"}
"""{em: the space}; the nearest one is taken."""
_OVER = {
    "¯": "overline", "‾": "overline", "\u0332": "overline", "\u0305": "overline", "_": "overline", "ˉ": "bar",
    "^": "hat", "ˆ": "hat", "\u0302": "hat", "→": "vec", "\u20d7": "vec", "˙": "dot", "\u0307": "dot",
    "¨": "ddot", "\u0308": "ddot", "~": "tilde", "˜": "tilde", "\u0303": "tilde", "ˇ": "check", "⏞": "overbrace",
}  # fmt: skip
_UNDER = {"\u0332": "underline", "_": "underline", "¯": "underline", "‾": "underline", "⏟": "underbrace"}
_OPENING, _CLOSING = frozenset("([{⌊⌈⟨"), frozenset(")]}⌋⌉⟩")
_FENCES = _OPENING | _CLOSING | frozenset("|‖\u2063")
_LIMITS = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
"""Operators whose scripts stand above and below them by themselves."""
_TABLES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix", ("‖", "‖"): "Vmatrix"}
_STYLES = (
    ("bold", "mathbf"), ("double-struck", "mathbb"), ("script", "mathcal"), ("fraktur", "mathfrak"),
    ("sans-serif", "mathsf"), ("monospace", "mathtt"), ("italic", "mathit"),
)  # fmt: skip
_MOST_DEPTH = 60


class _UnreadableError(Exception):
    """An element whose meaning is not known: a formula half read would be another formula."""


def tex_of(element: etree._Element) -> str:
    """The TeX of a `<math>` element on one line; "" where it cannot be read. TeX that it carries itself is used."""
    for note in element.iter("{*}annotation", "annotation"):
        if note.get("encoding", "").lower() in ("application/x-tex", "latex", "tex") and note.text:
            return " ".join(clean(note.text).split())
    try:
        return " ".join(_row(element, 0).split())
    except _UnreadableError:
        return ""


def _row(element: etree._Element, depth: int) -> str:
    parts = list(element.iterchildren(etree.Element))
    first, last = (_operator(parts[at]) if len(parts) > 1 else "" for at in (0, -1))
    if first in _FENCES and last in _FENCES and _stretches(parts[0], parts[-1]) and _is_pair(first, last, parts[1:-1]):
        return _fenced(first, last, parts[1:-1], depth)
    return _joined(parts, depth)


def _is_pair(first: str, last: str, between: list[etree._Element]) -> bool:
    """Whether two fences belong together: those of `(a)+(b)`, of `|a|+|b|` and of `]0,1[+]2,3[` do not."""
    signs = [_operator(part) for part in between]
    if not (first in _OPENING and last in _CLOSING) and {first, last} & {*signs}:
        return False
    levels = [*accumulate((sign in _OPENING) - (sign in _CLOSING) for sign in signs)]
    return not levels or (min(levels) >= 0 and levels[-1] == 0)


def _joined(parts: list[etree._Element], depth: int) -> str:
    made: list[str] = []
    for place, part in enumerate(parts):
        behind = _operator(parts[place + 1]) if place + 1 < len(parts) else ""
        name = _function_of(part) if behind == "\u2061" else ""
        tex = name or _node(part, depth + 1)
        if tex:
            made.append(tex)
        if made[-3:] == [".", ".", "."]:
            made[-3:] = [r"\ldots"]
    return " ".join(made)


def _fenced(first: str, last: str, parts: list[etree._Element], depth: int) -> str:
    if len(parts) == 1 and html_name(parts[0]) == "mtable":
        if (first, last) == ("{", "\u2063"):
            return _table(parts[0], "cases", depth)
        if (first, last) in _TABLES:
            return _table(parts[0], _TABLES[first, last], depth)
    if len(parts) == 1 and html_name(parts[0]) == "mfrac" and _is_bare(parts[0]) and (first, last) == ("(", ")"):
        numbers = list(parts[0].iterchildren(etree.Element))
        if len(numbers) == 2:
            return rf"\binom{_group(numbers[0], depth)}{_group(numbers[1], depth)}"
    return rf"\left{_fence(first)} {_joined(parts, depth)} \right{_fence(last)}"


def _operator(element: etree._Element) -> str:
    return (element.text or "").strip() if html_name(element) == "mo" else ""


def _stretches(*fences: etree._Element) -> bool:
    return all(fence.get("stretchy") != "false" for fence in fences)


def _function_of(element: etree._Element) -> str:
    """The name of a function that is applied to what follows, where it is no known one."""
    inner = [part for part in element.iter(etree.Element) if html_name(part) not in ("mrow", "mspace")]
    text = (inner[0].text or "").strip() if len(inner) == 1 and html_name(inner[0]) == "mi" else ""
    return rf"\operatorname{{{text}}}" if len(text) > 1 and text.isalpha() and text not in _FUNCTIONS else ""


def _is_bare(fraction: etree._Element) -> bool:
    """Whether a fraction has no line."""
    return fraction.get("linethickness", "1").strip().rstrip("pxemt%").strip() in ("0", "0.0")


def _node(element: etree._Element, depth: int) -> str:
    if depth > _MOST_DEPTH:
        raise _UnreadableError
    parts = list(element.iterchildren(etree.Element))
    name = html_name(element)
    match name:
        case "mo" if (element.text or "").strip() == "," and element.get("rspace") in ("0", "0em"):
            return "{,}"
        case "mi" | "mn" | "mo" | "ms":
            return _characters(" ".join((element.text or "").split()), name, element.get("mathvariant", ""))
        case "mtext":
            text = re.sub(r"[\\{}$]", "", " ".join(re.split(r"[\s\u00a0]+", element.text or "")))
            return f"\\text{{{text}}}" if text.strip() else r"\ " if text else ""
        case "mspace":
            return _space(element.get("width", "0"))
        case "math" | "mrow" | "mstyle" | "mpadded" | "semantics" | "merror" | "mtd":
            return _row(element, depth)
        case "annotation" | "annotation-xml" | "mphantom" | "none":
            return ""
        case "mfrac" if len(parts) == 2:
            command = r"\genfrac{}{}{0pt}{}" if _is_bare(element) else r"\frac"
            return f"{command}{_group(parts[0], depth)}{_group(parts[1], depth)}"
        case "msqrt":
            return rf"\sqrt{{{_row(element, depth)}}}"
        case "mroot" if len(parts) == 2:
            return rf"\sqrt[{_node(parts[1], depth + 1)}]{_group(parts[0], depth)}"
        case "msup" | "msub" | "munder" | "mover" if len(parts) == 2:
            return _script(name, parts[0], parts[1], depth)
        case "msubsup" | "munderover" if len(parts) == 3:
            return f"{_base(parts[0], depth)}_{_group(parts[1], depth)}^{_group(parts[2], depth)}"
        case "mfenced":
            opening, closing = element.get("open", "("), element.get("close", ")")
            inner = " , ".join(_node(part, depth + 1) for part in parts)
            return rf"\left{_fence(opening)} {inner} \right{_fence(closing)}"
        case "mtable":
            return _table(element, "aligned" if element.get("displaystyle") == "true" else "matrix", depth)
        case _:
            raise _UnreadableError


def _table(element: etree._Element, name: str, depth: int) -> str:
    rows = (
        " & ".join(_node(cell, depth + 2) for cell in row.iterchildren(etree.Element))
        for row in element.iterchildren(etree.Element)
    )
    return rf"\begin{{{name}}} " + r" \\ ".join(rows) + rf" \end{{{name}}}"


def _space(width: str) -> str:
    """The space that is nearest to a width in em; none has no width."""
    found = re.fullmatch(r"\s*(-?[\d.]+)(em|ex|px|pt)?\s*", width)
    try:
        size = float(found[1]) / {"ex": 2, "px": 16, "pt": 12}.get(found[2] or "em", 1) if found else 0.0
    except ValueError:
        size = 0.0
    return _SPACES[min(_SPACES, key=lambda each: abs(each - size))] if size else ""


def _script(name: str, base: etree._Element, other: etree._Element, depth: int) -> str:
    sign = " ".join((other.text or "").split())
    accents = {"mover": _OVER, "munder": _UNDER}.get(name, {})
    if sign in accents:
        return rf"\{accents[sign]}{_group(base, depth)}"
    if name == "msup" and sign in ("′", "'", "″", "‴"):
        return _base(base, depth) + "'" * {"″": 2, "‴": 3}.get(sign, 1)
    script = _group(other, depth)
    if script == "{}":
        return _base(base, depth)
    if name == "mover" and _operator(base) == "→":
        return rf"\xrightarrow{{{_node(_inmost(other), depth + 1)}}}"
    if name in ("mover", "munder") and not _has_limits(base):
        return rf"\{'overset' if name == 'mover' else 'underset'}{script}{_group(base, depth)}"
    return f"{_base(base, depth)}{'^' if name in ('msup', 'mover') else '_'}{script}"


def _inmost(element: etree._Element) -> etree._Element:
    """What stands over an arrow, without the spaces that make the arrow long enough for it."""
    inner = [part for part in element.iterchildren(etree.Element) if html_name(part) != "mspace"]
    return _inmost(inner[0]) if len(inner) == 1 else element


def _has_limits(base: etree._Element) -> bool:
    """Whether what stands above or below something is written as its script."""
    text = "".join(base.itertext()).strip()
    marks = {_operator(part) for part in base.iter(etree.Element)}
    return text in _LIMITS or text in _FUNCTIONS or bool(marks & {"⏞", "⏟"})


def _base(element: etree._Element, depth: int) -> str:
    tex = _node(element, depth + 1)
    is_braced = html_name(element) in ("mover", "munder") and tex.startswith((r"\overbrace", r"\underbrace"))
    return tex if len(tex) == 1 or is_braced or (tex.startswith("\\") and tex[1:].isalpha()) else f"{{{tex}}}"


def _group(element: etree._Element, depth: int) -> str:
    return f"{{{_node(element, depth + 1)}}}"


def _characters(text: str, name: str, variant: str) -> str:
    if text in _FUNCTIONS:
        return f"\\{text}"
    plain, style = _unstyled(text)
    style = style or next((command for word, command in _STYLES if word in variant and variant != "italic"), "")
    tex = "".join(f"{_SIGNS[sign]} " if sign in _SIGNS else sign for sign in plain.replace("\\", "\u29f5")).strip()
    if style:
        return rf"\{style}{{{tex}}}"
    upright = name == "mi" and ((len(text) > 1 and text.isalpha()) or (variant == "normal" and text.isalpha()))
    return rf"\mathrm{{{tex}}}" if upright else tex


def _unstyled(text: str) -> tuple[str, str]:
    """Letters of mathematical alphabets as plain ones, and the command for their alphabet; text of others is kept."""
    text = text.replace("\ufe00", "").replace("\ufe01", "")
    plain = unicodedata.normalize("NFKC", text)
    if text in _SIGNS or plain == text or len(plain) != len(text) or not plain.isascii():
        return text, ""
    names = {unicodedata.name(sign, "").lower() for sign in text}
    for word, command in _STYLES:
        if all(f" {word}" in f" {each}" and ("mathematical" in each or word != "italic") for each in names):
            return plain, command
    return text, ""


def _fence(sign: str) -> str:
    return {"{": r"\{", "}": r"\}", "‖": r"\Vert", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil",
            "⌉": r"\rceil", "⟨": r"\langle", "⟩": r"\rangle"}.get(sign, sign.strip("\u2063")) or "."  # fmt: skip
