"""Shapes of a slide that are read in another order than they are seen."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.made import slides
from ssnet_docs.checks.parts.written import FURNITURE, Element, is_title, name_of, placeholder, rect_of, shapes, text_of
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.layout import Rect

SHARED = 0.5
"""Share of the narrower frame that must stand below or beside the other, so that one clearly comes first."""


class ReadingOrderCheck(Check):
    """投影片上物件的順序和看到的順序不同：標題不是第一個，或下面的先於上面的、右邊的先於左邊的。

    報讀軟體與鍵盤依物件順序讀（WCAG 2.2 準則 1.3.2）。頁尾、頁碼與裝飾不算；並排的欄可以一欄一欄讀。
    改法：在 PowerPoint 的「選取窗格」由下而上排列，標題在最下面。
    """

    id = "reading-order"
    title = "閱讀順序不對"
    family = "accessibility"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made, number, root in slides(subject):
            read = [shape for shape in shapes(root) if placeholder(shape) not in FURNITURE]
            message = _late_title(read) or _disorder(read)
            if message:
                yield self.about_made(made, made.on_slide(number), message, "請在選取窗格重新排列")


def _late_title(read: list[Element]) -> str:
    titles = [index for index, shape in enumerate(read) if is_title(shape)]
    before = next((text_of(one) or name_of(one) for one in read[: titles[0]]), "") if titles else ""
    return f"標題之前先讀「{before[:20]}」" if before else ""


def _disorder(read: list[Element]) -> str:
    """The first pair that is read against the order in which it is seen."""
    placed = [(shape, rect) for shape in read if not is_title(shape) and (rect := rect_of(shape)) is not None]
    for index, (one, first) in enumerate(placed):
        for other, second in placed[index + 1 :]:
            if _above(second, first) or _left(second, first):
                where = "上面" if _above(second, first) else "左邊"
                return f"「{_named(other)}」在「{_named(one)}」{where}，卻在它之後"
    return ""


def _above(one: Rect, other: Rect) -> bool:
    shared = min(one.right, other.right) - max(one.x, other.x)
    return one.bottom <= other.y + 1 and shared > SHARED * min(one.width, other.width)


def _left(one: Rect, other: Rect) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.y, other.y)
    level = abs(one.y - other.y) < SHARED * min(one.height, other.height)
    return one.right <= other.x + 1 and shared > SHARED * min(one.height, other.height) and level


def _named(shape: Element) -> str:
    return (text_of(shape) or name_of(shape)).replace("\n", " ")[:16]
