"""For every rule of reading and of the targets: sources that it has something against, and others that are right."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.checks.kit import Files, png

PIXEL = png(1, 1)
QUESTION = "### Which is a metal?\n\n- [x] Iron\n- [ ] Wood\n"
QUIZ = f"# Quiz 1: Q\n\n{QUESTION}"
LESSON = "# Lesson 1: Bread\n\nText.\n"
SAME = "Every word of this text stands in the other one as well, from the first to the last.\n"
FILM = b"\0\0\0\x14ftypqt  \0\0\0\0" + bytes(2000)


@dataclass(frozen=True)
class Case:
    """Sources, and what has to be done with them: build them for `targets`, after a build of the sources `before`."""

    files: Files
    before: Files = field(default_factory=dict)
    targets: tuple[str, ...] = ()


def lesson(text: str, **more: str | bytes) -> Case:
    """A lesson with this text; `more` by file name with `_` for `.`."""
    files = {name.replace("_", "."): content for name, content in more.items()}
    return Case({"lesson.md": f"# Bread\n\n{text}\n", **files})


def front(*lines: str, body: str = LESSON) -> Case:
    return Case({"lesson.md": "---\n" + "\n".join(lines) + f"\n---\n\n{body}"})


def quiz(*questions: str, head: str = "") -> Case:
    return Case({"quiz.md": f"{head}# Quiz 1: Metals\n\n" + "\n\n".join(questions) + "\n"})


def config(text: str, **files: str) -> Case:
    named = {name.replace("__", "/").replace("_", "."): content for name, content in files.items()}
    return Case({"coursepack.toml": text, "lesson.md": LESSON, **named})


def asked(*lines: str) -> str:
    return "### Which is a metal?\n" + "\n".join(lines)


def many_questions(number: int) -> Case:
    """A quiz with so many questions, of which each box has its feedback."""
    told = QUESTION.replace("metal", "metal {}").replace("\n- [", "\n  > Well.\n- [").replace("\n  > Well.\n", "\n", 1)
    asked_often = "\n".join(told.format(each) for each in range(number))
    return Case({"quiz.md": f"# Quiz 1: Metals\n\n{asked_often}"})


def with_key(entries: str) -> str:
    asked_twice = "1. Which is a metal?\n   A) Wood\n   B) Iron\n2. Which is a tree?\n   A) Oak\n   B) Tin\n"
    return f"{asked_twice}\n## Answer key\n\n{entries}"


def translated(**files: str) -> Case:
    return config('languages = ["en", "de"]\n', **files)


def lock(*keys: int) -> str:
    """A lock file with a lesson for each key."""
    entries = (
        f'[[entry]]\nid = "l{number}"\nkey = {key}\nkind = "lesson"\nparent = ""\nfile = "l{number}.md"\n'
        f'title = "L"\nsketch = ""\n'
        for number, key in enumerate(keys)
    )
    return 'format = 1\ncourse = "bread"\n' + "".join(entries)


def gated(quiz_front: str = "", lesson_front: str = "") -> Case:
    fronts = {"quiz-1.md": f"id: metals\n{quiz_front}", "lesson-2.md": f"id: second\n{lesson_front}"}
    bodies = {"quiz-1.md": f"# Quiz 1: Metals\n\n{QUESTION}", "lesson-2.md": "# Lesson 2: Wood\n\nText.\n"}
    return Case({name: f"---\n{fronts[name]}---\n\n{bodies[name]}" for name in bodies})


CASES: Mapping[str, tuple[Case, Case]] = {
    "unreadable-file": (Case({"lesson.md": "# Café\n".encode("latin-1")}), Case({"lesson.md": "# Café\n".encode()})),
    "forbidden-character": (lesson("A bell rings.\a"), lesson("A tab\tstands.")),
    "empty-course": (Case({"README.md": "# Module 1: Bread\n"}), Case({"README.md": LESSON})),
    "too-many-pages": (
        Case({"lesson.md": "".join(f"# Lesson {number}\n" for number in range(1, 8))}),
        Case({"lesson.md": "".join(f"# Lesson {number}\n" for number in range(1, 5))}),
    ),
    "too-many-questions": (many_questions(130), many_questions(110)),
    "empty-unit": (Case({"a.md": LESSON, "lesson-2.md": ""}), Case({"a.md": LESSON, "lesson-2.md": "Text."})),
    "bad-front-matter": (front("title: Bread: how to bake it"), front('title: "Bread: how to bake it"')),
    "unknown-key": (front("duraton: 25 min"), front("duration: 25 min")),
    "bad-value": (front("duration: soon"), front("duration: 25 min")),
    "accidental-heading": (lesson("The dough rests.\n---\nThen bake it."), lesson("The dough rests.\n\n---\nBake it.")),
    "conflicting-unit-title": (
        Case(
            {"a.md": "# Module 1: Flour\n\n## Lesson 1.1: A\n\nText.", "b.md": "# Module 1: Water\n\n## Lesson 1.2: B"}
        ),
        Case(
            {"a.md": "# Module 1: Flour\n\n## Lesson 1.1: A\n\nText.", "b.md": "# Module 1: Flour\n\n## Lesson 1.2: B"}
        ),
    ),
    "unused-front-matter": (
        Case({"a.md": f"---\nid: flour\n---\n{LESSON}", "b.md": f"---\nid: water\n---\n{LESSON}"}),
        Case({"a.md": f"---\nid: flour\n---\n{LESSON}", "b.md": "---\nid: water\n---\n# Lesson 2: Water\n\nText.\n"}),
    ),
    "bold-heading": (lesson("**Why does it rise?**\n\nYeast."), lesson("**Why** does it rise?\n\nYeast.")),
    "open-comment": (
        quiz(asked("<!-- q id=metals --", "", "- [x] Iron", "- [ ] Wood"), QUESTION.replace("metal", "tree")),
        quiz(asked("<!-- q id=“metals”", "points=2 -->", "", "- [x] Iron", "- [ ] Wood")),
    ),
    "answer-key-repeats": (
        Case({"quiz.md": "# Quiz 1: Q\n\n1. Which?\n   A) Wood\n   B) Iron\n   Answer: B\n\n## Answer key\n\n1. B\n"}),
        Case({"quiz.md": "# Quiz 1: Q\n\n1. Which?\n   A) Wood\n   B) Iron\n\n## Answer key\n\n1. B\n"}),
    ),
    "unknown-callout": (lesson("> [!recipe]\n> Flour."), lesson("> [!faq]- Why?\n> Yeast.")),
    "nesting-too-deep": (
        lesson("\n".join(f"{'  ' * depth}- item" for depth in range(60))),
        lesson("\n".join(f"{'  ' * depth}- item" for depth in range(9))),
    ),
    "unused-footnote": (lesson("It rises.\n\n[^1]: Yeast."), lesson("It rises.[^1]\n\n[^1]: Yeast.")),
    "html-not-allowed": (lesson('<iframe src="a.html"></iframe>'), lesson("Press <kbd>Enter</kbd>.")),
    "html-not-closed": (
        lesson("<details>\n<summary>More</summary>\n\nText."),
        lesson("<details>\n<summary>More</summary>\n\nText.\n\n</details>"),
    ),
    "ambiguous-identity": (
        Case({"c.md": f"# Three\n\n{SAME}"}, {"a.md": f"# One\n\n{SAME}", "b.md": f"# Two\n\n{SAME}"}),
        Case({"c.md": f"# Three\n\n{SAME}"}, {"a.md": f"# One\n\n{SAME}", "b.md": "# Two\n\nOther words entirely.\n"}),
    ),
    "bad-id": (
        quiz(asked("<!-- q id=1st-question -->\n\n- [x] Iron\n- [ ] Wood")),
        quiz(asked("<!-- q id=first -->\n\n- [x] Iron\n- [ ] Wood")),
    ),
    "duplicate-id": (
        Case({"a.md": f"---\nid: one\n---\n{LESSON}", "b.md": "---\nid: one\n---\n# Lesson 2: B\n\nText."}),
        Case({"a.md": f"---\nid: one\n---\n{LESSON}", "b.md": "---\nid: two\n---\n# Lesson 2: B\n\nText."}),
    ),
    "identity-kept": (
        Case({"b.md": f"# Water\n\n{SAME}"}, {"a.md": f"# Flour\n\n{SAME}"}),
        Case({"a.md": f"# Flour\n\n{SAME}"}, {"a.md": f"# Flour\n\n{SAME}"}),
    ),
    "id-replaced": (
        Case(
            {"q.md": f"# Quiz 1: Q\n\n{asked('<!-- q id=mine -->', '', '- [x] Iron', '- [ ] Wood')}\n"},
            {"q.md": QUIZ},
        ),
        Case({"q.md": QUIZ}, {"q.md": QUIZ}),
    ),
    "course-id-replaced": (
        Case({"coursepack.toml": 'id = "new"\n', "a.md": LESSON}, {"coursepack.toml": 'id = "old"\n', "a.md": LESSON}),
        Case({"coursepack.toml": 'id = "old"\n', "a.md": LESSON}, {"coursepack.toml": 'id = "old"\n', "a.md": LESSON}),
    ),
    "keys-renumbered": (
        Case({"lesson.md": LESSON, "coursepack.lock": lock(0, 0)}),
        Case({"lesson.md": LESSON, "coursepack.lock": lock(0, 1)}),
    ),
    "file-tells-more": (
        lesson("![A walk](walk.mp4)", walk_mp4=FILM + b"\xa9xyz\0\x12\x15\xc7+48.1374+011.5755/"),
        lesson("![A walk](walk.mp4)", walk_mp4=FILM),
    ),
    "active-download": (
        lesson("[the simulation](simulation.html)", simulation_html="<p>x</p>"),
        lesson("[the list](list.csv)", list_csv="a,b"),
    ),
    "broken-link": (
        lesson("Read [the recipe](recipes.md)."),
        Case({"a.md": LESSON, "b.md": "# Lesson 2: B\n\n[A](a.md)"}),
    ),
    "missing-image": (lesson("![A loaf](loaf.png)"), lesson("![A loaf](loaf.png)", loaf_png=PIXEL)),
    "remote-image": (lesson("![A](https://example.org/loaf.png)"), lesson("![A](loaf.png)", loaf_png=PIXEL)),
    "unusable-image": (
        lesson("![A](loaf.png)", loaf_png=b"<!DOCTYPE html><p>Not found</p>"),
        lesson("![A](loaf.png)", loaf_png=PIXEL),
    ),
    "unresolved-reference": (
        lesson("See activity 1.7"),
        Case({"a.md": LESSON, "b.md": "# Activity 1: B\n\nSee lesson 1"}),
    ),
    "unusable-reference": (lesson(r"![A](C:\Users\me\loaf.png)"), lesson("![A](loaf.png)", loaf_png=PIXEL)),
    "feedback-label": (quiz(f"{QUESTION}\n> **Explantion:** So."), quiz(f"{QUESTION}\n> **Explanation:** So.")),
    "misplaced-quiz": (
        lesson("- item <!-- quiz -->\n\n- [x] a\n- [ ] b"),
        lesson("## Check yourself\n<!-- quiz -->\n\n### Which?\n\n- [x] a\n- [ ] b"),
    ),
    "mixed-answers": (quiz(f"{QUESTION}- Stone"), quiz(QUESTION)),
    "no-effect": (
        quiz(asked("<!-- q case=sensitive -->", "", "- [x] Iron", "- [ ] Wood")),
        quiz(asked("<!-- q case=sensitive -->", "", "[[iron]]")),
    ),
    "no-question": (quiz("Which of these are metals? Iron, wood, stone."), quiz(QUESTION)),
    "question-without-answer": (quiz(asked("<!-- q points=2 -->", "", "Think.")), quiz(QUESTION)),
    "stray-comment": (lesson("Some text.\n\n<!-- q points=2 -->"), quiz(asked("<!-- q points=2 -->", "", "[[iron]]"))),
    "inferred-question": (quiz("1. Which is a metal?\n   A) Wood\n   B) Iron\n\nAnswer: B"), quiz(QUESTION)),
    "answers-visible": (lesson("Which is a metal?\n\nAnswer: B"), lesson("The answer is that iron is a metal.")),
    "answer-key-mismatch": (quiz(with_key("1. B\n2. A\n3. C\n")), quiz(with_key("1. B\n2. A\n"))),
    "bad-answer": (quiz(asked("", "[[/[a-/]]")), quiz(asked("", "[[/[a-z]/]]"))),
    "no-right-answer": (quiz(asked("", "- [ ] Iron", "- [ ] Wood")), quiz(QUESTION)),
    "too-few-choices": (quiz(asked("", "- [x] Iron")), quiz(QUESTION)),
    "converter-mark": (lesson("The []{#_Toc52 .anchor}dough rests."), lesson("The dough [rests](#bread).")),
    "filled-elsewhere": (lesson("It {{#include main.rs}} runs."), lesson(r"It \{{#include main.rs}} runs.")),
    "embedded-image": (lesson("![A](data:image/tiff;base64,SUkqAA==)"), lesson("![A](a.png)", a_png=PIXEL)),
    "page-properties": (
        Case({"Bread 0123456789abcdef0123456789abcdef.md": "# Bread\n\nStatus: Draft\nOwner: Ada\n\nText."}),
        Case({"Bread 0123456789abcdef0123456789abcdef.md": "# Bread\n\nText."}),
    ),
    "embedded-note": (lesson("![[Recipes#Bread]]"), lesson("![[a.png]]", a_png=PIXEL)),
    "private-comment": (lesson("Text. %%Ask Ada whether this is still true%%"), lesson("Text, 100%% of it.")),
    "unreadable-table": (
        lesson("+------+------+\n| Flour | 500 g\n+---"),
        lesson("+-------+-------+\n| Flour | 500 g |\n+-------+-------+"),
    ),
    "not-a-lesson": (
        Case({"SUMMARY.md": "- [A](a.md)\n", "a.md": LESSON, "CHANGELOG.md": "# Changelog\n\n- New\n"}),
        Case({"SUMMARY.md": "- [A](a.md)\n", "a.md": LESSON}),
    ),
    "missing-translation": (
        translated(lesson_de_md="# Lektion 1: Brot\n\nText.", two_md="# Lesson 2: Two\n\nText."),
        translated(lesson_de_md="# Lektion 1: Brot\n\nText."),
    ),
    "translation-alone": (
        translated(lesson_de_md="# Lektion 1: Brot\n\nText.", two_de_md="# Lektion 2: Zwei\n\nText."),
        translated(lesson_de_md="# Lektion 1: Brot\n\nText."),
    ),
    "translation-differs": (
        translated(q_md=QUIZ, q_de_md=f"{QUIZ}\n{QUESTION}", lesson_de_md=LESSON),
        translated(q_md=QUIZ, q_de_md=QUIZ, lesson_de_md=LESSON),
    ),
    "nothing-to-complete": (
        config('[scoring]\ncomplete = ["quizzes-passed"]\n'),
        config('[scoring]\ncomplete = ["quizzes-passed"]\n', q_md=QUIZ),
    ),
    "theme-file": (config("", theme__covers_html="x"), config("", theme__cover_html="x")),
    "theme-template": (config("", theme__cover_html="{{ cover.titel }}"), config("", theme__cover_html="<p>Hello</p>")),
    "low-contrast": (config('[theme]\naccent = "#7fb2ff"\n'), config('[theme]\naccent = "#003a8c"\n')),
    "gate-unknown-quiz": (gated(lesson_front="opens-after: quiz 9.9\n"), gated(lesson_front="opens-after: quiz 1\n")),
    "gate-never-opens": (gated("opens-after: quiz 1\n"), gated(lesson_front="opens-after: quiz 1\n")),
    "gate-may-lock-out": (gated("attempts: 1\nnext-when: passed\n"), gated("next-when: passed\n")),
    "contents-entry": (
        Case({"SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n", "a.md": LESSON}),
        Case({"SUMMARY.md": "- [A](a.md)\n", "a.md": LESSON}),
    ),
    "not-in-contents": (
        Case({"SUMMARY.md": "- [A](a.md)\n", "a.md": LESSON, "b.md": "# Lesson 2: B\n\nText."}),
        Case({"SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n", "a.md": LESSON, "b.md": "# Lesson 2: B\n\nText."}),
    ),
    "unknown-ignore": (
        lesson("<!-- coursepack-ignore missing-alt -->\n![](a.png)", a_png=PIXEL),
        lesson("<!-- coursepack-ignore missing-alt-text -->\n![](a.png)", a_png=PIXEL),
    ),
    "unused-ignore": (
        lesson("<!-- coursepack-ignore missing-alt-text -->\n![A dot](a.png)", a_png=PIXEL),
        lesson("<!-- coursepack-ignore missing-alt-text -->\n![](a.png)", a_png=PIXEL),
    ),
    "course-without-questions": (
        Case({"lesson.md": LESSON}, targets=("moodle-xml",)),
        Case({"lesson.md": LESSON, "q.md": QUIZ}, targets=("moodle-xml",)),
    ),
    "state-too-long": (many_questions(18), many_questions(3)),
    "state-does-not-fit": (many_questions(99), many_questions(9)),
    "question-not-expressible": (
        Case({"q.md": f"# Quiz 1: Q\n\n{asked('', '[[^ pdf]]')}\n"}, targets=("gift",)),
        Case({"q.md": QUIZ}, targets=("gift",)),
    ),
}
"""{rule: (a course that it has something against, one that it has nothing against)}."""

ELSEWHERE = {"lock-lost": "tests/handover/test_changes.py", "skipped-source": "tests/hostile/test_files.py"}
"""{rule: the test that has its cases}: they need more than sources."""

_NOT_READ = "the file could not be read as a text, so nor could the comment"
_NO_LESSON = "the file is no lesson: nothing in it but what it is named for is read"
CANNOT_BE_IGNORED = {
    "unreadable-file": _NOT_READ,
    "nesting-too-deep": _NOT_READ,
    "not-a-lesson": _NO_LESSON,
    "contents-entry": _NO_LESSON,
    "not-in-contents": _NO_LESSON,
    "translation-alone": _NO_LESSON,
}
"""{rule: why a comment in the file cannot leave its findings out; coursepack.toml can}."""
