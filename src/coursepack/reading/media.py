"""What stands beside a video or audio file: caption tracks (`talk.vtt`, `talk.de.vtt`) and a transcript (`talk.md`)."""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

import msgspec

from coursepack.model.content import Block, Heading, Media, Paragraph, Strong
from coursepack.model.source import Position
from coursepack.reading.discovery import MARKDOWN, Sources
from coursepack.reading.markdown.blocks import AUDIO_SUFFIXES, VIDEO_SUFFIXES


def transcripts(sources: Sources) -> dict[str, str]:
    """{media file: Markdown file of the same name beside it}; such a file is a transcript and no lesson."""
    by_stem = {posixpath.splitext(file)[0]: file for file in sources.files if file.lower().endswith(MARKDOWN)}
    media = (file for file in sources.files if file.lower().endswith(VIDEO_SUFFIXES + AUDIO_SUFFIXES))
    return {file: by_stem[posixpath.splitext(file)[0]] for file in media if posixpath.splitext(file)[0] in by_stem}


def with_companions(
    blocks: tuple[Block, ...], sources: Sources, read: Callable[[str], tuple[Block, ...]]
) -> tuple[Block, ...]:
    """`blocks` with the tracks and transcripts of their media; `read` reads the text of a transcript's file."""
    if not any(isinstance(block, Media) for block in blocks):
        return blocks
    texts = transcripts(sources)
    return tuple(_completed(block, sources, texts, read) if isinstance(block, Media) else block for block in blocks)


def _completed(
    media: Media, sources: Sources, texts: dict[str, str], read: Callable[[str], tuple[Block, ...]]
) -> Media:
    folder = posixpath.dirname(media.at.file)
    source = posixpath.normpath(posixpath.join(folder, unquote(media.source)))
    stem = posixpath.splitext(source)[0]
    tracks = list(media.tracks)
    for file in sorted(sources.files):
        found = re.fullmatch(re.escape(stem) + r"(?:\.([A-Za-z-]+))?\.vtt", file)
        if found:
            tracks.append((found[1] or "", posixpath.relpath(file, folder or ".")))
    transcript = media.transcript
    if source in texts:
        transcript = tuple(_without_heading(block) for block in read(texts[source]))
    return msgspec.structs.replace(media, tracks=tuple(tracks), transcript=transcript)


def _without_heading(block: Block) -> Block:
    """A heading as a bold line: a transcript adds nothing to the outline of the page that it stands in."""
    if isinstance(block, Heading):
        return Paragraph(block.at, (Strong(block.at, block.children),))
    return block


def media_sources(media: Media) -> list[tuple[str, Position]]:
    """The references of a video or audio file and of its tracks."""
    return [(media.source, media.at), *((track, media.at) for _, track in media.tracks)]
