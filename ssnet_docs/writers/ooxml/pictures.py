"""Picture files for a package: only PNG and JPEG, bounded in size, each stored once and held in memory only shortly."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml.package import Package

MAXIMUM_BYTES = 20 * 1024 * 1024
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


class Pictures:
    """The pictures of one package, by their content; `folder` is where they stand in it (`ppt/media`)."""

    def __init__(self, package: Package, project: Project, folder: str) -> None:
        self.package = package
        self.project = project
        self.folder = folder
        self._names: dict[str, str] = {}

    def part(self, path: str, source: Source | None = None) -> str:
        """The media part of a picture file; ContentError where it is missing, too large or no picture."""
        file = self.project.inside(path, source)
        data = self._read(file, path, source)
        ending = next((end for signature, end in _SIGNATURES.items() if data.startswith(signature)), None)
        if ending is None:
            raise ContentError(source, f"「{path}」不是 PNG 或 JPEG 圖片", "請另存為 PNG 或 JPEG")
        digest = sha256(data).hexdigest()
        if digest not in self._names:
            name = f"{self.folder}/image{len(self._names) + 1}.{ending}"
            self._names[digest] = self.package.add_file(name, file)
        return self._names[digest]

    @staticmethod
    def _read(file: Path, path: str, source: Source | None) -> bytes:
        try:
            with file.open("rb") as stream:
                data = stream.read(MAXIMUM_BYTES + 1)
        except OSError as error:
            raise ContentError(source, f"無法讀取「{path}」（{error.strerror}）", "請確認檔案權限") from None
        if len(data) > MAXIMUM_BYTES:
            raise ContentError(source, f"圖片「{path}」超過 {MAXIMUM_BYTES // 2**20} MB", "請縮小圖片後再放入")
        return data
