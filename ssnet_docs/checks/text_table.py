"""Running text against the table on the same slide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.figures import Figure, sentences
from ssnet_docs.checks.parts.tables import Field, Line, tables
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.checks.parts.units import alike
from ssnet_docs.model.finding import Finding

_FEWEST = 3  # characters of a row's label
_FARTHEST = 12  # characters between the label and the figure
_YEAR = re.compile(r"(?<![0-9])(1?[0-9]{2})年?(?![0-9])")
_CHANGE = re.compile(r"(?:增加|減少|提升|下降|提高|降低|成長)(?!至|為|到)|相差|較|每|其中|占|合計|、")


class TextTableCheck(Check):
    """同一張投影片（或同一節）裡，文字的數字與表格同一列的數字不同。

    表格更新了，旁邊的說明沒有跟著改。列的名稱緊接在數字前面才比較；文字寫了年度，就與那一年的欄比，沒有寫就與整列比。
    改法：核對後改成同一個數字；最好兩處都引用 `data/`。
    """

    id = "text-table"
    title = "文字與表格不符"
    family = "figures"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        lines: dict[tuple[str, str], list[tuple[Line, str]]] = {}
        for place, spec, rows in tables(subject):
            unit = re.sub(r"單位[:：]", "", spec.unit or "").strip("（）() ")
            for row in rows:
                if len(row.label) >= _FEWEST and row.kind in {"body", "subtotal"}:
                    lines.setdefault((place.document, place.slide.key), []).append((row, unit))
        for one in passages(subject):
            if one.part in {"text", "title", "note"} and (one.document, one.key) in lines:
                yield from self._against(one, lines[one.document, one.key])

    def _against(self, one: Passage, lines: list[tuple[Line, str]]) -> Iterator[Finding]:
        for sentence in sentences(one.typed):
            for at, figure in enumerate(sentence.figures):
                before = sentence.text[sentence.figures[at - 1].end if at else 0 : figure.start]
                for line, unit in lines:
                    where = before.rfind(line.label)
                    between = before[where + len(line.label) :] if where >= 0 else ""
                    if where < 0 or len(between) > _FARTHEST or _CHANGE.search(between):
                        continue
                    fields = _meant(line, figure, unit)
                    if fields and not any(_same(field, figure) for field in fields):
                        words = sentence.text[figure.start : figure.end]
                        shown = "、".join(field.text for field in fields)
                        yield self.at(one, f"「{line.label}」文字寫{words}，表格是{shown}", "請核對後改成同一個數字")
                        break


def _meant(line: Line, figure: Figure, unit: str) -> list[Field]:
    """The fields of a row that the figure may be about: those of its unit, and of its year where it has one."""
    found = [
        field
        for field in line.fields
        if field is not None
        and field.quantity is not None
        and field.quantity.number is not None
        and alike(field.quantity.unit or unit, figure.quantity.unit)
    ]
    if figure.year is None:
        return found
    years = [(field, {int(year) for year in _YEAR.findall(field.header)}) for field in found]
    return [field for field, years_of_field in years if figure.year in years_of_field]


def _same(field: Field, figure: Figure) -> bool:
    return field.quantity is not None and field.quantity.number == figure.number
