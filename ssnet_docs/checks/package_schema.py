"""What the schema of Office's files does not allow."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import Made, files
from ssnet_docs.model.finding import Finding

_FALSE_ERRORS = ("stylesWithEffects.xml",)
"""Parts of which openxml-audit wrongly says, in files that start from python-docx's template, that they are unknown."""

SHOWN = 3
"""Faults of a part that are told one by one; the others are counted."""


class PackageSchemaCheck(Check):
    """檔案內容不合 Office 的綱要（ECMA-376）：多出、缺少或放錯順序的元素與屬性。

    PowerPoint 與 Word 可能要求修復或拒絕開啟。以 openxml-audit 檢查；較花時間，檢查文件時只在 --only package
    或 --rendered 執行，檢查檔案時一定執行。
    改法：由 ssnet 重新產生；外來的檔案以 Office 開啟並另存新檔。
    """

    id = "package-schema"
    title = "不合綱要"
    family = "package"
    severity = "error"
    thorough = True

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            counts: Counter[str] = Counter()
            for part, message in _faults(made):
                counts[part] += 1
                if counts[part] <= SHOWN:
                    hint = "請重新產生，或以 Office 開啟並另存新檔"
                    yield self.about_made(made, Place(part or "package", part), message, hint)
            for part, count in counts.items():
                if count > SHOWN:
                    place = Place(part or "package", part)
                    yield self.about_made(made, place, f"另有 {count - SHOWN} 處不合綱要", "請重新產生")


def _faults(made: Made) -> Iterator[tuple[str, str]]:
    """Part and fault of everything that openxml-audit calls an error, but for its known false ones."""
    from openxml_audit import OpenXmlValidator

    with tempfile.TemporaryDirectory(prefix="ssnet-check-") as folder:
        file = Path(folder) / f"file{made.suffix}"
        file.write_bytes(made.data)
        errors = OpenXmlValidator().validate(file).errors
    for error in errors:
        if not any(name in str(error) for name in _FALSE_ERRORS):
            yield str(getattr(error, "part_uri", None) or "").lstrip("/"), f"不合綱要：{error.description}"
