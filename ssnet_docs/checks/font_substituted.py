"""Texts that are drawn in another font than the document names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.drawn_fonts import MARKS, drawn_by, families, font_file, is_symbol
from ssnet_docs.checks.parts.made import Made, files
from ssnet_docs.checks.parts.written import A, Element, W, Written, shown_parts
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.typography import is_wide

_ATTRIBUTES = tuple(f"{W}{name}" for name in ("ascii", "hAnsi", "eastAsia", "cs"))
_SHOWN = 12


class FontSubstitutedCheck(Check):
    """文字不是用文件指定的字型畫的，被換成了別的字型。

    換過的字型寬窄不同，斷行會變，字會超出圖框；同一行裡兩種字型也難看。微軟正黑體、標楷體以相同寬度的開源字型代替，不算；
    清單符號與箭頭等符號不算。
    改法：改用大家都有的字型；字型裡沒有的字（罕用字）換成常用字，或以圖片代替。
    """

    id = "font-substituted"
    title = "字型被代換"
    family = "rendered"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            if not made.pages:
                continue
            lost = _not_installed(made.written)
            for face, (number, text) in lost.items():
                place = made.on_slide(number) if number else Place("", "")
                message = f"「{text[:_SHOWN]}」指定的字型「{face}」沒有安裝，也沒有代用的字型"
                yield self.about_made(made, place, message, "請改用文件主題的字型")
            told = {character for _, text in lost.values() for character in text}
            yield from self._drawn(made, told)

    def _drawn(self, made: Made, told: set[str]) -> Iterator[Finding]:
        """The texts that are drawn in a font that the document does not name."""
        expected = frozenset(_expected(made.written))
        for font, drawn in drawn_by(made.pages):
            file = font_file(font)
            text = [(page, glyph) for page, glyph in drawn if not is_symbol(glyph) and not told.issuperset(glyph.text)]
            if file is None or not text or font.startswith(MARKS) or expected.intersection(file.families):
                continue
            first = text[0][0].number
            pages = len({page.number for page, _ in text})
            shown = "".join(dict.fromkeys(glyph.text for _, glyph in text))
            where = f"，共 {pages} {'張' if made.written.is_deck else '頁'}" if pages > 1 else ""
            message = f"「{shown[:_SHOWN]}」是用 {file.families[0]} 畫的，文件沒有指定這個字型{where}"
            yield self.about_made(made, made.on_page(first), message, "請改用文件主題的字型，或換掉字型裡沒有的字")


def _not_installed(written: Written) -> dict[str, tuple[int, str]]:
    """The faces that runs name and nobody has: the slide (0 in reports) and the first text of each."""
    from ssnet_docs.export import STAND_INS

    found: dict[str, tuple[int, str]] = {}
    for number, root in shown_parts(written):
        for face, text in _runs(root):
            known = not families() or not face or face.startswith("+") or face in STAND_INS or face in families()
            if not known:
                found.setdefault(face, (number, ""))
                found[face] = (found[face][0], found[face][1] + text)
    return found


def _runs(root: Element) -> Iterator[tuple[str, str]]:
    """The text of runs by the faces that they name themselves: Latin and Chinese text apart."""
    for run in root.iter(f"{A}r"):
        text = run.findtext(f"{A}t") or ""
        for name, wide in (("latin", False), ("ea", True)):
            face = run.find(f"{A}rPr/{A}{name}")
            if face is not None and (part := _part(text, wide)):
                yield face.get("typeface", ""), part
    for run in root.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        text = "".join(node.text or "" for node in run.iterfind(f"{W}t"))
        for name, wide in (("ascii", False), ("eastAsia", True)):
            if fonts is not None and (part := _part(text, wide)):
                yield fonts.get(f"{W}{name}", ""), part


def _part(text: str, wide: bool) -> str:
    return "".join(one for one in text if not one.isspace() and is_wide(one) is wide)


def _expected(written: Written) -> Iterator[str]:
    """The families that a document names, and what stands in for them."""
    from ssnet_docs.export import STAND_INS

    for name in _named(written):
        yield name
        yield from STAND_INS.get(name, ())


def _named(written: Written) -> Iterator[str]:
    for part in written.parts:
        if not part.endswith(".xml") or part.startswith(("customXml/", "docProps/")):
            continue
        root = written.root(part)
        if root is None:
            continue
        for face in chain(root.iter(f"{A}latin"), root.iter(f"{A}ea"), root.iter(f"{A}cs"), root.iter(f"{A}sym")):
            yield face.get("typeface", "")
        for face in root.iter(f"{W}rFonts"):
            yield from (face.get(name, "") for name in _ATTRIBUTES)
