"""Pictures with too few pixels for their size."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import Made
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.page import PlacedPicture
from ssnet_docs.model.report import ReportPicture

SHOWN = 110.0
"""Pixels an inch on a slide: 13.33 inches wide, it then has the 1,467 pixels that a projector can just show."""

PRINTED = 200.0
"""Pixels an inch on paper: below that, edges are frayed at reading distance."""

POINTS = 72.0


class LowResolutionCheck(Check):
    """圖片的像素不夠，放大後模糊。

    簡報上每英寸至少 110 像素，報告（要列印）至少 200 像素。
    改法：換成原始的大圖，或縮小圖片。
    """

    id = "low-resolution"
    title = "圖片解析度不足"
    family = "layout"

    def run(self, subject: Subject) -> Iterator[Finding]:
        from ssnet_docs.content.pictures import picture_size

        for made, place, path, width, least in _pictures(subject):
            pixels, _ = picture_size(made.project, path, place.source)
            density = pixels / (width / POINTS)
            if density < least - 0.5:
                shown = f"放成 {width / POINTS * 2.54:.1f} 公分，每英寸只有 {density:.0f} 像素"
                message = f"圖片「{path}」寬 {pixels} 像素，{shown}"
                needed = round(least * width / POINTS)
                yield self.about_made(made, place, message, f"請換成寬 {needed:,} 像素以上的圖，或縮小圖片")


def _pictures(subject: Subject) -> Iterator[tuple[Made, Place, str, float, float]]:
    """Every picture with its place, its file, its width in points and the least pixels an inch."""
    for made in subject.made:
        for sheet in made.sheets:
            for frame in sheet.content:
                if isinstance(frame, PlacedPicture):
                    yield made, sheet.place(frame.key), frame.path, frame.rect.width, SHOWN
        for block in made.report.blocks if made.report else ():
            if isinstance(block, ReportPicture):
                yield made, made.in_report(block), block.path, block.width, PRINTED
