"""Question banks that other tools write, made where a test asks for them."""

import contextlib
from pathlib import Path
from typing import Any

from qti_package_maker.package_interface import QTIPackageInterface

QUESTIONS: dict[str, tuple[Any, ...]] = {
    "MC": ("Which is a metal?", ["iron", "oxygen"], "iron"),
    "MA": ("Which are metals?", ["iron", "gold", "oxygen"], ["iron", "gold"]),
    "MATCH": ("Match.", ["iron", "gold", "oxygen"], ["Fe", "Au", "O"]),
    "FIB": ("The symbol of iron?", ["Fe", "fe"]),
    "NUM": ("Electrons of iron?", 26.0, 0.5, True),
    "ORDER": ("Sort by weight.", ["hydrogen", "carbon", "iron"]),
    "MULTI_FIB": ("Iron is [a], gold is [b].", {"a": ["Fe"], "b": ["Au", "au"]}),
}
"""{qti-package-maker's name of a type: a question of it}; its Canvas form has no ORDER."""

BLACKBOARD = "blackboard_qti_v2_1"
CANVAS = "canvas_qti_v1_2"


def by_qti_package_maker(folder: Path, form: str) -> Path:
    """A package of qti-package-maker with a question of each type that the form has."""
    with contextlib.chdir(folder):  # it writes where it stands
        maker = QTIPackageInterface("metals", verbose=False, allow_mixed=True)
        for kind, question in QUESTIONS.items():
            if form == BLACKBOARD or kind != "ORDER":
                maker.add_item(kind, question)
        maker.save_package(form)
    (path,) = folder.glob("*.zip")
    return path
