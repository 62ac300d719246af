"""What named learning systems are known to refuse or to misread, though the standard allows it.

Each rule names where it was seen or told; where nothing is known of a system there is no rule, and no name for it here.
"""

from collections.abc import Callable

from coursepack.diagnostics import Report
from coursepack.validation.package import Package
from coursepack.validation.systems import content_objects, files, moodle, schoology

RULES = (*moodle.RULES, *content_objects.RULES, *files.RULES, *schoology.RULES)

Judge = Callable[[Package, Report], None]

SYSTEMS: dict[str, tuple[Judge, ...]] = {
    "moodle": (
        moodle.judge_prefixes,
        moodle.judge_characters,
        moodle.judge_lengths,
        moodle.judge_map_info,
        moodle.judge_cartridge,
    ),
    "canvas": (content_objects.judge_scorm,),
    "chamilo": (content_objects.judge_scorm_2004, files.judge_names),
    "cornerstone": (content_objects.judge_edition, files.judge_cornerstone_size),
    "crossknowledge": (content_objects.judge_number, files.judge_crossknowledge_size, files.judge_server_side),
    "kallidus": (content_objects.judge_apis,),
    "openedx": (files.judge_open_edx_size,),
    "openequella": (files.judge_encoding,),
    "opigno": (content_objects.judge_number,),
    "saba": (content_objects.judge_apis,),
    "schoology": (schoology.judge_cartridge, schoology.judge_gaps),
    "successfactors": (content_objects.judge_beginning,),
    "tovuti": (content_objects.judge_number,),
}
"""{name of a learning system: what it is known for}."""


def judge(package: Package, systems: tuple[str, ...], report: Report) -> None:
    """What each of `systems`, keys of `SYSTEMS`, would not take as it is."""
    for judge_one in dict.fromkeys(judge_one for system in systems for judge_one in SYSTEMS[system]):
        judge_one(package, report)
