"""A map of the 22 counties, shaded by a figure: outlines that can be recoloured, or a grid of tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ssnet_docs.blocks.parts import shades
from ssnet_docs.blocks.parts.charted import Value
from ssnet_docs.blocks.parts.county_map import NO_DATA, NO_INSETS, CountyMap
from ssnet_docs.blocks.parts.county_values import CountySource, CountyValue, ranked
from ssnet_docs.blocks.parts.faults import Fault, refuse
from ssnet_docs.blocks.parts.surfaces import KEY, MUTED, RULE, words
from ssnet_docs.model.block import Block, LowerContext
from ssnet_docs.model.county import County
from ssnet_docs.model.drawing import Box, Canvas, Choice, Element, Grid, Insets, Stack
from ssnet_docs.model.fact import NATION, UnknownFactError, plain
from ssnet_docs.model.nodes import Drawing, Node, Table, Text
from ssnet_docs.model.quantity import QuantityError
from ssnet_docs.model.text import Align, Colour, Paragraph, Run
from ssnet_docs.tables.formats import MISSING
from ssnet_docs.tables.parts import Around, Entry, Head, Line, missing, table

SWATCH = (26.0, 16.0)  # points
MAP_WIDTH = 240.0  # points that a map beside its legend has at least
NARROW_HEIGHT = 140.0  # points that a map above its legend has at least


class MapBlock(Block):
    """縣市地圖：22縣市依數值分級上色，每個縣市都是可以個別改色的圖形。

    `style` 是 choropleth（依實際界線）或 tiles（每縣市一格，寫出數值）。`data: {indicator, year}` 取自 data/ 的指標，
    加上 `share-of` 就改為占比；或以 `values: {臺中市: 13.6%, …}` 自己寫。`classes` 是分幾級（2 到 5），`method`
    quantile 每級縣市數相近、equal 每級間距相同。`highlight` 框出一個縣市並列出名次，省略時是文件的縣市。
    沒有數值的縣市以虛線框標示「尚無資料」。金門、連江放在左上角的小框。
    """

    block_kind: ClassVar[str] = "map"
    block_title: ClassVar[str] = "縣市地圖"
    block_example: ClassVar[str] = """\
- map:
    title: 65歲以上占比
    values:
      {臺北市: 24.1%, 新北市: 19.6%, 桃園市: 16.1%, 臺中市: 16.8%, 臺南市: 19.7%, 高雄市: 20.5%, 基隆市: 21.9%,
       新竹市: 15.6%, 新竹縣: 15.0%, 苗栗縣: 20.3%, 彰化縣: 19.8%, 南投縣: 21.8%, 雲林縣: 21.8%, 嘉義市: 19.5%,
       嘉義縣: 23.4%, 屏東縣: 21.5%, 宜蘭縣: 20.2%, 花蓮縣: 20.7%, 臺東縣: 20.4%, 澎湖縣: 20.0%, 金門縣: 18.6%}
    highlight: 臺中市
    note: 例圖，數字為示意。
"""

    style: Literal["choropleth", "tiles"] = Field(default="choropleth", description="依界線上色，或每縣市一格")
    title: str = Field(description="地圖顯示什麼")
    data: CountySource | None = Field(default=None, description="由 data/ 的指標產生")
    values: dict[str, str] = Field(default={}, description="自己寫的數值：縣市名稱或代號 → 數值")
    classes: Annotated[int, Field(ge=2, le=shades.MOST)] = Field(default=5, description="分幾級")
    method: shades.Method = Field(default="quantile", description="quantile 各級縣市數相近、equal 各級間距相同")
    highlight: str | None = Field(default=None, description="要框出的縣市；寫 none 則不框")
    note: str | None = Field(default=None, description="地圖旁的說明")

    @model_validator(mode="after")
    def _one_source(self) -> MapBlock:
        if (self.data is None) == (not self.values):
            raise ValueError("地圖的數值寫在 data 或 values，擇一｜例如 data: {indicator: births, year: 114}")
        faults: list[Fault] = []
        for county, text in self.values.items():
            try:
                Value.parse(text)
            except QuantityError as fault:
                faults.append((("values", county), fault.message, fault.hint or "數值寫成 12.3% 或 1,234人"))
        refuse(faults)
        return self

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        counties = context.data.counties()
        values = self._values(context)
        if not values:
            raise self.error("沒有任何縣市有數值", "請檢查 data 的 indicator、year 與 kind")
        found = shades.classified((value.number or 0.0 for value in values.values()), self.classes, self.method)
        chosen = self._highlighted(context)
        ranks = ranked(counties, values)
        picture = CountyMap(values, found, chosen)
        boundaries = context.data.boundaries
        if self.style == "tiles":
            canvas = picture.tiles(counties)
        elif boundaries is not None:
            canvas = picture.outlines(counties, boundaries)
        else:
            raise self.error("專案沒有縣市界線檔", "請改用 style: tiles")

        root = self._arranged(canvas, *self._legend(context, ranks, picture))
        highest, lowest = ranks[0][1], ranks[len(values) - 1][1]
        said = f"最高{highest.name}{values[highest.slug].shown}，最低{lowest.name}{values[lowest.slug].shown}"
        return (
            Drawing(
                root=root,
                description=f"地圖：{plain(self.title)}，{len(values)} 縣市有資料，{said}",
                equivalent=self._equivalent(context, ranks, picture),
                key=self.key,
                source=self.origin,
            ),
        )

    # --- values ------------------------------------------------------------------------------------------------

    def _values(self, context: LowerContext) -> dict[str, CountyValue]:
        if self.data is not None:
            known = {county.slug for county in context.data.counties()}
            return {slug: value for slug, value in self.data.read(context.data).items() if slug in known}
        typed = {self._county(context, name).slug: text for name, text in self.values.items()}
        values = {slug: CountyValue.of(plain(text).strip(), Value.parse(text)) for slug, text in typed.items()}
        return {slug: value for slug, value in values.items() if value.number is not None}

    def _county(self, context: LowerContext, name: str) -> County:
        try:
            return context.data.county(plain(name))
        except UnknownFactError as fault:
            raise self.error(fault.message, fault.hint) from None

    def _highlighted(self, context: LowerContext) -> County | None:
        if self.highlight == "none":
            return None
        name = self.highlight or (context.place if context.place != NATION else "")
        return self._county(context, name) if name else None

    # --- beside the map ----------------------------------------------------------------------------------------

    @staticmethod
    def _arranged(canvas: Canvas, title: Element, keys: Sequence[Element], below: Sequence[Element]) -> Element:
        """Map and legend side by side; in a narrow place the legend in two columns below the map."""
        legend = Stack(children=(title, *keys, *below), gap=7, stretch=False, anchor="middle", weight=0.62)
        wide = replace(canvas, minimum_width=MAP_WIDTH)
        beside = Stack(children=(wide, legend), direction="row", gap=28, anchor="middle")
        narrow = replace(canvas, minimum_height=NARROW_HEIGHT)
        rows = Grid(children=tuple(keys), columns=(2,), gap=4, divisible=False, weight=0)
        return Choice(options=(beside, Stack(children=(title, narrow, rows, *below), gap=5)))

    def _legend(
        self, context: LowerContext, ranks: Sequence[tuple[int | None, County]], picture: CountyMap
    ) -> tuple[Element, list[Element], list[Element]]:
        """The title, the classes from the highest down, and what stands below them."""
        title = words((context.paragraph(self.title, "card-title"),), weight=0, insets=Insets(0, 0, 0, 6))
        parts: list[Element] = []
        for number in reversed(range(len(picture.classes))):
            fill = shades.shade(number, len(picture.classes), KEY)
            parts.append(_key(Box(fill=fill, outline=RULE, outline_width=0.75), picture.class_text(number)))
        lacking = sum(1 for rank, _ in ranks if rank is None)
        if lacking:
            swatch = Box(fill=NO_DATA, outline=MUTED, outline_width=0.75, dashed=True)
            parts.append(_key(swatch, f"{MISSING}　{lacking} 縣市"))
        others: list[Element] = []
        if picture.chosen is not None:
            others.append(self._place(ranks, picture.chosen, picture))
        if below := self._below(context):
            others.append(words(below, weight=0, insets=Insets(0, 6, 0, 0)))
        return title, parts, others

    def _below(self, context: LowerContext) -> tuple[Paragraph, ...]:
        """The author's note, and whose the boundaries are."""
        notes = [context.paragraph(self.note, "label")] if self.note else []
        boundaries = context.data.boundaries
        if self.style == "choropleth" and boundaries is not None:
            notes.append(Paragraph((Run(f"縣市界線：{boundaries.attribution}"),), "label"))
        return tuple(notes)

    def _place(self, ranks: Sequence[tuple[int | None, County]], county: County, picture: CountyMap) -> Element:
        """The highlighted county: its value and its place among the counties."""
        value = picture.values.get(county.slug)
        rank = next((rank for rank, one in ranks if one == county), None)
        if value is None or rank is None:
            text: tuple[Paragraph, ...] = (Paragraph((Run(f"{county.name}：{MISSING}"),), "body", bold=True),)
        else:
            count = sum(1 for one, _ in ranks if one is not None)
            text = (
                Paragraph((Run(f"{county.name}　"), value.run()), "body", bold=True),
                Paragraph((Run(f"{count} 縣市由高到低第 {rank}"),), "label"),
            )
        return words(text, weight=0, insets=Insets(12, 8, 12, 8), fill=Colour("surface"))

    def _equivalent(
        self, context: LowerContext, ranks: Sequence[tuple[int | None, County]], picture: CountyMap
    ) -> tuple[Node, ...]:
        """The counties from the highest down, in two columns of three: rank, name, value."""
        rows = [_row(rank, county, picture.values.get(county.slug)) for rank, county in ranks]
        half = -(-len(rows) // 2)
        rows += [(Entry(), Entry(), Entry())] * (2 * half - len(rows))
        titles: tuple[tuple[str, Align], ...] = (("名次", "end"), ("縣市", "start"), (plain(self.title), "end"))
        heads = [
            Head(f"{side}-{title}", (context.paragraph(title, "dense-header"),), align=align)
            for side in ("left", "right")
            for title, align in titles
        ]
        lines = [Line((*left, *right)) for left, right in zip(rows[:half], rows[half:], strict=True)]
        spec = table(heads, lines, around=Around(caption=context.paragraph(self.title, "label")), stub=2)
        said = [Paragraph((Run(picture.class_text(number)),)) for number in reversed(range(len(picture.classes)))]
        if any(rank is None for rank, _ in ranks):
            said.append(Paragraph((Run(f"{MISSING}　{sum(1 for rank, _ in ranks if rank is None)} 縣市"),)))
        if picture.chosen is not None:
            box = self._place(ranks, picture.chosen, picture)
            assert isinstance(box, Box)
            said += box.paragraphs
        said += self._below(context)
        text = Text(paragraphs=tuple(Paragraph(item.runs) for item in said), key=f"{self.key}/classes")
        return (Table(spec=spec, description=f"表格：{plain(self.title)}，各縣市由高到低", key=self.key), text)


def _key(swatch: Box, text: str) -> Stack:
    """A line of the legend: a swatch and what it stands for."""
    sized = Box(
        fill=swatch.fill,
        outline=swatch.outline,
        outline_width=swatch.outline_width,
        dashed=swatch.dashed,
        width=SWATCH[0],
        height=SWATCH[1],
        insets=NO_INSETS,
    )
    label = Box(paragraphs=(Paragraph((Run(text),), "label", colour=Colour("ink")),), align="start", insets=NO_INSETS)
    return Stack(children=(sized, label), direction="row", gap=8, stretch=False, anchor="middle", weight=0)


def _row(rank: int | None, county: County, value: CountyValue | None) -> tuple[Entry, Entry, Entry]:
    if value is None:
        return Entry(), _entry(Run(county.name)), missing()
    return _entry(Run(str(rank))), _entry(Run(county.name)), _entry(value.run())


def _entry(run: Run) -> Entry:
    return Entry((Paragraph((run,), "dense"),))
