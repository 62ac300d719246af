"""What changed since the last build, and what that means for learners under way, in an administrator's words."""

from collections.abc import Iterator

from coursepack.handover.changes import Change, Since


def sentence(change: Change) -> str:
    """A change, in the list of all changes."""
    named = f'{change.what} "{change.title}"' if change.title else change.what
    match change.kind:
        case "added":
            return f"New: {named}."
        case "removed":
            return f"Gone: {named}."
        case "retitled":
            return f'Renamed: {named}, before "{change.before}".'
        case "changed" if change.what in ("version", "language"):
            return f'The {change.what} is "{change.title}", before "{change.before}".'
        case "set" if change.what == "rules":
            return f'[scoring] {change.setting} is "{change.value}", before "{change.before}".'
        case "set":
            return f'Of the {named}, {change.setting} is "{change.value}", before "{change.before}".'
        case "rekeyed":
            return f"Another key: in the {named} something else is right than before."
        case "relettered":
            return f"Another order: in the {named} the letters of SCORM 1.2 mean other choices than before."
        case "replaced":
            return f"Another id: {named} is {change.id}, before {change.before}."
        case "moved":
            return f"Moved to another entry of the LMS: {named}."
        case "reordered":
            return f"In another place: {named}."
        case "afresh" if change.what == "layout":
            return f'The layout is "{change.title}", before "{change.before}".'
        case "afresh" if change.what == "course id":
            return f'The id of the course is "{change.id}", before "{change.before}".'
        case "afresh":
            return "The keys in coursepack.lock are others."
        case _:
            return f"Rewritten: {named}."


def loss(change: Change) -> str:
    """What learners under way lose by a change, "" for nothing that must be said before all else."""
    named = f'{change.what} "{change.title}"'
    match change.kind:
        case "afresh" if change.what == "layout":
            return (
                f'Learners under way start afresh: the layout is "{change.title}", before "{change.before}", and the '
                "LMS ties their records to its entries. To keep them, set the old layout and build again."
            )
        case "afresh" if change.what == "course id":
            return (
                f'Learners under way start afresh: the course has the id "{change.id}" in place of "{change.before}", '
                "and the LMS ties their records to it. To keep them, write the old id, put coursepack.lock back from "
                "version control, and build again."
            )
        case "afresh":
            return (
                "Learners under way start afresh: what they did is kept under the keys of another coursepack.lock than "
                "the one of this build. Put that file back from version control, and build again, before you upload."
            )
        case "replaced":
            return (
                f"Learners under way lose what they did in {named}: it has the id {change.id} in place of "
                f"{change.before}. To keep it, write the old id, and build again."
            )
        case "moved":
            return f"The {named} moved to another entry: what learners did in it begins again."
        case _:
            return ""


def meaning(since: Since) -> Iterator[str]:
    """What all changes together mean for learners under way."""
    kinds = {change.kind for change in since.changes if change.id}
    lost = {change.kind for change in since.changes} & {"afresh", "replaced", "moved", "removed"}
    if not since.changes:
        yield "Nothing was added, removed, renamed or rewritten; order, settings or files changed."
    if "afresh" in lost:
        yield "Learners under way start afresh, as is said at the beginning."
    elif lost:
        yield "Learners under way keep what they did in all else: progress hangs on identifiers."
    else:
        yield "Learners under way lose nothing: progress hangs on identifiers, and those stay. A pass stays a pass."
    if "added" in kinds:
        yield "What is new comes as not done to those under way; who had completed stays complete."
    if "removed" in kinds:
        yield "What is gone takes along what learners did in it, and no longer counts, for or against anybody."
    rewritten = [change for change in since.changes if change.kind in ("changed", "rekeyed", "relettered")]
    if any(change.what == "question" for change in rewritten):
        yield "In a rewritten question, an answer whose own words changed is no longer shown; what it earned stays."
    if "rekeyed" in kinds:
        yield (
            "Where another answer is right now, whoever answered before was scored by the old key, and what that "
            "earned stays."
        )
    if "relettered" in kinds:
        yield (
            "Where choices stand in another order, a report of SCORM 1.2 has rows from before and after in which one "
            "letter means two things: take the date of the update into account. SCORM 2004 reports the words, too."
        )
    if any(change.kind == "set" for change in since.changes):
        yield "Those under way are judged by the new rules and settings from their next visit on."
