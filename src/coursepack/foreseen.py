"""What named learning systems would have against the packages of a course, told at its sources."""

import tempfile
from pathlib import Path

import msgspec

from coursepack import pipeline
from coursepack.checks.survey import survey
from coursepack.diagnostics import Diagnostic, Report
from coursepack.model.source import Position
from coursepack.reading.config import line_of
from coursepack.results import Loaded
from coursepack.validation.judge import judge_file
from coursepack.validation.systems import RULES, content_objects

_SETTINGS = {
    content_objects.SINGLE_SCO_ONLY: ("layout", "packages"),
    content_objects.CORNERSTONE_EDITION: ("edition", "scorm2004"),
    content_objects.SHARED_BEGINNING: ("id", ""),
    content_objects.SCORM_NOT_TAKEN: ("targets", ""),
    content_objects.SCORM_2004_NOT_TAKEN: ("targets", ""),
}
"""{rule: (key, table) of the setting in `coursepack.toml` that decides about it}."""


def foresee(loaded: Loaded, systems: tuple[str, ...]) -> None:
    """Judge the packages that the course would become by what `systems` demand; what is found joins `loaded.report`.

    They are built into a temporary folder. Where the course has an error there are none.
    """
    names = [target.name for target in pipeline.targets_named(loaded.config.targets) if target.kind == "zip"]
    if not systems or not names or loaded.report.has_errors:
        return
    alone = msgspec.structs.replace(loaded, report=Report())
    made, fingerprint = pipeline.make(alone, names)
    said = loaded.report.beside()
    sources = _Sources(loaded)
    with tempfile.TemporaryDirectory() as folder:
        built = pipeline.write(alone, made, fingerprint, Path(folder))
        for output in built.outputs:
            for path, _, _ in output.files:
                for found in judge_file(Path(folder, path), systems).diagnostics:
                    if found.rule in RULES:
                        at = sources.place_of(found, Path(path).name)
                        said.add(found.rule, at, f"{output.target}: {found.message}", help=found.help)
    loaded.report.extend(said.with_severities(loaded.config.severity).diagnostics)


class _Sources:
    """Where in the sources stands what a package has."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        found, course = survey(loaded.course), loaded.course
        written = [(node.at, node.source) for node in found.images]
        written += [(node.at, node.source) for node in found.media]
        written += [(node.at, node.href) for node, _ in found.links]
        self._assets: dict[str, Position] = {}
        for at, reference in written:
            asset = course.asset_of(at.file, reference)
            if asset is not None:
                self._assets.setdefault(asset.path, at)

    def place_of(self, found: Diagnostic, package: str) -> Position:
        """The reference to a file or the setting that a finding is about; the course where there is none."""
        name = found.at.file.removeprefix(f"{package}/")
        if asset := next((at for path, at in self._assets.items() if name == path or name.endswith(f"/{path}")), None):
            return asset
        config = self._loaded.config_path
        if found.rule in _SETTINGS and config.is_file() and (line := line_of(config, *_SETTINGS[found.rule])):
            return Position(config.name, line)
        return self._loaded.course.at
