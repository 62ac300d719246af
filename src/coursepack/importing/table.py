"""The table of all formats that can be imported, in the order in which they are tried."""

from pathlib import Path

from coursepack.errors import SourceError
from coursepack.formats.opening import Opening
from coursepack.importing import aiken, csv_table, gift, moodle_xml, text2qti
from coursepack.importing.base import Bank, Importer, Notes
from coursepack.importing.qti2 import bank as qti2
from coursepack.importing.qti12 import bank as qti12

IMPORTERS: tuple[Importer, ...] = (
    moodle_xml.IMPORTER,
    qti2.IMPORTER,
    qti12.IMPORTER,
    gift.IMPORTER,
    csv_table.IMPORTER,
    aiken.IMPORTER,
    text2qti.IMPORTER,
)


def importer_of(opening: Opening) -> Importer:
    """The importer that recognises a file. Raises `SourceError` where none does."""
    found = next((importer for importer in IMPORTERS if importer.recognise(opening)), None)
    if found is None:
        known = ", ".join(importer.label for importer in IMPORTERS)
        raise SourceError(f"{opening.path} is no bank of questions that is known here", f"what can be read: {known}")
    return found


def read_bank(path: Path) -> tuple[Importer, Bank, Notes]:
    """What a file holds, and what of it our format could not hold. Raises `SourceError`."""
    opening = Opening(path)
    importer = importer_of(opening)
    notes = Notes(importer.name)
    return importer, importer.read(opening, notes), notes
