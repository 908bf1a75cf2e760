"""Text that can hardly be told from its ground."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs import themes
from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.sheets import colours, sheets
from ssnet_docs.model.finding import Finding

LARGE_CONTRAST = 3.0
"""Of large text: WCAG 2.2, success criterion 1.4.3 (level AA)."""

LARGE, LARGE_BOLD = 18.0, 14.0
"""Points from which text, and bold text, is large by the same criterion."""


class ContrastCheck(Check):
    """文字與底色太接近，看不清楚。

    依 WCAG 2.2 準則 1.4.3：對比至少 4.5:1；18 點以上或 14 點以上粗體至少 3:1。底色以文字實際所在的色塊計算。
    改法：換較深或較淺的文字顏色，或換底色。
    """

    id = "contrast"
    title = "對比不足"
    family = "layout"
    severity = "error"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for sheet in sheets(subject):
            for setting in sheet.settings:
                for paragraph, run, colour in colours(setting):
                    size = (paragraph.size or 0.0) * run.scale
                    bold = paragraph.bold if run.bold is None else run.bold
                    large = size >= LARGE or (bool(bold) and size >= LARGE_BOLD)
                    least = LARGE_CONTRAST if large else themes.MINIMUM_CONTRAST
                    shown = sheet.rgb(colour)
                    ratio = themes.contrast(shown, setting.ground)
                    if ratio < least - 0.005:
                        message = (
                            f"「{run.text.strip()[:16]}」的顏色 #{shown} 與底色 #{setting.ground} "
                            f"對比只有 {ratio:.2f}:1，至少要 {least:g}:1"
                        )
                        yield self.about_made(sheet.made, sheet.place(setting.key), message, "請換文字或底色的顏色")
                        break
