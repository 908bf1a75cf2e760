"""Tables that are cut off: text that is not drawn, or beyond the edge of the slide."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import Made, files
from ssnet_docs.checks.parts.placed_text import strays
from ssnet_docs.checks.parts.written import W, paragraph_text
from ssnet_docs.model.finding import Finding

_SHOWN = 20


class TableClippedCheck(Check):
    """表格被截斷：儲存格的文字沒有畫完，或整列落在投影片之外。

    列高固定的表格，字多了就看不到後半；簡報的表格列數太多，最後幾列在投影片外面。看的人不知道少了什麼。
    改法：列高改為「最小高度」或自動、刪減文字、分成兩張；由程式排版的表格會自己換頁。
    """

    id = "table-clipped"
    title = "表格被截斷"
    family = "rendered"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            yield from self._on_slides(made)
            yield from self._in_report(made)

    def _on_slides(self, made: Made) -> Iterator[Finding]:
        for number, page, frames in made.drawn_slides:
            cut: dict[str, list[str]] = {}
            for stray in strays(page, frames):
                if stray.frame is not None and stray.is_clipped_cell(page):
                    cut.setdefault(stray.frame.whole, []).append(stray.text)
            for table, texts in cut.items():
                message = f"「{table}」有 {len(texts)} 格沒有畫完，第一格是「{texts[0][:_SHOWN]}」"
                yield self.about_made(made, made.on_slide(number), message, "請減少列數或文字，或分成兩張")

    def _in_report(self, made: Made) -> Iterator[Finding]:
        if made.laid_out is None:
            return
        cut: dict[int, list[str]] = {}
        names: dict[int, str] = {}
        for number, table, text in made.laid_out.lost():
            cut.setdefault(number, []).append(text)
            names[number] = next((shown for one in table.iter(f"{W}p") if (shown := paragraph_text(one))), "")
        for number, texts in cut.items():
            place = Place(f"table-{number}", f"第 {number} 個表格「{names[number][:_SHOWN]}」")
            message = f"有 {len(texts)} 格沒有畫完，第一格是「{texts[0][:_SHOWN]}」"
            yield self.about_made(made, place, message, "請把列高改為自動，或刪減文字")
