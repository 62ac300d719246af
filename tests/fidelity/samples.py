"""A question of every type with everything that the type can have, as an author writes it.

Each word that must arrive is written once in the source; `wanted` says for each facet what a reader must have seen:
the words (or the value in words), and what else stands there.
"""

from dataclasses import dataclass, field

from coursepack.model.facets import Facet, TextFacet
from coursepack.questions.base import QuestionType
from coursepack.questions.table import TYPES

RICH: frozenset[TextFacet] = frozenset({"media", "code", "tables", "mathematics"})
SPANS: frozenset[TextFacet] = frozenset({"media", "code", "mathematics"})
NONE: frozenset[TextFacet] = frozenset()

_SPAN = "`code` $y^2$ ![a dot](dot.png)"
_BLOCKS = ["```sql", "SELECT 1;", "```", "", "| head | end |", "|---|---|", "| cell | body |", "", "$$z^2$$"]

Wanted = dict[Facet, tuple[str, frozenset[TextFacet]]]

_ATTRIBUTES = {"points": "points=3", "penalty": "penalty=0.25", "shuffle": "shuffle=on", "case": "case=sensitive"}
_LABELS: dict[str, tuple[str, Facet]] = {
    "correct": ("Correct", "correct feedback"),
    "partly": ("Partly correct", "partly correct feedback"),
    "incorrect": ("Incorrect", "incorrect feedback"),
}


@dataclass
class Sample:
    """A question of the type `name`: what follows its stem, and what must be seen of it beyond what all types have."""

    name: str
    body: str
    wanted: Wanted
    partial: str = "off"
    attributes: str = ""
    kind: QuestionType | None = field(init=False)

    def __post_init__(self) -> None:
        self.kind = next((kind for kind in TYPES if kind.name == self.name), None)

    @property
    def id(self) -> str:
        return f"q_{self.name.replace('-', '_')}"

    def source(self) -> str:
        """The question in Markdown, with every attribute and every label that its type has."""
        uses = self.kind.uses if self.kind else ()
        words = [_ATTRIBUTES[name] for name in uses if name in _ATTRIBUTES]
        words += [f"partial={self.partial}"] if "partial" in uses else []
        words += [f"type={self.name}", self.attributes, f"id={self.id}", "objective=LO1", "tags=recall"]
        parts = [
            f"## Titleword of {self.name}",
            f"<!-- q {' '.join(filter(None, words))} difficulty=hard -->",
            f"Stemword {_SPAN}",
            "\n".join(_BLOCKS),
            self.body,
        ]
        if self.kind:
            parts += [_said("Hint", "Hintword"), _said("Hint", "Secondhint"), _said("Explanation", "Explanationword")]
            parts += [_said(_LABELS[name][0], f"{name.capitalize()}word") for name in self.kind.outcomes]
        return "\n\n".join(parts) + "\n"

    def probes(self) -> Wanted:
        """All that must be seen of the question."""
        uses = self.kind.uses if self.kind else ()
        found: Wanted = {
            "title": ("Titleword", NONE),
            "stem": ("Stemword", RICH),
            "objectives": ("LO1", NONE),
            "tags": ("recall", NONE),
            "difficulty": ("hard", NONE),
        }
        if self.kind:
            found |= {"hints": ("Secondhint", RICH), "explanation": ("Explanationword", RICH)}
            found |= {_LABELS[name][1]: (f"{name.capitalize()}word", RICH) for name in self.kind.outcomes}
        values: Wanted = {
            "points": ("3", NONE),
            "penalty": ("0.25", NONE),
            "shuffle": ("on", NONE),
        }
        found |= {facet: value for facet, value in values.items() if facet in uses}
        if "partial" in uses:
            found["partial credit"] = (self.partial, NONE)
        return found | self.wanted


def _said(label: str, words: str, indent: str = "") -> str:
    lines = [f"**{label}:** {words} {_SPAN}" if label else f"{words} {_SPAN}", "", *_BLOCKS]
    return "\n".join(f"{indent}> {line}".rstrip() for line in lines)


def _own(words: str) -> str:
    return _said("", words, "  ")


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "single",
        f"- [x] Rightword {_SPAN}\n{_own('Choicefeedback')}\n- [ ] Wrongword\n- [ ] All of the above",
        {
            "choices": ("Wrongword", SPANS), "answers": ("Rightword", NONE),
            "choice feedback": ("Choicefeedback", RICH), "fixed choice": ("All of the above", NONE),
        },
    ),
    Sample(
        "multiple",
        f"- [x] Rightword {_SPAN}\n{_own('Choicefeedback')}\n- [x] Otherright\n- [ ] Wrongword",
        {
            "choices": ("Wrongword", SPANS), "answers": ("Otherright", NONE), "multiple": ("on", NONE),
            "choice feedback": ("Choicefeedback", RICH),
        },
    ),
    Sample(
        "true-false",
        f"- [x] True\n{_own('Choicefeedback')}\n- [ ] False",
        {"choices": ("alse", NONE), "answers": ("rue;", NONE), "choice feedback": ("Choicefeedback", RICH)},
    ),
    Sample(
        "text",
        "[[Paris | data* | /colou?r/ | /\\d+x/]]\n\n" + _said("Incorrect `Rome`", "Answerfeedback"),
        {
            "answers": ("Paris;", NONE), "wildcard": ("data*", NONE), "regular expression": (r"\d+x", NONE),
            "case": ("Paris: matters;", NONE), "answer feedback": ("Answerfeedback", RICH),
        },
    ),
    Sample(
        "numeric",
        "[[= 10 +- 5% kg | 3..4 kg]]\n\n" + _said("Incorrect `7`", "Answerfeedback"),
        {
            "answers": ("10;", NONE), "tolerance": ("9.5..10.5;", NONE), "unit": ("kg", NONE),
            "answer feedback": ("Answerfeedback", RICH),
        },
    ),
    Sample(
        "cloze",
        "It is [[Paris | data*]] and [[= 10 +- 5% kg]] and [[by hand | (automatically) | never]].\n\n"
        + _said("Incorrect `Rome`", "Answerfeedback"),
        {
            "choices": ("by hand", NONE), "answers": ("automatically;", NONE), "wildcard": ("data*", NONE),
            "case": ("Paris: matters;", NONE), "tolerance": ("9.5..10.5;", NONE), "unit": ("kg", NONE),
            "answer feedback": ("Answerfeedback", RICH),
        },
    ),
    Sample(
        "match",
        f"- Leftword {_SPAN} -> Firsttarget {_SPAN}\n{_own('Itemfeedback')}\n- Other -> Secondtarget\n- -> Nowhere",
        {
            "choices": ("Nowhere", SPANS), "answers": ("Other->Secondtarget;", NONE), "distractors": ("Nowhere", NONE),
            "item feedback": ("Itemfeedback", RICH),
        },
    ),
    Sample(
        "group",
        f"- Firstgroup\n  - Leftword {_SPAN}\n{_said('', 'Itemfeedback', '    ')}\n- Secondgroup\n  - Other\n  - Third",
        {
            "choices": ("Firstgroup", SPANS), "answers": ("Other->Secondgroup;", NONE), "layout": ("list", NONE),
            "item feedback": ("Itemfeedback", RICH),
        },
    ),
    Sample(
        "matrix",
        f"| | Yes | No |\n|---|---|---|\n| Leftword {_SPAN} | x | |\n| Other | | x |",
        {
            "choices": ("Other", SPANS), "answers": ("Other->No;", NONE), "layout": ("table", NONE),
        },
    ),
    Sample(
        "order",
        f"1. Firstword {_SPAN}\n{_said('', 'Itemfeedback', '   ')}\n2. Secondword\n3. Thirdword",
        {
            "choices": ("Thirdword", SPANS), "answers": ("Secondword>Thirdword", NONE),
            "item feedback": ("Itemfeedback", RICH),
        },
        partial="on",
    ),
    Sample(
        "drag",
        "A [[dog]] barks at a [[cat]].\n\n> **Distractors:** cow, hen\n\n" + _said("Incorrect `cow`", "Answerfeedback"),
        {
            "answers": ("dog;", NONE), "distractors": ("cow", NONE), "answer feedback": ("Answerfeedback", RICH),
        },
    ),
    Sample(
        "hotspot",
        f"![Altword](map.png)\n\n- [x] Storage `circle 15,35 5`\n{_own('Areafeedback')}\n"
        "- [ ] Labelword `rect 0,0 9,9`\n- [x] Third `poly 1,1 9,1 5,9`",
        {
            "answers": ("15,35;5", NONE), "image": ("there", NONE), "text alternative": ("Altword", NONE),
            "area labels": ("Labelword", NONE), "area feedback": ("Areafeedback", RICH),
        },
    ),
    Sample(
        "drag-image",
        f"![Altword](map.png)\n\n- Itemword {_SPAN} -> Labelword `rect 10,20 90,60`\n{_own('Itemfeedback')}\n"
        "- Tap -> `circle 5,5 5`\n- -> Empty `circle 90,90 5`",
        {
            "choices": ("Tap", SPANS), "answers": ("Itemword", NONE), "image": ("there", NONE),
            "text alternative": ("Altword", NONE), "area labels": ("Labelword", NONE),
            "item feedback": ("Itemfeedback", RICH),
        },
    ),
    Sample(
        "essay",
        f"[[... 150-300 words]]\n\n{_said('Model answer', 'Modelword')}\n\n{_said('Rubric', 'Rubricword')}",
        {
            "word limit": ("150 to 300 words", NONE), "model answer": ("Modelword", RICH),
            "rubric": ("Rubricword", RICH),
        },
    ),
    Sample(
        "upload",
        f"[[^ pdf]]\n\n{_said('Rubric', 'Rubricword')}",
        {"file types": ("pdf", NONE), "rubric": ("Rubricword", RICH)},
    ),
    Sample(
        "survey",
        f"- [ ] Firstword {_SPAN}\n{_own('Choicefeedback')}\n- [ ] Otherword",
        {"choices": ("Otherword", SPANS), "choice feedback": ("Choicefeedback", RICH), "survey": ("off", NONE)},
    ),
    Sample(
        "likert",
        f"- Leftword {_SPAN}\n- Other",
        {"choices": ("Disagree", SPANS), "layout": ("table", NONE), "survey": ("off", NONE)},
        attributes='scale="Disagree | Agree"',
    ),
    Sample("info", "Infoword", {"survey": ("off", NONE)}),
)  # fmt: skip
"""One for each type, and one for mere information."""
