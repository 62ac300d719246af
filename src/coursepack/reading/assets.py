"""Images, media and downloads: the files of a course that its packages carry."""

import hashlib
import io
import mimetypes
import re
from pathlib import Path

from coursepack.ids import slug
from coursepack.model.course import Asset
from coursepack.packaging.files import path_problem
from coursepack.reading.bitmaps import size_of
from coursepack.reading.metadata.table import LARGEST, PlaceFinder, is_on_its_side, without_notes

IMAGE_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}
_TYPES = IMAGE_TYPES | {
    ".vtt": "text/vtt",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".txt": "text/plain",
}
LONGEST_NAME = 80


class AssetStore:
    """Takes files of the course in, each once, and gives each a portable path."""

    def __init__(self) -> None:
        self.assets: dict[str, Asset] = {}
        self.telling: set[str] = set()
        """Source files that say more than they show, and cannot be carried without it."""
        self._by_file: dict[str, Asset] = {}
        self._paths: set[str] = set()

    def take(self, file: str, path: Path) -> Asset:
        """The asset for the source file `file`, which is at `path`. Raises `OSError` where it cannot be read."""
        known = self._by_file.get(file)
        if known is not None:
            return known
        suffix = path.suffix.lower()
        media_type = _TYPES.get(suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if suffix in IMAGE_TYPES and path.stat().st_size <= LARGEST:
            asset = self._picture(file, path, media_type)
        else:
            asset = self._other(file, path, media_type)
        self._by_file[file] = asset
        self.assets[asset.path] = asset
        return asset

    def _picture(self, file: str, path: Path, media_type: str) -> Asset:
        """A picture, without what it says besides its points."""
        data = path.read_bytes()
        pieces, is_telling = without_notes(data)
        if is_telling:
            self.telling.add(file)
        kept = b"".join(data[piece[0] : sum(piece)] if isinstance(piece, tuple) else piece for piece in pieces) or data
        width, height = _image_size(io.BytesIO(data))
        if is_on_its_side(data):
            width, height = height, width
        digest = hashlib.sha256(kept).hexdigest()
        return Asset(self._portable(file), path, media_type, len(kept), digest, width, height, pieces=pieces)

    def _other(self, file: str, path: Path, media_type: str) -> Asset:
        """A file that is carried as it is, read piece by piece."""
        digest, size, places = hashlib.sha256(), 0, PlaceFinder()
        is_film = media_type.startswith("video/")
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
                if is_film:
                    places.feed(chunk)
        if places.found or path.suffix.lower() in IMAGE_TYPES:
            self.telling.add(file)
        return Asset(self._portable(file), path, media_type, size, digest.hexdigest())

    def take_data(self, name: str, data: bytes, media_type: str, file: Path) -> Asset:
        """The asset for a picture of the type `media_type` that stands in the text of `file`; equal ones are one."""
        known = self._by_file.get(name)
        if known is None:
            width, height = _image_size(io.BytesIO(data))
            digest = hashlib.sha256(data).hexdigest()
            path = self._portable(f"picture.{name.rpartition('.')[2]}")
            known = Asset(path, file, media_type, len(data), digest, width, height, data)
            self._by_file[name] = self.assets[path] = known
        return known

    def _portable(self, file: str) -> str:
        """A path under `assets/` that every system can store, unique even where letter case does not count."""
        name = file.rsplit("/", 1)[-1]
        stem, dot, suffix = name.rpartition(".")
        if not dot:
            stem, suffix = name, ""
        suffix = re.sub(r"[^a-z0-9]", "", suffix.lower())[:16]
        plain = stem if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", stem) else slug(stem, LONGEST_NAME).replace("_", "-")
        plain = plain[:LONGEST_NAME] or "file"
        if path_problem(plain):  # the name of a device on Windows
            plain = f"file-{plain}"
        tail = f".{suffix}" if suffix else ""
        path, count = f"assets/{plain}{tail}", 1
        while path.lower() in self._paths:
            count += 1
            path = f"assets/{plain}-{count}{tail}"
        self._paths.add(path.lower())
        return path


def _image_size(image: io.BytesIO) -> tuple[int, int]:
    size = size_of(io.BytesIO(image.getvalue()))
    if size is not None:
        return size if size[0] and size[1] else (0, 0)
    import imagesize  # late: it loads modules of the network, which takes as long as reading ten lessons

    try:
        width, height = imagesize.get(image)
    except (OSError, ValueError, ArithmeticError):
        return 0, 0
    return (int(width), int(height)) if width > 0 and height > 0 else (0, 0)
