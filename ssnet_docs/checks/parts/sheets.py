"""Composed slides as the checks of layout see them: where every text stands, on what ground, in which lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ssnet_docs import layouts, themes
from ssnet_docs.checks.parts.base import Place, Subject
from ssnet_docs.checks.parts.made import Made
from ssnet_docs.compose.lines import Line
from ssnet_docs.compose.measure import LINE, Measure
from ssnet_docs.model.drawing import Insets
from ssnet_docs.model.geometry import text_rectangle
from ssnet_docs.model.layout import Layout, Rect, Theme
from ssnet_docs.model.page import (
    Placed,
    PlacedChart,
    PlacedDrawing,
    PlacedPicture,
    PlacedShape,
    PlacedTable,
    PlacedText,
    Slide,
)
from ssnet_docs.model.text import Anchor, Colour, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Setting:
    """Paragraphs that are set together: in a box, a shape or a cell.

    `frame` is the shape's own, `room` where its text may stand, both in points; `ground` the colour behind it as six
    hex digits; `default` the colour of what says none; `own` says that it is one of the layout's own texts
    (title, source note).
    """

    paragraphs: tuple[Paragraph, ...]
    frame: Rect
    room: Rect
    ground: str
    default: Colour
    key: str
    what: str
    cell: bool = False
    own: bool = False

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(eq=False)
class Sheet:
    """One composed slide of a deck; `number` counts from 1."""

    made: Made
    number: int
    slide: Slide
    theme: Theme
    measure: Measure

    @property
    def layout(self) -> Layout:
        return self.theme.layouts[self.slide.layout]

    @property
    def area(self) -> Rect | None:
        """The region that the layout gives to content; None where it gives none."""
        rects = [slot.rect for slot in self.layout.object_slots]
        return enclosing(rects) if rects else None

    @property
    def content(self) -> tuple[Placed, ...]:
        """The frames that stand in the content's region: not the layout's own texts."""
        return tuple(frame for frame in self.slide.frames if not self._is_own(frame))

    def _is_own(self, frame: Placed) -> bool:
        slot = self.layout.slot(frame.slot) if isinstance(frame, PlacedText) and frame.slot else None
        return slot is not None and slot.kind != "object"

    def place(self, key: str = "") -> Place:
        """The slide, or what has `key` on it, as findings name it."""
        return self.made.on_slide(self.number, key)

    def rgb(self, colour: Colour) -> str:
        return themes.rgb(self.theme, colour, self.slide.strategy)

    def lines(self, setting: Setting, paragraph: Paragraph, wider: float = 1.0) -> tuple[Line, ...]:
        """The lines of one of the setting's paragraphs, in its room or one so many times wider."""
        return self.measure.lines(paragraph, setting.room.width * wider, cell=setting.cell)

    def extent(self, setting: Setting, anchor: Anchor) -> Rect:
        """About where the setting's lines stand inside its room."""
        room = setting.room
        height = self.measure.height(setting.paragraphs, room.width, cell=setting.cell)
        spare = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[anchor] * (room.height - height)
        return Rect(room.x, room.y + spare, room.width, height)

    @cached_property
    def text_share(self) -> float:
        """The share of the content's region that lines of text cover; 0 where the layout has no such region."""
        return self._text_share(lambda paragraph: 1.0)

    @cached_property
    def ordinary_text_share(self) -> float:
        """The same, as if no text were set larger for the room that it has: not at the largest size of its role."""

        def ordinary(paragraph: Paragraph) -> float:
            size = self.theme.style(paragraph.role).size(1)
            return min(1.0, size / paragraph.size) ** 2 if paragraph.size else 1.0

        return self._text_share(ordinary)

    def _text_share(self, weight: Callable[[Paragraph], float]) -> float:
        covered = sum(
            line.width * (paragraph.size or 0.0) * LINE * weight(paragraph)
            for setting in self.settings
            if not setting.own
            for paragraph in setting.paragraphs
            for line in self.lines(setting, paragraph)
        )
        return covered / (self.area.width * self.area.height) if self.area else 0.0

    @cached_property
    def picture_share(self) -> float:
        """The same of charts and pictures."""
        covered = sum(
            frame.rect.width * frame.rect.height
            for frame in self.content
            if isinstance(frame, (PlacedChart, PlacedPicture))
        )
        return covered / (self.area.width * self.area.height) if self.area else 0.0

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Every text of the slide in reading order."""
        return tuple(
            setting for frame in self.slide.frames for setting in self._settings(frame) if setting.text.strip()
        )

    # --- frames ------------------------------------------------------------------------------------------------

    def _settings(self, frame: Placed) -> Iterator[Setting]:
        match frame:
            case PlacedText():
                slot = self.layout.slot(frame.slot) if frame.slot else None
                own = self._is_own(frame)
                paragraphs = frame.paragraphs
                colour = slot.colour if slot is not None and own else Colour("ink")
                if own:  # the writer leaves the colour of such a text to its slot
                    paragraphs = tuple(_without_colour(paragraph) for paragraph in paragraphs)
                room = inset(frame.rect, frame.insets)
                what = "標題" if slot is not None and slot.kind == "title" else "文字"
                yield Setting(paragraphs, frame.rect, room, self._behind(frame.rect), colour, frame.key, what, own=own)
            case PlacedDrawing():
                for shape in frame.shapes:
                    corner = self.theme.corner if shape.shape == "rounded" else 0.0
                    room = inset(text_rectangle(shape.shape, shape.rect, corner), shape.insets)
                    ground = self._under(frame, shape)
                    yield Setting(shape.paragraphs, shape.rect, room, ground, Colour("ink"), frame.key, "圖形")
            case PlacedTable():
                yield from self._cells(frame)
            case _:
                pass

    def _behind(self, rect: Rect) -> str:
        """The colour of the layout behind a frame."""
        colour, opacity = layouts.ground(self.layout, rect)
        return themes.mixed(self.rgb(self.layout.background), self.rgb(colour), opacity)

    def _under(self, drawing: PlacedDrawing, shape: PlacedShape) -> str:
        """The fill of a shape, or of the nearest one below that holds it."""
        below = drawing.shapes[: drawing.shapes.index(shape) + 1]
        for other in reversed(below):
            if other.fill is not None and (other is shape or holds(other.rect, shape.rect)):
                return self.rgb(other.fill)
        return self._behind(shape.rect)

    def _cells(self, table: PlacedTable) -> Iterator[Setting]:
        tops = _running(table.rect.y, table.heights)
        lefts = _running(table.rect.x, table.widths)
        behind = self._behind(table.rect)
        for number, row in enumerate(table.rows):
            header = number < table.header_rows
            ink = self.theme.style("dense-header" if header else "dense").colour
            for column, cell in enumerate(row.cells):
                if cell is None:
                    continue
                right = lefts[min(column + cell.column_span, len(table.widths))]
                bottom = tops[min(number + cell.row_span, len(table.rows))]
                frame = Rect(lefts[column], tops[number], right - lefts[column], bottom - tops[number])
                fill = cell.fill or table.ground(number)
                paragraphs = cell.paragraphs
                default = cell.colour or ink
                if header:
                    paragraphs = tuple(_bare(paragraph, ink) for paragraph in paragraphs)
                    default = cell.colour or Colour("brand")
                ground = self.rgb(fill) if fill else behind
                room = inset(frame, table.insets)
                yield Setting(paragraphs, frame, room, ground, default, table.key, "表格", cell=True)


def sheets(subject: Subject) -> Iterator[Sheet]:
    """Every composed slide of every deck."""
    for made in subject.made:
        yield from made.sheets


def colours(setting: Setting) -> Iterator[tuple[Paragraph, Run, Colour]]:
    """The runs of a setting that show something, with the colour that each is set in."""
    for paragraph in setting.paragraphs:
        for run in paragraph.runs:
            if run.text.strip():
                yield paragraph, run, run.colour or paragraph.colour or setting.default


def _without_colour(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, colour=None)


def _bare(paragraph: Paragraph, ink: Colour) -> Paragraph:
    """A header's paragraph: what is in the role's ink takes the table style's colour."""
    return _without_colour(paragraph) if paragraph.colour in {None, ink} else paragraph


def _running(start: float, lengths: tuple[float, ...]) -> list[float]:
    edges = [start]
    for length in lengths:
        edges.append(edges[-1] + length)
    return edges


# --- rectangles ----------------------------------------------------------------------------------------------------


def inset(rect: Rect, insets: Insets) -> Rect:
    return Rect(
        rect.x + insets.left,
        rect.y + insets.top,
        max(rect.width - insets.left - insets.right, 0.0),
        max(rect.height - insets.top - insets.bottom, 0.0),
    )


def holds(outer: Rect, inner: Rect, slack: float = 0.5) -> bool:
    """Whether one frame lies inside another."""
    return (
        outer.x <= inner.x + slack
        and outer.y <= inner.y + slack
        and outer.right >= inner.right - slack
        and outer.bottom >= inner.bottom - slack
    )


def common(one: Rect, other: Rect) -> tuple[float, float]:
    """Width and height of what two frames share; 0 where they share nothing."""
    width = min(one.right, other.right) - max(one.x, other.x)
    height = min(one.bottom, other.bottom) - max(one.y, other.y)
    return (width, height) if width > 0 and height > 0 else (0.0, 0.0)


def enclosing(rects: list[Rect]) -> Rect:
    """The least frame that holds all of them."""
    x, y = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(x, y, max(rect.right for rect in rects) - x, max(rect.bottom for rect in rects) - y)
