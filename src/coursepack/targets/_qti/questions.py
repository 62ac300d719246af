"""One question of the course as one item."""

from typing import assert_never

import msgspec

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.course import Asset, Course, Quiz
from coursepack.pages.shared import Shared
from coursepack.targets._bank.settings import shuffles
from coursepack.targets._ledger import Ledger, feature_of
from coursepack.targets._qti.choices import write_choice, write_match, write_order
from coursepack.targets._qti.dialect import Maker
from coursepack.targets._qti.entries import write_drag, write_gaps, write_number, write_text
from coursepack.targets._qti.item import Item
from coursepack.targets._qti.node import Node
from coursepack.targets._qti.pictures import write_hotspot, write_placement
from coursepack.targets._qti.text import QtiText
from coursepack.targets._qti.written import write_essay, write_upload

_PATTERNS = "it accepts patterns that QTI cannot compare with"


class Written(msgspec.Struct, frozen=True):
    """An item as it goes into a package: the files of the course that it shows, and files of its own by path."""

    question: Question
    element: Node
    assets: dict[str, Asset]
    files: dict[str, bytes]


def write_question(
    course: Course, quiz: Quiz, question: Question, make: Maker, ledger: Ledger, shared: Shared
) -> Written | None:
    """The item, or None where QTI cannot have the question; `ledger` is told what got lost."""
    noted = len(ledger)
    text = QtiText(course, "items", question.id, make, shared)
    item = Item(course, question, text, ledger)
    files: dict[str, bytes] = {}
    shuffle = shuffles(quiz, question.shuffle)
    text.put(item.body, question.stem, plain=False)
    interaction = question.interaction
    match interaction:
        case None:
            pass
        case ChoiceInteraction():
            write_choice(item, interaction, shuffle=shuffle)
        case TextEntryInteraction():
            if not write_text(item, interaction):
                ledger.dropped_question(question, _PATTERNS)
                return None
        case NumericEntryInteraction():
            write_number(item, interaction)
        case MatchInteraction():
            write_match(item, interaction, shuffle=question.shuffle is not False)
        case OrderInteraction():
            write_order(item, interaction)
        case GapsInteraction(presentation="drag"):
            write_drag(item, interaction, shuffle=question.shuffle is not False)
        case GapsInteraction():
            if not write_gaps(item, interaction, shuffle=shuffle):
                ledger.dropped_question(question, _PATTERNS)
                return None
        case HotspotInteraction() | PlacementInteraction():
            asset = course.asset_of(question.at.file, interaction.image)
            if asset is None:
                ledger.dropped_question(question, "its image is not there")
                return None
            if isinstance(interaction, HotspotInteraction):
                write_hotspot(item, interaction, asset)
            else:
                files = write_placement(item, interaction, asset)
        case ExtendedTextInteraction():
            write_essay(item, interaction)
        case UploadInteraction():
            write_upload(item, interaction)
        case _:
            assert_never(interaction)
    element = item.element()
    if text.lost_links:
        ledger.degraded_question(question, "links to other pages of the course become plain words", "links")
    if len(ledger) == noted:
        ledger.kept(feature_of(question), question.at)
    return Written(question, element, text.assets, files)
