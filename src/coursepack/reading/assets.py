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
        self._by_file: dict[str, Asset] = {}
        self._paths: set[str] = set()

    def take(self, file: str, path: Path) -> Asset:
        """The asset for the source file `file`, which is at `path`. Raises `OSError` where it cannot be read."""
        known = self._by_file.get(file)
        if known is not None:
            return known
        digest = hashlib.sha256()
        size = 0
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
        suffix = path.suffix.lower()
        width, height = _image_size(path) if suffix in IMAGE_TYPES else (0, 0)
        media_type = _TYPES.get(suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        asset = Asset(self._portable(file), path, media_type, size, digest.hexdigest(), width, height)
        self._by_file[file] = asset
        self.assets[asset.path] = asset
        return asset

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


def _image_size(image: Path | io.BytesIO) -> tuple[int, int]:
    with image.open("rb") if isinstance(image, Path) else io.BytesIO(image.getvalue()) as stream:
        size = size_of(stream)
    if size is not None:
        return size if size[0] and size[1] else (0, 0)
    import imagesize  # late: it loads modules of the network, which takes as long as reading ten lessons

    try:
        width, height = imagesize.get(image)
    except (OSError, ValueError, ArithmeticError):
        return 0, 0
    return (int(width), int(height)) if width > 0 and height > 0 else (0, 0)
