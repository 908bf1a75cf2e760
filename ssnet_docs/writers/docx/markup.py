"""The small change of WordprocessingML: namespaces, units, escaped text, fields and bookmarks."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from ssnet_docs.model.errors import ContentError

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
RELATIONSHIPS = f"{OFFICE}/relationships"

NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}" xmlns:wp="{DRAWING}/wordprocessingDrawing"'
    f' xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture" xmlns:c="{DRAWING}/chart"'
)
"""Declarations that the document's parts share."""

LANGUAGE = '<w:lang w:val="zh-TW" w:eastAsia="zh-TW" w:bidi="ar-SA"/>'

_ILLEGAL_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"
_AMBIGUOUS_CHARACTERS = "·×÷‘’“”…—–※℃‰①-⑳→←↑↓○●◎◇◆□■△▲▽▼☆★✓✔➤•－"
_ILLEGAL = re.compile(f"[{_ILLEGAL_CHARACTERS}]")
_BREAKS = re.compile("([\n\t])")
_AMBIGUOUS = re.compile(f"[{_AMBIGUOUS_CHARACTERS}]")
_UNPLAIN = re.compile(f"[{_ILLEGAL_CHARACTERS}{_AMBIGUOUS_CHARACTERS}&<>\r\n\t]")
"""What cannot stand in a run just as it is; most texts, above all cells of tables, have none of it."""

__all__ = ["attribute", "escape", "quoteattr"]


def twips(points: float) -> int:
    """Points in twentieths, the unit of Word's lengths."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points in halves, the unit of Word's type sizes."""
    return round(points * 2)


def emu(points: float) -> int:
    """Points in Office's English Metric Units, for drawings."""
    return round(points * 12700)


def attribute(text: str) -> str:
    """A quoted attribute value. Raises ContentError as `words` does."""
    return quoteattr(_checked(text), {"\n": "&#10;", "\t": "&#9;"})


def words(text: str) -> str:
    """The content of a run: `<w:t>`, with `<w:br/>` for line breaks and `<w:tab/>` for tabs.

    Raises ContentError for characters that no XML document may have; input with them is refused earlier.
    """
    _checked(text)
    if "\n" not in text and "\t" not in text:
        return _text(text)
    parts = []
    for part in _BREAKS.split(text.replace("\r", "")):
        if part == "\n":
            parts.append("<w:br/>")
        elif part == "\t":
            parts.append("<w:tab/>")
        elif part:
            parts.append(_text(part))
    return "".join(parts)


def _text(text: str) -> str:
    """`<w:t>`; blanks at its ends count only where that is said."""
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<w:t{kept}>{escape(text)}</w:t>"


def hint(text: str) -> str:
    """`<w:rFonts>` for a run with marks that Word would set in the Latin face (“”…—); '' for other text."""
    return '<w:rFonts w:hint="eastAsia"/>' if _AMBIGUOUS.search(text) else ""


def plain_run(text: str, properties: str = "") -> str:
    """`<w:r>` of text with run properties given as XML."""
    if not properties and not _UNPLAIN.search(text) and text == text.strip():
        return f"<w:r><w:t>{text}</w:t></w:r>"
    inner = hint(text) + properties
    return f"<w:r>{f'<w:rPr>{inner}</w:rPr>' if inner else ''}{words(text)}</w:r>"


def field(code: str, result: str, *, dirty: bool = False, properties: str = "") -> str:
    """A complex field: its code and the runs that it shows now. A dirty field is computed when the file is opened."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return begin_field(code, dirty=dirty, look=look) + result + end_field(look)


def begin_field(code: str, *, dirty: bool = False, look: str = "") -> str:
    """The runs before a field's result, for fields over several paragraphs."""
    mark = ' w:dirty="1"' if dirty else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"{mark}/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def end_field(look: str = "") -> str:
    """The run after a field's result."""
    return f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'


def bookmarked(number: int, name: str, inner: str) -> str:
    """`inner` inside a bookmark; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """`<w:p>` of a style; `properties` are further paragraph properties in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def _checked(text: str) -> str:
    found = _ILLEGAL.search(text)
    if found is not None:
        code = f"U+{ord(found[0]):04X}"
        raise ContentError(None, f"文字含有不能寫入檔案的控制字元 {code}", "請刪去這個字元")
    return text
