"""Neighbours in a chart that look alike in grey."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ssnet_docs import themes
from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.drawn_charts import Drawn, charts
from ssnet_docs.model.finding import Finding

LEAST = 10.0
"""Steps of CIE 1976 lightness (0 black, 100 white) between neighbours; a copier keeps apart about ten."""


class GreyAlikeCheck(Check):
    """圖表中相鄰的兩個數列（或環圈的兩塊）印成灰階後幾乎一樣。

    會議資料多半黑白影印，只靠色相分別的兩塊會變成同一種灰。折線有不同的標記，不算。
    改法：改用深淺不同的顏色，或刪去自訂的顏色，由程式選擇。
    """

    id = "grey-alike"
    title = "灰階難以分辨"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made, place, spec, drawn in charts(subject):
            for (one, first), (other, second) in _neighbours(drawn):
                apart = abs(lightness(first) - lightness(second))
                if apart < LEAST:
                    message = (
                        f"圖表「{(spec.title or '')[:20]}」的「{one}」#{first} 與「{other}」#{second} "
                        f"明度只差 {apart:.0f}，至少要 {LEAST:g}"
                    )
                    yield self.about_made(made, place, message, "請改用深淺不同的顏色")


def lightness(colour: str) -> float:
    """CIE 1976 lightness, 0 to 100, of a colour in hex."""
    share = themes.luminance(colour)
    return 116 * share ** (1 / 3) - 16 if share > 0.008856 else 903.3 * share


def _neighbours(drawn: Drawn) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Names and colours of what stands side by side: the parts of a ring, or the filled series in their order."""
    if drawn.parts:
        yield from pairwise((*drawn.parts, drawn.parts[0]) if len(drawn.parts) > 2 else drawn.parts)
    yield from pairwise(drawn.filled)
