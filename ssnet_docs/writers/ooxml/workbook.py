"""The workbook inside a native chart, which Office opens on "Edit Data".

A chart needs one sheet with a few rows, so the SpreadsheetML is written in one pass: column A the categories,
a column a series from B on, the series' names in row 1, the unit in A1. The same spec gives the same bytes.
"""

from __future__ import annotations

import zipfile
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs.charts.figures import series_format
from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.writers.ooxml.package import encoded

SHEET = "工作表1"
"""The sheet's name, the one that Office's own charts have in Taiwan."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zip format knows no earlier time
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIRST_OWN_FORMAT = 164  # ids below are built into SpreadsheetML (ECMA-376 part 1, 18.8.30)

_FIXED = (
    (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    ),
    (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}">'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>',
    ),
)


def workbook(spec: ChartSpec) -> bytes:
    """The .xlsx of the chart's data: numbers as numbers, percentages as shown (82.3), gaps as empty cells."""
    codes = tuple(series_format(spec, series) for series in spec.series)
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name, text in (
            *_FIXED,
            ("xl/styles.xml", _styles(codes)),
            ("xl/worksheets/sheet1.xml", _sheet(spec, codes)),
        ):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, encoded(_HEAD + text))
    return package.getvalue()


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: A, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_range(column: int, first: int, last: int) -> str:
    """A formula for rows of one column of the sheet, all counted from 1: `工作表1!$B$2:$B$5`."""
    letters = column_letters(column)
    start = f"{SHEET}!${letters}${first}"
    return start if first == last else f"{start}:${letters}${last}"


def number_text(value: float) -> str:
    """The number as XML has it, exact: a float read back from it is the same."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def corner(spec: ChartSpec) -> str:
    """What cell A1 says: the unit of the figures."""
    units = dict.fromkeys(spec.unit if series.unit is None else series.unit for series in spec.series)
    named = "、".join(unit for unit in units if unit)
    return f"單位：{named}" if named else ""


def _sheet(spec: ChartSpec, codes: tuple[str, ...]) -> str:
    styles = {code: position + 1 for position, code in enumerate(dict.fromkeys(codes))}
    letters = [column_letters(position + 2) for position in range(len(spec.series))]
    header = _text_cell("A1", corner(spec)) if corner(spec) else ""
    header += "".join(_text_cell(f"{letter}1", s.name) for letter, s in zip(letters, spec.series, strict=True))
    rows = [f'<row r="1">{header}</row>']
    for position, category in enumerate(spec.categories):
        number = position + 2
        cells = "".join(
            f'<c r="{letter}{number}" s="{styles[code]}"><v>{number_text(value)}</v></c>'
            for letter, series, code in zip(letters, spec.series, codes, strict=True)
            if (value := series.values[position]) is not None
        )
        rows.append(f'<row r="{number}">{_text_cell(f"A{number}", category)}{cells}</row>')
    last = f"{column_letters(len(spec.series) + 1)}{len(spec.categories) + 1}"
    return (
        f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/><sheetFormatPr defaultRowHeight="15"/>'
        '<cols><col min="1" max="1" width="24" customWidth="1"/>'
        f'<col min="2" max="{max(len(spec.series) + 1, 2)}" width="16" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'


def xml_text(text: str) -> str:
    """The text as XML content; a carriage return is kept through parsers, which would make it a line feed."""
    return escape(text, {"\r": "&#13;"})


@lru_cache(maxsize=256)
def _styles(codes: tuple[str, ...]) -> str:
    own = list(dict.fromkeys(codes))
    formats = "".join(
        f'<numFmt numFmtId="{_FIRST_OWN_FORMAT + position}" formatCode={quoteattr(code)}/>'
        for position, code in enumerate(own)
    )
    cells = "".join(
        f'<xf numFmtId="{_FIRST_OWN_FORMAT + position}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for position in range(len(own))
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(own)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="12"/><name val="Microsoft JhengHei"/><family val="2"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(own) + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{cells}'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
