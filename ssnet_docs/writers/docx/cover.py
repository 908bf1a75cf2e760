"""The cover: agency, title, version and date of data, and the block in which the posts sign."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ssnet_docs.model.report import Cover, Report
from ssnet_docs.model.report_style import ReportStyle
from ssnet_docs.writers.docx.markup import attribute, half_points, paragraph, plain_run, twips
from ssnet_docs.writers.docx.styles import exact, table_text

_TITLE_LINE = 1.4  # of the size
_SUBTITLE_SIZE, _SUBTITLE_LINE = 24.0, 34.0
_LINE = 30.0
_ORGANISATION_SIZE = 22.0
_SIGNING_ROWS = (26.0, 76.0)  # heights of names and of the space to sign in, points
_PARTICULAR = 26.0
_TOP = 84.0  # points above the agency's name


_NAMED_COLUMNS = 'w:val="0020" w:firstRow="1" w:firstColumn="0"'
_NAMED_ROWS = 'w:val="0080" w:firstRow="0" w:firstColumn="1"'
"""Which cells of a table name the others, as `w:tblLook` says it."""


def cover(page: Cover, report: Report) -> str:
    """The cover's blocks; the signing block stands at the foot of the page."""
    style = report.style
    parts: list[tuple[str, float]] = [*_title(page, style), *_below(page)]
    used = sum(height for _, height in parts)
    foot = sum(_SIGNING_ROWS) if page.signatures else 0.0
    foot += _PARTICULAR * len(page.particulars)
    spare = max(style.text_height() - used - foot - 30, 12)
    parts.append((paragraph("CoverText", "", exact(spare)), spare))
    if page.particulars:
        parts.append((_particulars(page, style), 0))
        parts.append((paragraph("CoverText", "", exact(14)), 14))
    if page.signatures:
        parts.append((_signing(page.signatures, style), 0))
    return "".join(xml for xml, _ in parts)


def _title(page: Cover, style: ReportStyle) -> Iterator[tuple[str, float]]:
    """Agency, title and subtitle with their heights in points."""
    width = style.text_width()
    size = f'<w:sz w:val="{half_points(_ORGANISATION_SIZE)}"/>'
    if page.organisation:
        lines = _lines(page.organisation, _ORGANISATION_SIZE, width)
        yield paragraph("CoverText", plain_run(page.organisation, size), exact(34, _TOP, 30)), 34 * lines + _TOP + 30
    else:
        yield paragraph("CoverText", "", exact(34, _TOP)), 34 + _TOP
    line = page.title_size * _TITLE_LINE
    title = plain_run("\n".join(page.title), f'<w:sz w:val="{half_points(page.title_size)}"/>')
    yield paragraph("Title", title, exact(line, 0, 10)), line * len(page.title) + 10
    if page.subtitle:
        lines = _lines(page.subtitle, _SUBTITLE_SIZE, width)
        yield paragraph("Subtitle", plain_run(page.subtitle)), _SUBTITLE_LINE * lines + 6


def _below(page: Cover) -> Iterator[tuple[str, float]]:
    space = 40.0
    for line in (*page.presenters, page.date):
        if line:
            yield paragraph("CoverText", plain_run(line), exact(_LINE, space)), _LINE + space
            space = 0.0


def _lines(text: str, size: float, width: float) -> int:
    """About how many lines a centred title takes."""
    ems = sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)
    return max(1, -int(-ems * size // width))


def _particulars(page: Cover, style: ReportStyle) -> str:
    """版本 and 資料日期 as a table of two columns without vertical rules."""
    width = style.text_width()
    widths = (width * 0.28, width * 0.42)
    rows = "".join(
        _row([_cell(name, widths[0], style, bold=True), _cell(value, widths[1], style)], _PARTICULAR)
        for name, value in page.particulars
    )
    return _table(rows, widths, "文件資料", "版本與資料日期", _NAMED_ROWS)


def _signing(posts: Sequence[str], style: ReportStyle) -> str:
    """One column a post: its name above, and space to sign below."""
    widths = (style.text_width() / len(posts),) * len(posts)
    names = _row(
        [_cell(post, width, style, bold=True) for post, width in zip(posts, widths, strict=True)],
        _SIGNING_ROWS[0],
        header=True,
    )
    space = _row([_cell("", width, style) for width in widths], _SIGNING_ROWS[1])
    return _table(names + space, widths, "簽核", f"由左至右：{'、'.join(posts)}", _NAMED_COLUMNS)


def _table(rows: str, widths: Sequence[float], title: str, description: str, heads: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(twips(width) for width in widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {heads} w:lastRow="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={attribute(title)}/>'
        f"<w:tblDescription w:val={attribute(description)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: Sequence[str], height: float, *, header: bool = False) -> str:
    properties = f'<w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="exact"/>'
    return f"<w:tr><w:trPr>{properties}{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: float, style: ReportStyle, *, bold: bool = False) -> str:
    identifier = table_text(style.table_sizes[0], header=bold)
    inner = plain_run(text) if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(identifier, inner, '<w:jc w:val=' + chr(34) + 'center' + chr(34) + '/>')}</w:tc>"
    )
