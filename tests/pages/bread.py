"""A small course with all that helps to find the way: a search, a glossary, pages that wait, a logo, a large figure."""

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6" width="900" height="600"><path d="M0 0h9v6H0z"/></svg>'
)
QUIZ = "## Which?\n\n- [x] Right\n- [ ] Wrong\n"
COURSE = {
    "coursepack.toml": 'title = "Bread"\nid = "bread"\n[theme]\nlogo = "oven.svg"\n',
    "oven.svg": PICTURE,
    "lesson-1.md": "---\nobjectives: [Bake]\n---\n\n# Lesson 1: Résumé of a day\n\nCount the wastes; waste costs.\n\n"
    '## At night\n\nSleep well.\n\n![An oven](oven.svg "The oven")\n',
    "quiz-1.md": f"---\nnext-when: passed\n---\n\n# Quiz 1: One day\n\n{QUIZ}",
    "lesson-2.md": "# Lesson 2: 面包很好吃\n\n今天的面包卖完了。\n\n" + "More.\n\n" * 60,
    "lesson-3.md": "---\nopens-after: quiz 2 80 %\n---\n\n# Lesson 3: The end\n\nBye.\n",
    "quiz-2.md": f"# Quiz 2: Two days\n\n{QUIZ}",
    "glossary.md": "# Glossary\n\nWaste\n: Bread that nobody bought.\n",
}

WHOLE = {
    **COURSE,
    "coursepack.toml": """title = "Bread"
id = "bread"
[theme]
preset = "warm"
logo = "oven.svg"
[completion]
page = true
""",
    "module-1/README.md": "---\nobjectives: [Say why]\nduration: 20 min\n---\n\n# Module 1: Why bread?\n\nTo eat.\n",
    "module-1/lesson-1.1.md": "# Lesson 1.1: Hunger\n\nEverybody is hungry.\n",
}
"""The same with a module, the preset that differs most, and a completion page."""

WAITING = {
    "coursepack.toml": 'title = "Bread"\nid = "bread"\n[navigation]\nnext-when = "seen"\n',
    "module-1/lesson-1.1.md": "---\nnext-when: answered\n---\n\n# Lesson 1.1: Hunger\n\nHunger.\n\n<!-- quiz -->\n\n"
    f"{QUIZ}\n> **Hint:** Think.\n",
    "module-1/quiz-1.2.md": f"# Quiz 1.2: Who is hungry?\n\n{QUIZ}",
    "module-2/lesson-2.1.md": "---\nopens-after: quiz 1.2 70 %\n---\n\n# Lesson 2.1: Bread\n\nBread helps.\n",
}
"""Two modules, of which the second waits for a page of the first one and for a score."""


def in_language(files: dict[str, str], language: str) -> dict[str, str]:
    """The same course, whose pages are said to be in another language."""
    said = files["coursepack.toml"].replace("[theme]", f'language = "{language}"\n[theme]')
    return {**files, "coursepack.toml": said}
