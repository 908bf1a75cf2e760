"""The size of a picture, read from its header: nothing is decoded."""

from __future__ import annotations

from typing import BinaryIO

from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.project import Project

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_PIXELS = 20_000  # a side
MAXIMUM_AREA = 50_000_000  # pixels in all: programs hold every one in memory
_MAXIMUM_SEGMENTS = 200  # of a JPEG before its frame header

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # ITU-T T.81, table B.1: SOF0 to SOF15


def picture_size(project: Project, path: str, source: Source | None) -> tuple[int, int]:
    """Pixel width and height of a PNG or JPEG file inside the project.

    Raises ContentError where the path leads outside, names no file, or the file is none of these or too large.
    """
    file = project.inside(path, source)
    if file.stat().st_size > MAXIMUM_BYTES:
        raise ContentError(source, f"圖片「{path}」超過 {MAXIMUM_BYTES // 2**20} MB", "請先縮小圖片再放進專案")
    with file.open("rb") as stream:
        size = _png(stream) or _jpeg(stream)
    if size is None:
        raise ContentError(source, f"「{path}」不是 PNG 或 JPEG 圖片", "請轉存成 PNG（圖示、線條）或 JPEG（照片）")
    if not all(0 < side <= MAXIMUM_PIXELS for side in size):
        message = f"圖片「{path}」的尺寸 {size[0]}×{size[1]} 超出範圍"
        raise ContentError(source, message, f"每邊須在 1 到 {MAXIMUM_PIXELS:,} 像素之間")
    if size[0] * size[1] > MAXIMUM_AREA:
        message = f"圖片「{path}」有 {size[0]}×{size[1]} 像素，超過 {MAXIMUM_AREA // 10_000:,} 萬像素"
        raise ContentError(source, message, "請縮小圖片後再放進專案")
    return size


def _png(stream: BinaryIO) -> tuple[int, int] | None:
    stream.seek(0)
    head = stream.read(24)
    if len(head) < 24 or not head.startswith(_PNG) or head[12:16] != b"IHDR":
        return None
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _jpeg(stream: BinaryIO) -> tuple[int, int] | None:
    stream.seek(0)
    if stream.read(2) != _JPEG:
        return None
    for _ in range(_MAXIMUM_SEGMENTS):
        head = stream.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return None
        if head[1] == 0xFF:  # fill before a marker
            stream.seek(-3, 1)
            continue
        marker, length = head[1], int.from_bytes(head[2:4], "big")
        if marker in _FRAME_HEADERS:
            frame = stream.read(5)
            height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
            return (width, height) if len(frame) == 5 else None
        if length < 2:
            return None
        stream.seek(length - 2, 1)
    return None
