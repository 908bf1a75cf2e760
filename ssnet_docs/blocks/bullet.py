"""Bullet charts (Stephen Few): a figure against its target, on a ground of qualitative ranges."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts.body import outline, spoken
from ssnet_docs.blocks.parts.charted import Value
from ssnet_docs.blocks.parts.faults import Fault, refuse
from ssnet_docs.blocks.parts.surfaces import KEY, MUTED, RULE, words
from ssnet_docs.charts.scale import round_scale
from ssnet_docs.model.block import Block, LowerContext, Model
from ssnet_docs.model.drawing import Box, Canvas, Choice, Element, Grid, Insets, Stack
from ssnet_docs.model.fact import plain
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.nodes import Drawing, Items, Node
from ssnet_docs.model.quantity import QuantityError
from ssnet_docs.model.text import Align, Colour, Paragraph, Run
from ssnet_docs.tables.formats import MISSING

VIEW = (1000.0, 46.0)  # a bar's length and height, with its scale, in the view's units
GROUND = 28.0  # height of the ranges
BAR = (8.0, 12.0)  # top and thickness of the measure
TARGET = (2.0, 24.0, 5.0)  # top, height and thickness of the target's mark
TICK = (180.0, 18.0)  # a label of the scale, below the ranges
BAR_HEIGHT = 46.0  # points
BAR_LENGTH = 260.0  # points: a shorter bar stands below its name, over the whole width
_GROUNDS = (0.72, 0.83, 0.92)
"""Tints of the qualitative ranges, from the lowest up: all of them light, so that the measure stands out."""


class Measure(Model):
    """一項指標：數值、目標與級距。"""

    label: str = Field(description="指標名稱")
    value: str | None = Field(description="實際值，例如 91%；沒有資料寫 null")
    target: str | None = Field(default=None, description="目標值，畫成直線")
    ranges: list[str] = Field(default=[], max_length=3, description="級距的上限，由低到高，最多三級")
    maximum: str | None = Field(default=None, description="尺規的終點；省略時依數值決定，百分比為 100%")
    note: str | None = Field(default=None, description="指標名稱下方的說明，例如年度")

    def read(self) -> list[Fault]:
        """What cannot be read or does not go together."""
        faults: list[Fault] = []
        for field in ("value", "target", "maximum"):
            text = getattr(self, field)
            if text is not None and plain(text).strip() != MISSING:
                faults += _fault((field,), text)
        for position, text in enumerate(self.ranges):
            faults += _fault(("ranges", position), text)
        if not faults:
            limits = [_number(text) or 0.0 for text in self.ranges]
            if limits != sorted(limits):
                faults.append((("ranges",), "級距要由小到大", "例如 [60%, 80%, 100%]"))
        return faults


def _fault(path: tuple[str | int, ...], text: str) -> list[Fault]:
    try:
        number = Value.parse(text).number
    except QuantityError as fault:
        return [(path, fault.message, fault.hint or "數值寫成 85% 或 1,234人")]
    return [(path, "子彈圖的數值不能小於 0", "有負值的指標請用 chart")] if number is not None and number < 0 else []


def _numbers(measure: Measure) -> list[float]:
    """All numbers that a scale has to hold."""
    given = (_number(text) for text in (measure.value, measure.target, *measure.ranges))
    return [number for number in given if number is not None]


def _number(text: str | None) -> float | None:
    return None if text is None or plain(text).strip() == MISSING else Value.parse(text).number


class BulletBlock(Block):
    """子彈圖：每項指標一條，橫條是實際值，直線是目標值，淺底是級距。

    直接寫清單：`bullet: [{label, value, target}, …]`。每一項有自己的尺規與單位，單位不同的指標也能放在一起看。
    `ranges` 是級距的上限（例如 待加強、尚可、良好），沒有資料寫 `value: null`。同一指標的多年趨勢請用 chart。
    """

    block_kind: ClassVar[str] = "bullet"
    block_title: ClassVar[str] = "子彈圖"
    block_example: ClassVar[str] = """\
- bullet:
    - {label: 專業人力進用率, value: 82.3%, target: 100%, ranges: [60%, 80%, 100%], note: 114年}
    - {label: 社區心理衛生中心, value: 71處, target: 81處, maximum: 101處, note: 114年實際、115年目標}
    - {label: 育兒指導服務使用率, value: null, target: 5%, note: 新增指標}
"""
    shorthand: ClassVar[str | None] = "measures"

    measures: list[Measure] = Field(description="各項指標", min_length=1)

    @model_validator(mode="after")
    def _readable(self) -> BulletBlock:
        refuse(
            [
                (("measures", position, *path), message, hint)
                for position, measure in enumerate(self.measures)
                for path, message, hint in measure.read()
            ]
        )
        return self

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        rows = tuple(_row(context, measure) for measure in self.measures)
        entries = [_entry(context, measure) for measure in self.measures]
        said = "；".join(f"{entry[0].text}" for entry in entries)
        return (
            Drawing(
                root=Grid(children=rows, columns=(1,), gap=14),
                description=f"子彈圖：{said}",
                equivalent=(Items(items=outline(entries), key=self.key, source=self.origin),),
                key=self.key,
                source=self.origin,
            ),
        )


def _row(context: LowerContext, measure: Measure) -> Element:
    """Name at the left, bar in the middle, value and target at the right; where that is too narrow the bar below."""
    name = [context.paragraph(measure.label, "card-body")]
    if measure.note:
        name.append(context.paragraph(measure.note, "label"))
    none = Insets(0, 0, 0, 0)
    figures = [context.paragraph(_value(measure), "card-title")]
    if measure.target is not None:
        figures.append(context.paragraph(f"目標 {measure.target}", "label"))
    bar = _bar(context, measure)
    left = words(name, anchor="middle", insets=none, weight=1.0)
    right = words(figures, anchor="middle", insets=none, weight=0.55, minimum_width=110)
    beside = Stack(children=(left, bar, right), direction="row", gap=18, stretch=False, anchor="middle")
    head = Stack(children=(left, right), direction="row", gap=12, stretch=False, anchor="middle", weight=0)
    below = replace(bar, minimum_width=0.0, weight=0)
    return Choice(options=(beside, Stack(children=(head, below), gap=6)))


def _value(measure: Measure) -> str:
    return MISSING if measure.value is None else measure.value


def _bar(context: LowerContext, measure: Measure) -> Canvas:
    value, target = _number(measure.value), _number(measure.target)
    limits = [_number(text) or 0.0 for text in measure.ranges]
    end = _end(measure, _numbers(measure))
    places, boxes = [], []

    def add(left: float, right: float, top: float, height: float, box: Box) -> None:
        places.append(Rect(left / end * VIEW[0], top, max((right - left) / end * VIEW[0], 0.1), height))
        boxes.append(box)

    start = 0.0
    for limit, tint in zip(limits or [end], _GROUNDS[-len(limits or [end]) :], strict=True):
        add(start, min(limit, end), 0, GROUND, Box(fill=Colour("muted", tint), name="級距"))
        start = min(limit, end)
    if start < end:
        add(start, end, 0, GROUND, Box(outline=RULE, outline_width=0.75, name="級距"))
    label = spoken(context, measure.label)
    if value is not None:
        said = f"{label}：{plain(_value(measure))}"
        add(0, min(value, end), *BAR, Box(fill=KEY, name=f"{label}實際值", description=said))
    if target is not None:
        middle = min(target, end) / end * VIEW[0]
        top, height, thick = TARGET
        places.append(Rect(min(max(middle - thick / 2, 0), VIEW[0] - thick), top, thick, height))
        boxes.append(Box(fill=Colour("ink"), name=f"{label}目標值", description=f"目標 {plain(measure.target or '')}"))
    if value is None:
        left = target / end * VIEW[0] + TARGET[2] if target is not None and target < end / 2 else 0.0
        places.append(Rect(left, 0, VIEW[0] - left, GROUND))
        missing = Paragraph((Run(MISSING),), "label", colour=MUTED)
        boxes.append(Box(paragraphs=(missing,), insets=Insets(8, 0, 8, 0), align="start"))
    for text, at in _ticks(measure, end):
        left = min(max(at / end * VIEW[0] - TICK[0] / 2, 0), VIEW[0] - TICK[0])
        align: Align = "start" if left == 0 else "end" if left == VIEW[0] - TICK[0] else "centre"
        places.append(Rect(left, GROUND, *TICK))
        tick = Paragraph((Run(text),), "label", colour=MUTED)
        boxes.append(Box(paragraphs=(tick,), insets=Insets(0, 0, 0, 0), align=align, name=f"{label}刻度"))
    return Canvas(
        view=VIEW, places=tuple(places), boxes=tuple(boxes), height=BAR_HEIGHT, minimum_width=BAR_LENGTH, weight=1.7
    )


def _ticks(measure: Measure, end: float) -> list[tuple[str, float]]:
    """The labels of the scale with their places on it: where it begins, the ranges' limits, where it ends."""
    ticks = {0.0: "0", **{_number(text) or 0.0: plain(text) for text in measure.ranges}}
    ticks.setdefault(end, f"{end:,g}{_unit(measure)}")
    return [(text, at) for at, text in sorted(ticks.items()) if at <= end]


def _end(measure: Measure, numbers: list[float]) -> float:
    """Where the scale ends: what the author says, 100 for percentages that stay below, else a round number."""
    given = _number(measure.maximum)
    if given:
        return given
    greatest = max(numbers, default=0.0)
    return 100.0 if _unit(measure) == "%" and greatest <= 100 else round_scale(0.0, greatest).maximum


def _unit(measure: Measure) -> str:
    """The unit of the value, or of the target where there is no value."""
    shown = measure.value if _number(measure.value) is not None else measure.target
    return Value.parse(shown).unit if shown is not None and _number(shown) is not None else ""


def _entry(context: LowerContext, measure: Measure) -> tuple[Paragraph, tuple[Paragraph, ...]]:
    head = context.paragraph(f"{measure.label}：{_value(measure)}")
    below = [context.paragraph(f"目標 {measure.target}")] if measure.target is not None else []
    below += [context.paragraph(measure.note)] if measure.note else []
    ticks = "、".join(text for text, _ in _ticks(measure, _end(measure, _numbers(measure))))
    below.append(context.paragraph(f"尺規 {ticks}"))
    return head, tuple(below)
