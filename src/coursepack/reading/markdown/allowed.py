"""The HTML that authors may write: which elements and attributes become typed nodes, and the rules for the rest."""

from coursepack.diagnostics import Rule, Severity
from coursepack.model.content import Attributes

HTML_NOT_ALLOWED = Rule(
    "html-not-allowed",
    Severity.WARNING,
    "An HTML element is not among those that coursepack carries.",
    "Scripts, forms and frames do not survive a learning system, and most targets cannot show them at all.",
    "write it in Markdown, a frame as a link to what it shows; put it in a code block if learners should see the tag; "
    "`trust-html = true` in coursepack.toml lets all HTML of the course through",
    example='<iframe src="https://example.org/video"></iframe>',
)
HTML_NOT_CLOSED = Rule(
    "html-not-closed",
    Severity.WARNING,
    "An HTML element is opened but not closed, or closed but not opened.",
    "What was meant to stand inside it cannot be told from what follows.",
    "write both the opening and the closing tag",
    example="<details>\n<summary>More</summary>\n\nText without a </details>",
)

INLINE_TAGS = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em font i img ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
CONTAINER_TAGS = frozenset("address article aside center div figure footer header hgroup main nav section".split())
BLOCK_TAGS = CONTAINER_TAGS | frozenset(
    "blockquote details summary figcaption p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr "
    "th td colgroup col pre hr video audio source track".split()
)

_KEPT = ("lang", "dir", "title", "cite", "datetime", "width", "height")
_DIRECTIONS = ("ltr", "rtl", "auto")


def allowed_attributes(attributes: dict[str, str]) -> Attributes | None:
    """What is kept of an element's attributes; None where nothing is. Handlers and styles never are."""
    if not attributes:
        return None
    kept = tuple(
        (name, attributes[name]) for name in _KEPT if attributes.get(name) and _is_sound(name, attributes[name])
    )
    classes = tuple(attributes.get("class", "").split())
    anchor = attributes.get("id", "")
    return Attributes(anchor, classes, kept) if kept or classes or anchor else None


def _is_sound(name: str, value: str) -> bool:
    if name == "dir":
        return value in _DIRECTIONS
    if name in ("width", "height"):
        return value.isdecimal()
    return True
