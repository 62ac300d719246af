"""Texts of Moodle's XML: what their format is, and the files that stand beside them."""

from collections.abc import Callable
from urllib.parse import unquote

from lxml import etree

from coursepack.importing.base import Files
from coursepack.importing.embedded import decoded, embedded_file
from coursepack.importing.markdown import markdown_html
from coursepack.importing.rich_text import RichText, Special
from coursepack.model.content import Block
from coursepack.model.source import Position

_PLACE = "@@PLUGINFILE@@/"


class MoodleText:
    """Reads the texts of one question. `told` hears what could not be kept."""

    def __init__(self, at: Position, told: Callable[[str], None], files: Files, special: Special | None = None) -> None:
        self._told = told
        self._files = files
        self._by_name: dict[str, str] = {}
        self._rich = RichText(at, told, file=self._file, special=special)

    def blocks(self, element: etree._Element | None, *, html: str | None = None) -> tuple[Block, ...]:
        """The blocks of an element's text; `html` in its place where the format has changed it."""
        if element is None:
            return ()
        self.take_files(element)
        text = text_of(element) if html is None else html
        if not text:
            return ()
        match element.get("format", "html"):
            case "plain_text":
                return self._rich.plain(text)
            case "markdown":
                return self._rich.blocks(markdown_html(text))
            case "moodle_auto_format" if "<" not in text:
                return self._rich.plain(text)
            case _:
                return self._rich.blocks(text)

    def take_files(self, element: etree._Element) -> list[str]:
        """Keep the files beside an element's text; the references to them, in order."""
        found: list[str] = []
        for file in element.iterchildren("file"):
            name = file.get("name", "")
            data = decoded(file.text or "")
            file.text = None
            if not data:
                self._told(f'the file "{name[:60]}" is left out: its data is damaged')
                continue
            path = f"{file.get('path') or '/'}/{name}".replace("//", "/").lstrip("/")
            self._by_name[path] = self._by_name[name] = reference = self._files.add(name, data)
            found.append(reference)
        return found

    def _file(self, reference: str) -> str | None:
        if reference.startswith(_PLACE):
            return self._by_name.get(unquote(reference.removeprefix(_PLACE).partition("?")[0]))
        return embedded_file(reference, self._files)


def text_of(element: etree._Element | None) -> str:
    """What an element's `<text>` says, or the element itself where it has none."""
    if element is None:
        return ""
    inner = element.find("text")
    return ("".join((element if inner is None else inner).itertext())).strip()


def value_of(element: etree._Element, name: str, usual: str = "") -> str:
    """The value of a setting: the text of a child, `usual` where there is none."""
    return (element.findtext(name) or usual).strip()


def is_set(element: etree._Element, name: str) -> bool:
    """Whether a setting is on: some are by a word or number, some by being there."""
    child = element.find(name)
    return child is not None and (child.text or "1").strip().lower() in ("1", "true", "")
