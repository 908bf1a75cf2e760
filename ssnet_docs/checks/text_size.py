"""Text that is too small to be read."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs import themes
from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import Setting, sheets
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.page import PlacedChart
from ssnet_docs.model.report import ReportChart, ReportTable

LEAST = 10.0
"""Points: the least size on a slide, that of notes (`themes.MINIMUM_SIZES`)."""

PRINTED = 8.0
"""Points: the least size in a printed table or chart, about 六號字 (7.9 pt)."""


class TextSizeCheck(Check):
    """文字小於可讀的字級：簡報內文 16 點、表格 11 點、註記與圖表標示 10 點；報告的表格與圖表 8 點。

    會場後排看不到，印成講義也吃力。程式本身不會縮到這麼小；多半是主題或內容另外指定了字級。
    改法：放大字級；放不下時刪減文字或分成兩張。
    """

    id = "text-size"
    title = "字太小"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            for setting in sheet.settings:
                found = _smallest(setting)
                if found:
                    size, least, text = found
                    message = f"「{text[:20]}」只有 {size:g} 點，{setting.what}至少要 {least:g} 點"
                    yield self.about_made(sheet.made, sheet.place(setting.key), message, "請放大，或刪減文字")
            for frame in sheet.content:
                if isinstance(frame, PlacedChart) and frame.label_size < LEAST:
                    message = f"圖表的標示只有 {frame.label_size:g} 點，至少要 {LEAST:g} 點"
                    yield self.about_made(sheet.made, sheet.place(frame.key), message, "請讓圖表占大一點的位置")
        for made in subject.made:
            for block in made.report.blocks if made.report else ():
                if isinstance(block, (ReportTable, ReportChart)):
                    size = block.size if isinstance(block, ReportTable) else block.label_size
                    if size < PRINTED:
                        message = f"「{block.title[:20]}」的字只有 {size:g} 點，至少要 {PRINTED:g} 點"
                        yield self.about_made(made, made.in_report(block), message, "請減少欄位，或改用橫式頁面")


def _smallest(setting: Setting) -> tuple[float, float, str] | None:
    """Size, least size and text of the first run that is too small."""
    for paragraph in setting.paragraphs:
        for run in paragraph.runs:
            size = (paragraph.size or 0.0) * run.scale
            whole = run.scale >= 1
            least = themes.MINIMUM_SIZES.get(paragraph.role, LEAST) if whole else LEAST
            if run.text.strip() and not run.superscript and size < least - 0.01:
                return round(size, 1), least, run.text
    return None
