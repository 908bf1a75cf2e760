"""Reads any .pptx or .docx as a version."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.version import Version
from ssnet_docs.readers import docx, figures, pptx
from ssnet_docs.readers.facts import with_facts
from ssnet_docs.readers.package import OpenPackage

_MACROS = "檔案含有巨集；只比對內容，巨集不讀取也不執行"


def read(file: Path | bytes, label: str) -> Version:
    """The version in a file or its bytes; `label` is how the user calls it.

    Raises ContentError, in Chinese, for whatever is no readable .pptx or .docx.
    """
    package = OpenPackage.open(BytesIO(file) if isinstance(file, bytes) else file, label)
    with package.archive:
        kind = package.type_of(package.main)
        if "wordprocessingml" in kind or "ms-word" in kind:
            version = docx.read(package, label)
        elif "presentationml" in kind or "ms-powerpoint" in kind:
            version = pptx.read(package, label)
        else:
            hint = "可比對的檔案是 .pptx 簡報與 .docx 報告"
            raise ContentError(Source(label), "不是簡報也不是 Word 文件", hint)
        known = figures.read_package(package)
        if known is not None:
            version = with_facts(version, known)
        if "macroEnabled" in kind or any(name.endswith("vbaproject.bin") for name in package.names):
            version = replace(version, notices=(*version.notices, _MACROS))
        return version
