"""MathML as TeX: what editors and our own packages write, back in the form that the model holds."""

from lxml import etree

from coursepack.xml import clean

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
    "\u2061": "", "\u2062": "", "\u2063": "", "\u200b": "",
}  # fmt: skip
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim max min det gcd".split()
)
_OVER = {
    "¯": "overline",
    "‾": "overline",
    "^": "hat",
    "→": "vec",
    "˙": "dot",
    "¨": "ddot",
    "~": "tilde",
    "⏞": "overbrace",
}
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
    return " ".join(filter(None, (_node(child, depth + 1) for child in element.iterchildren(etree.Element))))


def _node(element: etree._Element, depth: int) -> str:
    if depth > _MOST_DEPTH:
        raise _UnreadableError
    name = str(element.tag).rpartition("}")[2].lower()
    parts = list(element.iterchildren(etree.Element))
    match name:
        case "mi" | "mn" | "mo" | "ms":
            return _characters(" ".join((element.text or "").split()), name)
        case "mtext":
            text = " ".join((element.text or "").split()).replace("\\", "").replace("{", "").replace("}", "")
            return f"\\text{{{text.replace('$', '')}}}" if text else r"\ "
        case "mspace":
            return r"\ "
        case "math" | "mrow" | "mstyle" | "mpadded" | "semantics" | "merror" | "mtd":
            return _row(element, depth)
        case "annotation" | "annotation-xml" | "mphantom" | "none":
            return ""
        case "mfrac" if len(parts) == 2:
            return rf"\frac{_group(parts[0], depth)}{_group(parts[1], depth)}"
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
            rows = (" & ".join(_node(cell, depth + 2) for cell in row.iterchildren(etree.Element)) for row in parts)
            return r"\begin{matrix} " + r" \\ ".join(rows) + r" \end{matrix}"
        case _:
            raise _UnreadableError


def _script(name: str, base: etree._Element, other: etree._Element, depth: int) -> str:
    if name == "mover":
        sign = " ".join((other.text or "").split())
        if sign in _OVER:
            return rf"\{_OVER[sign]}{_group(base, depth)}"
    mark = "^" if name in ("msup", "mover") else "_"
    return f"{_base(base, depth)}{mark}{_group(other, depth)}"


def _base(element: etree._Element, depth: int) -> str:
    tex = _node(element, depth + 1)
    return tex if len(tex) == 1 or (tex.startswith("\\") and tex[1:].isalpha()) else f"{{{tex}}}"


def _group(element: etree._Element, depth: int) -> str:
    return f"{{{_node(element, depth + 1)}}}"


def _characters(text: str, name: str) -> str:
    if text in _FUNCTIONS:
        return f"\\{text}"
    tex = "".join(f"{_SIGNS[sign]} " if sign in _SIGNS else sign for sign in text.replace("\\", r"\backslash ")).strip()
    return rf"\mathrm{{{tex}}}" if name == "mi" and len(text) > 1 and text.isalpha() else tex


def _fence(sign: str) -> str:
    return _SIGNS.get(sign, sign) or "."
