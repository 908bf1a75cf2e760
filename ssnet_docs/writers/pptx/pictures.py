"""Picture files for a package: only PNG and JPEG, bounded in size, each stored once."""

from __future__ import annotations

from hashlib import sha256
from xml.sax.saxutils import quoteattr

from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.page import PlacedPicture
from ssnet_docs.project import Project
from ssnet_docs.writers.ooxml.package import Package
from ssnet_docs.writers.pptx.master_shapes import frame
from ssnet_docs.writers.pptx.shapes import properties

MAXIMUM_BYTES = 20 * 1024 * 1024
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


class Pictures:
    """The pictures of one package, by their content."""

    def __init__(self, package: Package, project: Project) -> None:
        self.package = package
        self.project = project
        self._names: dict[str, str] = {}

    def part(self, path: str) -> str:
        """The media part of a picture file; ContentError where it is missing, too large or no picture."""
        file = self.project.inside(path)
        if file.stat().st_size > MAXIMUM_BYTES:
            raise ContentError(None, f"圖片「{path}」超過 {MAXIMUM_BYTES // 2**20} MB", "請縮小圖片後再放入")
        data = file.read_bytes()
        ending = next((end for signature, end in _SIGNATURES.items() if data.startswith(signature)), None)
        if ending is None:
            raise ContentError(None, f"「{path}」不是 PNG 或 JPEG 圖片", "請另存為 PNG 或 JPEG")
        digest = sha256(data).hexdigest()
        if digest not in self._names:
            number = len(self._names) + 1
            self._names[digest] = self.package.add(f"ppt/media/image{number}.{ending}", data)
        return self._names[digest]


def picture_xml(item: PlacedPicture, number: int, relationship: str) -> str:
    """`<p:pic>` with its alternative text."""
    return (
        f"<p:pic><p:nvPicPr>{properties(number, item.name or '圖片', item.description)}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f"<p:blipFill><a:blip r:embed={quoteattr(relationship)}/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f'<p:spPr>{frame(item.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
