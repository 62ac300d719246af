"""For every rule of the checks: sources that it has something against, and their neighbour that is right."""

from tests.checks.kit import Files, png

Content = str | Files

PIXEL = png(1, 1)
TRUST = {"coursepack.toml": "trust-html = true\n"}
HARD = (
    "Notwithstanding organizational considerations, comprehensive implementation methodologies necessitate "
    "interdisciplinary collaboration regarding infrastructure, characteristically encompassing administrative "
    "responsibilities, institutional accountability and technological sustainability, particularly whenever "
    "unprecedented circumstances fundamentally compromise previously established communication relationships "
)
EASY = "You mix flour with water. Then you wait. The dough grows. You bake it. It smells good. "
VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"


def picture(text: str, name: str = "dot.png") -> Files:
    return {"lesson.md": f"# A lesson\n\nA text.\n\n{text}\n\nMore text.\n", name: PIXEL}


def quiz(*questions: str, front: str = "") -> str:
    return f"---\ntype: quiz\n{front}---\n\n# A quiz\n\n" + "\n\n".join(questions) + "\n"


def choices(right: str, *wrong: str, title: str = "What?") -> str:
    lines = [f"- [x] {right}", *(f"- [ ] {text}" for text in wrong)]
    return f"## {title}\n\n" + "\n".join(lines)


EXPLAINED = "\n\n> **Explanation:** It is so."
LONG = [choices("A long and careful answer", "Short", "Small", title=f"Question {number}") for number in range(5)]
ESSAY = "## What did you learn?\n\n[[... 50-100 words]]"
OBJECTIVES = "# Lesson 1\n\n## Learning objectives\n\n- LO1: Bake\n- LO2: Sell\n\nText.\n"


def spots(shape: str, name: str = "Here") -> str:
    head = "## Where?\n<!-- q type=hotspot -->\n\n![A map](map.png)\n\n"
    return quiz(f"{head}- [x] {name} `{shape}`\n- [ ] There `rect 0,0 9,9`")


def named(*objectives: str) -> Files:
    asked = [
        f"## Question {name}?\n<!-- q objective={name} -->\n\n- [x] Yes\n- [ ] No{EXPLAINED}" for name in objectives
    ]
    return {"lesson-1.md": OBJECTIVES, "quiz-1.md": quiz(*asked)}


def units(*titles: str) -> str:
    return "\n\n".join(f"# {title}\n\nText." for title in titles)


CASES: dict[str, tuple[Content, Content]] = {
    "gap-in-numbers": (
        units("Lesson 1.1: A", "Lesson 1.3: B"),
        units("Lesson 1.1: A", "Lesson 1.2: B", "Activity 1.2: C", "Lesson 2.1: D"),
    ),
    "numbers-out-of-order": (
        {
            "SUMMARY.md": "# Summary\n\n- [Ten](lesson-1.10.md)\n- [Nine](lesson-1.9.md)\n",
            "lesson-1.9.md": "# Lesson 1.9: Nine\n\nText.",
            "lesson-1.10.md": "# Lesson 1.10: Ten\n\nText.",
        },
        {
            "lesson-1.9.md": "# Lesson 1.9: Nine\n\nText.",
            "lesson-1.10.md": "# Lesson 1.10: Ten\n\nText.",
        },
    ),
    "duplicate-title": (
        units("Lesson 1.1: Dough", "Lesson 1.2: Dough"),
        units("Lesson 1.1: Dough", "Lesson 1.2: Bread"),
    ),
    "missing-alt-text": (picture("![](dot.png)"), picture('<img src="dot.png" alt="">')),
    "meaningless-alt-text": (picture("![Untitled](dot.png)"), picture("![Two loaves on a board](dot.png)")),
    "decorative-alt-text": (picture("![decorative](dot.png)"), picture("![A decorative border of ears](dot.png)")),
    "skipped-heading": (
        "# Bread\n\n## Flour\n\nText.\n\n#### Kinds\n\nText.",
        "# Bread\n\n## Flour\n\nText.\n\n### Kinds\n\nText.\n\n## Water\n\nText.",
    ),
    "table-without-headers": (
        "# A\n\n|  |  |\n|--|--|\n| Flour | 500 g |",
        "# A\n\n|  |  |\n|--|--|\n| **Flour** | 500 g |\n\n| What | How much |\n|--|--|\n| Flour | 500 g |",
    ),
    "media-without-captions": (
        {"lesson.md": "# A\n\nText.\n\n![A talk](talk.mp4)", "talk.mp4": VIDEO},
        {"lesson.md": "# A\n\nText.\n\n![A talk](talk.mp4)", "talk.mp4": VIDEO, "talk.vtt": "WEBVTT\n"},
    ),
    "emoji-alone": (
        "# A\n\n| Step | State |\n|--|--|\n| Bake | 🟢 |\n| Sell | 🔴 |",
        "# A\n\n| Step | State |\n|--|--|\n| Bake | 🟢 ready |\n| Sell → buy | – |",
    ),
    "colour-alone": (
        "# A\n\nFill in **all** fields in red first.",
        "# A\n\nFill in all fields with a star. The red cross helps, and red is a colour.",
    ),
    "diagram-shown-as-code": (
        "# A\n\nText.\n\n```mermaid\ngraph LR; A --> B\n```",
        "# A\n\nText.\n\n```python\nprint('graph LR; A --> B')\n```",
    ),
    "hard-to-read": (f"# A\n\n{HARD * 6}", f"# A\n\n{EASY * 20}"),
    "vague-link-text": (
        "# A\n\nFor the recipe click [here](https://example.org/recipe).",
        "# A\n\nRead the [recipe here](https://example.org/recipe).",
    ),
    "empty-link-text": (
        "# A\n\nThe recipe. [](https://example.org/recipe)",
        picture("[![A loaf](dot.png)](https://example.org/recipe)"),
    ),
    "bare-address": (
        "# A\n\nSee https://example.org/reports/2024/11/yeast-and-its-price.html for more.",
        "# A\n\nSee https://example.org for more, or [a report](https://example.org/reports/2024/11/yeast.html).",
    ),
    "outside-hosts": ("# A\n\nRead [the report](https://example.org/report).", "# A\n\nWrite to <mail@example.org>."),
    "outside-embed": (
        {"lesson.md": '# A\n\nText.\n\n<iframe src="https://video.example.org/42"></iframe>\n', **TRUST},
        {"lesson.md": '# A\n\nText.\n\n<div><img src="dot.png" alt="A dot"></div>\n', "dot.png": PIXEL, **TRUST},
    ),
    "unused-file": (picture("Nothing."), picture("![A dot](dot.png)")),
    "large-picture": (
        {"lesson.md": "# A\n\nText.\n\n![A wall](wall.png)", "wall.png": png(6001, 2)},
        {"lesson.md": "# A\n\nText.\n\n![A wall](wall.png)", "wall.png": png(2000, 2)},
    ),
    "large-media": (
        {"lesson.md": "# A\n\nText.\n\n![A talk](talk.mp4)", "talk.mp4": VIDEO + bytes(2000)},
        {"lesson.md": "# A\n\nText.\n\n![A talk](talk.mp4)", "talk.mp4": VIDEO},
    ),
    "case-differs": (picture("![A dot](Dot.png)"), picture("![A dot](./dot.png)")),
    "unportable-file-name": (
        picture("![A dot](<what?.png>)", "what?.png"),
        picture("![A dot](<what is it.png>)", "what is it.png"),
    ),
    "all-choices-right": (
        quiz("## Metals?\n\n- [x] Iron\n- [x] Tin"),
        quiz("## Metals?\n\n- [x] Iron\n- [x] Tin\n- [ ] Oak"),
    ),
    "duplicate-choice": (
        quiz(choices("Iron", "Wood", "Wood")),
        quiz("## Which?\n\n- [x] `A`\n- [ ] `a`\n- [ ] ![](one.png)\n- [ ] ![](two.png)"),
    ),
    "longest-is-right": (quiz(*LONG), quiz(*LONG[1:], choices("Yes", "Perhaps not", "Never", title="Really?"))),
    "draw-too-large": (
        quiz(choices("Yes", "No"), front="draw: 5\n"),
        quiz(choices("Yes", "No"), front="draw: 1\n"),
    ),
    "unreachable-pass-mark": (
        quiz(ESSAY, front="pass: 60%\n"),
        quiz(ESSAY, choices("Yes", "No"), front="pass: 60%\n"),
    ),
    "missing-feedback": (quiz(choices("Yes", "No")), quiz(choices("Yes", "No") + EXPLAINED, ESSAY)),
    "number-as-text": (
        quiz("## How hot?\n\n[[93]]"),
        quiz("## How hot?\n\n[[= 93]]", "## Which port?\n\n[[80 | http]]", "## Which agent?\n\n[[`007`]]"),
    ),
    "slow-pattern": (quiz("## Which?\n\n[[/(a+)+/i]]"), quiz("## Which?\n\n[[/(?:ab)+ a+/i]]")),
    "area-outside-picture": (
        {"quiz.md": spots("circle 290,20 15"), "map.png": png(300, 100)},
        {"quiz.md": spots("circle 285,15 15"), "map.png": png(300, 100)},
    ),
    "area-named-in-question": (
        {
            "quiz.md": spots("circle 85,15 9", "The lake").replace("Where?", "Click on the lake"),
            "map.png": png(300, 100),
        },
        {
            "quiz.md": spots("circle 85,15 9", "The lake").replace("Where?", "Is the cold place the lake or there?"),
            "lesson-1.md": "# Lesson 1: A\n\n"
            + spots("circle 85,15 9", "The blue shape").replace("Where?", "The lake?"),
            "map.png": png(300, 100),
        },
    ),
    "untested-objective": (named("LO1"), named("LO1", "LO2")),
    "objective-not-listed": (named("LO1", "L02"), named("LO1", "LO2")),
}
"""{rule: (sources that it has something against, sources that it has nothing against)}; a text is one lesson."""
