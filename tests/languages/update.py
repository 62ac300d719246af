"""Brings the catalogues up to date with the sources: `python -m tests.languages.update [LANGUAGE]…`.

New messages are added without a translation, and what nobody says any more is taken out. A language that has no
catalogue yet gets one. The tests name what is still to be translated.
"""

import sys
from pathlib import Path

import polib

from coursepack.languages import plural_samples
from tests.languages.collecting import Message, catalogue_of, catalogues, messages

_HEADER = "What coursepack says to learners. Placeholders in {braces} stay as they are."

_RULES = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "pt": "nplurals=2; plural=(n > 1);",
}


def update(path: Path, language: str) -> None:
    """Rewrite the catalogue at `path`, keeping the translations of all that is still said."""
    old = {
        Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or ""): entry
        for entry in (polib.pofile(path.read_text(encoding="utf-8")) if path.exists() else ())
    }
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.header = _HEADER
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": _RULES.get(language, "nplurals=2; plural=(n != 1);"),
    }
    for message, place in messages().items():
        before = old.get(message)
        forms = range(len(plural_samples(language)))
        catalogue.append(
            polib.POEntry(
                msgid=message.text,
                msgid_plural=message.plural,
                msgctxt=message.context or None,
                msgstr=before.msgstr if before else "",
                msgstr_plural=(before.msgstr_plural if before else dict.fromkeys(forms, "")) if message.plural else {},
                occurrences=[(place, "")],
            )
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalogue) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in {*catalogues(), *sys.argv[1:]}:
        update(catalogue_of(name), name)
