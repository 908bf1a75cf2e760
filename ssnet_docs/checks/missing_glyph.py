"""Characters for which no font has a glyph: they are drawn as boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.drawn_fonts import drawn_by, lacking
from ssnet_docs.checks.parts.made import files
from ssnet_docs.checks.parts.written import A, W, Written, shown_parts
from ssnet_docs.model.finding import Finding


class MissingGlyphCheck(Check):
    """畫成方框（豆腐）的字：沒有一種字型有這個字；或造字區的字，換一臺電腦就成了別的字。

    多半是人名的罕用字，或從別的系統貼來的符號；印出來是空白、方框或不相干的符號。
    改法：人名罕用字改用已收入 Unicode 的字，或以圖片、拆字註明；符號換成常用的。
    """

    id = "missing-glyph"
    title = "缺字"
    family = "rendered"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            private = _private(made.written) if made.pages else frozenset()
            for font, drawn in drawn_by(made.pages):
                glyphs = [glyph for _, glyph in drawn]
                characters = lacking(font, glyphs) | private.intersection("".join(glyph.text for glyph in glyphs))
                for character in sorted(characters):
                    first = next(page.number for page, glyph in drawn if character in glyph.text)
                    fault = "是造字區的字" if character in private else "沒有字型可以畫"
                    message = f"「{character}」（U+{ord(character):04X}）{fault}"
                    yield self.about_made(made, made.on_page(first), message, "請換成常用的字或符號")


def _private(written: Written) -> frozenset[str]:
    """The characters of a private area in a document's text; marks of lists may be such and are none."""
    texts = (node.text or "" for _, root in shown_parts(written) for node in root.iter(f"{A}t", f"{W}t"))
    return frozenset(one for text in texts for one in text if unicodedata.category(one) == "Co")
