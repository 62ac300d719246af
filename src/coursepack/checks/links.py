"""Whether links say where they lead, and what a course needs from outside."""

import re
from collections import Counter

from coursepack.checks.subject import Subject
from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import Image, Link, nested_inlines, plain_text
from coursepack.model.source import Position
from coursepack.patterns import late

VAGUE_LINK_TEXT = Rule(
    "vague-link-text",
    Severity.WARNING,
    "The words of a link do not say where it leads.",
    'Screen readers list the links of a page by their words, and a list of "here" is of no use.',
    "make the words that name the target the link: read the `[report on yeast](report.pdf)`",
    example="For the recipe click [here](https://example.org/recipe).",
    source="WCAG 2.2, 2.4.4 Link Purpose (In Context) (A), 2.4.9 (AAA)",
)
EMPTY_LINK_TEXT = Rule(
    "empty-link-text",
    Severity.WARNING,
    "A link has no words.",
    "Nobody can see it, and a screen reader reads out its address.",
    "write words between the square brackets, or take the link out",
    example="The recipe. [](https://example.org/recipe)",
    source="WCAG 2.2, 2.4.4 Link Purpose (In Context) (A)",
)
BARE_ADDRESS = Rule(
    "bare-address",
    Severity.NOTE,
    "The words of a link are a long web address.",
    "A screen reader reads it out letter by letter, and on a telephone it breaks the line.",
    "write words for it: [the report on yeast](https://…)",
    example="See https://example.org/reports/2024/11/yeast-and-its-price.html for more.",
    source="WCAG 2.2, 2.4.4 Link Purpose (In Context) (A)",
)
OUTSIDE_HOSTS = Rule(
    "outside-hosts",
    Severity.NOTE,
    "The course links to places on the web.",
    "They may change or vanish, some firms' networks do not let learners through, and their hosts learn who comes.",
    "nothing, if learners may go there; look from time to time whether the links still lead where they should",
    example="Read [the report](https://example.org/report).",
)
OUTSIDE_EMBED = Rule(
    "outside-embed",
    Severity.WARNING,
    "HTML that is let through fetches something from another host.",
    "The page works only online, and the host learns of every learner who opens it; privacy rules may ask for consent.",
    "put the file beside the lesson, or write a link in place of the frame",
    example='<iframe src="https://video.example.org/42"></iframe> with trust-html = true',
)

RULES = (VAGUE_LINK_TEXT, EMPTY_LINK_TEXT, BARE_ADDRESS, OUTSIDE_HOSTS, OUTSIDE_EMBED)

LONG_ADDRESS = 40
_VAGUE = {
    "en": "here,click here,click,click this,click this link,link,this link,this,read more,more,learn more,see more,"
    "this page,go,details",
    "de": "hier,hier klicken,klick hier,klicken sie hier,link,dieser link,mehr,mehr lesen,weiterlesen,weiter,mehr dazu",
    "fr": "ici,cliquez ici,clique ici,lien,ce lien,lire la suite,en savoir plus,plus,voir plus",
    "es": "aquí,haz clic aquí,haga clic aquí,enlace,este enlace,leer más,más,ver más,saber más",
    "pt": "aqui,clique aqui,link,este link,leia mais,mais,ver mais,saiba mais",
}
_WORDS = {language: frozenset(words.split(",")) for language, words in _VAGUE.items()}
_FETCHES = late(
    r"""<(?:iframe|script|embed|object|img|video|audio|source|link)\b[^>]*?"""
    r"""\b(?:src|data|href)\s*=\s*["']?((?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE,
)

_HOST = late(r"(?:https?:)?//(?:[^/?#@]*@)?([\w.-]+|\[[\da-fA-F:.]+\])(?:[:/?#]|$)")


def check(subject: Subject, report: Report) -> None:
    """Judge the words of links, and tell what they and passed-through HTML need from outside."""
    hosts: Counter[str] = Counter()
    first: Position | None = None
    for link, language in subject.survey.links:
        _check_words(link, language, report)
        if link.href.startswith(("http:", "https:")) and (host := _host(link.href)):
            hosts[host] += 1
            first = first or link.at
    if first is not None:
        shown = ", ".join(f"{host} ({number})" for host, number in sorted(hosts.items())[:6])
        more = f" and {len(hosts) - 6} more" if len(hosts) > 6 else ""
        places = f"{len(hosts)} hosts" if len(hosts) > 1 else "one host"
        report.add(OUTSIDE_HOSTS, first, f"the course links to {places} on the web: {shown}{more}")
    for html in subject.survey.html:
        for fetched in _FETCHES.finditer(html.html):
            report.add(OUTSIDE_EMBED, html.at, f"this asks {_host(fetched[1])} for something")


def _check_words(link: Link, language: str, report: Report) -> None:
    text = plain_text(link.children)
    if not text:
        if not any(isinstance(node, Image) for node in nested_inlines(link.children)):
            report.add(EMPTY_LINK_TEXT, link.at, f'the link to "{link.href[:80]}" has no words')
        return
    if len(text) > LONG_ADDRESS:
        if " " not in text and text.startswith(("http://", "https://", "www.")):
            report.add(BARE_ADDRESS, link.at, f"the address of {_host(link.href)} stands for itself", width=len(text))
    elif text.casefold().strip(" .:!…→»>[]()") in _WORDS.get(language.split("-")[0].lower(), _WORDS["en"]):
        report.add(VAGUE_LINK_TEXT, link.at, f'"{text}" does not say where the link leads', width=len(text) + 2)


def _host(address: str) -> str:
    """The host of an address; "" where it is none."""
    found = _HOST.match(address)
    return found[1].lower() if found else ""
