"""What an administrator sets in each learning system, by the system's own names for it.

Moodle: seen in 4.5 and 5.1; mod/scorm/mod_form.php has no field for the standard. Cornerstone, SuccessFactors, Canvas,
Tovuti and CrossKnowledge: as their own help pages and their users report them.
"""

from collections.abc import Iterator

import msgspec

from coursepack.handover.outcomes import percent


class Setting(msgspec.Struct, frozen=True):
    """A setting by its name in the system, what it should be, and why."""

    name: str
    value: str
    why: str = ""


class System(msgspec.Struct, frozen=True):
    """A learning system: what to set, and how an update is brought in, in its own words."""

    name: str
    settings: tuple[Setting, ...]
    update: str


class Upload(msgspec.Struct, frozen=True):
    """What is known of a SCORM package, or of several that belong together.

    `counts`: the statuses that mean success here; `mastery`: the LMS's mark. `structure_changed`: the entries are
    others than in the last build; None where there was none. `afresh`: learners under way lose what they did.
    `limited`: a graded quiz allows so many attempts and no more. `twins`: other packages with the same identifiers.
    """

    file: str
    size: int
    standard: str
    identifiers: tuple[str, ...]
    entries: int
    launch: str
    graded: bool
    counts: tuple[str, ...]
    may_fail: bool
    mastery: float | None
    structure_changed: bool | None
    afresh: bool = False
    limited: bool = False
    twins: tuple[str, ...] = ()

    @property
    def zips(self) -> int:
        """How many packages there are: each has an identifier."""
        return len(self.identifiers)


def scorm_systems(upload: Upload) -> tuple[System, ...]:
    """Every system of which something is known, and last what holds for any other."""
    each = _EACH_ZIP if upload.zips > 1 else ""
    return (
        System("Moodle", tuple(_moodle(upload)), (_MOODLE_AFRESH if upload.afresh else _MOODLE_UPDATE) + each),
        System("Cornerstone", tuple(_cornerstone(upload)), _cornerstone_update(upload) + each),
        System("SAP SuccessFactors", tuple(_successfactors(upload)), _OTHER_UPDATE + each),
        System(
            "Canvas",
            (Setting("SCORM add-on", f"upload {_files(upload)} there", "Canvas takes SCORM by it only"),),
            _OTHER_UPDATE + each,
        ),
        System("Any other system", tuple(_other(upload)), _OTHER_UPDATE + each),
    )


_TABLE = "the table of zips"

_MOODLE_UPLOAD = (
    "Re-upload: open the Settings of the same activity, delete the old file from Package file, drop the new one, save."
)
_MOODLE_UPDATE = f"{_MOODLE_UPLOAD} Attempts stay, because the identifiers stay."
_MOODLE_AFRESH = f"{_MOODLE_UPLOAD} Learners under way start afresh, as is said at the beginning."
_EACH_ZIP = (
    " Each zip goes where the one of the same name is. A zip with a new name is an addition; take away what has no zip "
    "any more."
)
_OTHER_UPDATE = (
    "Replace the package in the same activity or content object. Do not add a second one: its records begin empty."
)


def _files(upload: Upload) -> str:
    return upload.file if upload.zips == 1 else f"each zip in {upload.file}"


def _moodle(upload: Upload) -> Iterator[Setting]:
    yield Setting("Add an activity or resource", "SCORM package")
    file = upload.file if upload.zips == 1 else f"one activity for each zip in {upload.file}"
    better = (
        "Moodle supports SCORM 1.2 better: prefer that package where you have it; it reads the standard from the zip"
    )
    yield Setting("Package file", file, "" if upload.standard == "SCORM 1.2" else better)
    if upload.graded:
        if upload.entries > upload.zips:
            yield Setting("Grading method", "Average grade", "every entry reports a score of its own")
        else:
            yield Setting("Grading method", "Highest grade", "the package never reports less than a pass earned")
    status = f"the status {' and '.join(word.capitalize() for word in upload.counts)}"
    why = "this is what the package reports when all is done"
    if upload.zips > 1:
        status = f"for each zip the status in {_TABLE}"
        why = "one with a graded quiz ends as passed, another as completed"
    elif len(upload.counts) > 1:
        why = "Moodle takes either: parts with a graded quiz end as passed, the others as completed"
    yield Setting("Completion conditions", status, why)
    if upload.entries > upload.zips:
        name = "Require all SCOs to return completion status"
        yield Setting(name, "ticked", "otherwise the first entry alone completes the activity")
    yield Setting("Force new attempt", "No", "otherwise whoever comes back begins again: always, or once finished")
    if upload.limited:
        why = "the package counts attempts at its quizzes; a further one in Moodle gives all of them again"
        yield Setting("Number of attempts", "1 attempt", why)
    else:
        yield Setting("Number of attempts", "Unlimited attempts", "the package limits none either")
    why = "with Yes, nobody comes back to the last attempt, neither to go on nor to look back"
    yield Setting("Lock after final attempt", "No", why)


def _cornerstone(upload: Upload) -> Iterator[Setting]:
    yield Setting("Create New Publication", _files(upload))
    if upload.size > 250_000_000:
        yield Setting("Size", "too large", "Cornerstone takes packages up to 250 MB")
    if upload.may_fail:
        why = "Cornerstone never counts a course as complete once it was failed: give learners attempts without end"
        yield Setting("Status failed", "this build can report it", why)
    if upload.standard == "SCORM 1.2":
        yield Setting(
            "Standard", "SCORM 1.2", "its help describes SCORM 2004, 3rd edition: prefer that where you have it"
        )


def _cornerstone_update(upload: Upload) -> str:
    if upload.zips > 1:
        return "Replace: the structure of a zip with one entry never changes."
    if upload.structure_changed is None:
        return "Replace, while the list of entries in a later build is this one; reversion, where it is another."
    if upload.structure_changed:
        return "Reversion: the list of entries changed since the last build, so replace is not open to you."
    return "Replace: the structure is that of the last build. (Reversion is for another structure.)"


def _successfactors(upload: Upload) -> Iterator[Setting]:
    why = "SuccessFactors goes by the first 15 characters: no other content may begin with them"
    if upload.twins:
        names = " and ".join((_files(upload), *upload.twins))
        yield Setting("Package", f"one of {names}, never both", "they begin with the same 15 characters")
    if upload.zips > 1:
        yield Setting("Content object", f"one for each zip, called as {_TABLE} says", why)
        return
    yield Setting("Content object", ", ".join(name[:15] for name in upload.identifiers), why)


def _other(upload: Upload) -> Iterator[Setting]:
    yield Setting("Type of content", upload.standard, "the zip goes in as it is: do not unpack it")
    if upload.entries == upload.zips:
        yield Setting("Launch file", upload.launch, "only where the system asks")
    else:
        yield Setting("Entries", str(upload.entries), "Tovuti and CrossKnowledge refuse packages with more than one")
    if upload.mastery is None:
        why = "the package compares with the mark; one that is set in the system would decide instead"
        yield Setting("Passing or mastery score", "empty", why)
    else:
        yield Setting(
            "Passing or mastery score", percent(upload.mastery), "the system decides; the package brings the mark"
        )
    yield Setting(
        "Attempts",
        "the system's own do not matter",
        "the package counts its own; a new one in the system starts afresh",
    )
