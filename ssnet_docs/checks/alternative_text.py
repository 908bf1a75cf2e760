"""Charts, pictures, drawings and tables without alternative text."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import Made, files
from ssnet_docs.checks.parts.written import WP, A, Element, P, W, identity, name_of, paragraph_text, shapes, text_of
from ssnet_docs.model.finding import Finding, Severity

_TABLE = f"{A}tbl"
_KINDS = {f"{P}pic": "圖片", f"{P}grpSp": "圖示"}
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


class AlternativeTextCheck(Check):
    """圖表、圖片、圖示或表格沒有替代文字。

    看不見畫面的人只聽得到「圖片」；轉成純文字與搜尋時內容也不見了（WCAG 2.2 準則 1.1.1）。
    標為裝飾的不算；表格本身讀得到內容，只是提示。
    改法：以 description 寫出圖表說了什麼，數字也寫進去；在 Office 裡是「替代文字」。
    """

    id = "alternative-text"
    title = "沒有替代文字"
    family = "accessibility"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            for number, part in enumerate(made.written.slides, 1):
                root = made.written.root(part)
                for shape in shapes(root) if root is not None else ():
                    kind = _kind(shape)
                    if kind and not _described(identity(shape)):
                        yield self._found(made, made.on_slide(number), kind, name_of(shape))
            yield from self._in_document(made)

    def _in_document(self, made: Made) -> Iterator[Finding]:
        body = made.written.body
        if body is None:
            return
        for number, drawing in enumerate(body.iter(f"{WP}inline", f"{WP}anchor"), 1):
            about = drawing.find(f"{WP}docPr")
            if not _described(about) and not any(one.get("val") in {"1", "true"} for one in drawing.iter(_DECORATIVE)):
                yield self._found(made, Place(f"drawing-{number}", f"第 {number} 個圖"), "圖", about.get("name", ""))
        for number, table in enumerate(body.iter(f"{W}tbl"), 1):
            words = [table.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription")]
            if not any(one is not None and one.get(f"{W}val", "").strip() for one in words) and _is_data(table):
                first = next((text for one in table.iter(f"{W}p") if (text := paragraph_text(one))), "")
                yield self._found(made, Place(f"table-{number}", f"第 {number} 個表格"), "表格", first)

    def _found(self, made: Made, place: Place, kind: str, name: str) -> Finding:
        severity: Severity = "note" if kind == "表格" else self.severity
        shown = f"{kind}「{name[:20]}」" if name else kind
        hint = "請以 description 說明內容；在 Office 裡：按右鍵、編輯替代文字"
        return self.about_made(made, place, f"{shown}沒有替代文字", hint, severity)


def _kind(shape: Element) -> str:
    """What needs words: pictures, charts, tables, and groups and shapes that show something without text."""
    if shape.tag == f"{P}graphicFrame":
        return "表格" if shape.find(f".//{_TABLE}") is not None else "圖表"
    if shape.tag == f"{P}grpSp" and text_of(shape) and shape.find(f".//{P}pic") is None:
        return "圖示"
    return _KINDS.get(shape.tag, "")


def _described(identity: Element | None) -> bool:
    return identity is not None and bool((identity.get("descr") or identity.get("title") or "").strip())


def _is_data(table: Element) -> bool:
    """Whether a Word table holds data: one row or one column is a frame for layout."""
    rows = table.findall(f"{W}tr")
    return len(rows) > 1 and len(rows[0].findall(f"{W}tc")) > 1 and table.find(f"{W}tblPr/{W}tblStyle") is not None
