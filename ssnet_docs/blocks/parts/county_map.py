"""The counties drawn: as outlines at their places, or as tiles, shaded by the class of their value."""

from __future__ import annotations

from collections.abc import Sequence

from ssnet_docs.blocks.parts import shades
from ssnet_docs.blocks.parts.county_values import CountyValue
from ssnet_docs.blocks.parts.geography import taiwan
from ssnet_docs.blocks.parts.surfaces import KEY, MUTED, RULE
from ssnet_docs.model.boundary import Boundaries
from ssnet_docs.model.county import County
from ssnet_docs.model.drawing import Box, Canvas, Insets
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.text import Colour, Paragraph, Run
from ssnet_docs.tables.formats import MISSING

MAP_HEIGHT = 286.0  # points below which a county cannot be made out
TILE = (66.0, 42.0)  # a tile in the view's units
TILE_GAP = 4.0
NO_INSETS = Insets(0, 0, 0, 0)
NO_DATA = Colour("muted", 0.9)
HIGHLIGHT = Colour("accent")
BORDER = Colour("muted", 0.35)


class CountyMap:
    """The map itself: the values, their classes and the county that stands out."""

    def __init__(self, values: dict[str, CountyValue], found: list[tuple[float, float]], chosen: County | None) -> None:
        self.values = values
        self.classes = found
        self.chosen = chosen
        units = {value.unit for value in values.values()}
        self.unit = units.pop() if len(units) == 1 else ""
        self._shown = {value.number: value.run(unit=False).text for value in values.values()}

    def class_text(self, number: int) -> str:
        """12.1–14.9%　5 縣市"""
        low, high = self.classes[number]
        members = sum(1 for value in self.values.values() if low <= (value.number or 0.0) <= high)
        limits = self._shown[low] if low == high else f"{self._shown[low]}–{self._shown[high]}"
        return f"{limits}{self.unit}　{members} 縣市"

    def outlines(self, counties: Sequence[County], boundaries: Boundaries) -> Canvas:
        """The counties at their places, the highlighted one last, so that its outline lies over its neighbours'."""
        drawn = taiwan(boundaries)
        places: list[Rect] = []
        boxes: list[Box] = []
        names = {county.slug: county for county in counties}
        for slug, frame in drawn.insets.items():
            places.append(frame)
            boxes.append(Box(outline=RULE, outline_width=0.75, name=f"{names[slug].name}（框）"))
            places.append(Rect(frame.x, frame.y + 1, frame.width, 18))
            boxes.append(self._label(names[slug].name[:2], Colour("muted")))
        ordered = sorted(drawn.counties, key=lambda shape: self.chosen is not None and shape.slug == self.chosen.slug)
        for shape in ordered:
            places.append(shape.place)
            boxes.append(self._county(names[shape.slug], Box(freeform=shape.outline), thin=0.75))
        for shape in ordered:
            if (value := self.values.get(shape.slug)) is not None:
                places.append(shape.label)
                box = self._label("", shades.on_shade(self._fill(value)))
                text = Paragraph((value.run(unit=False),), "label", colour=box.paragraphs[0].colour)
                boxes.append(Box(paragraphs=(text,), insets=NO_INSETS, name=f"{names[shape.slug].name}數值"))
        return Canvas(
            view=drawn.view, places=tuple(places), boxes=tuple(boxes), optional=True, minimum_height=MAP_HEIGHT
        )

    def tiles(self, counties: Sequence[County]) -> Canvas:
        """A tile for each county, about where it lies, with its name and value."""
        width, height = TILE[0] + TILE_GAP, TILE[1] + TILE_GAP
        spots = {county: county.tile for county in counties if county.tile is not None}
        left = min(column for column, _ in spots.values())
        places, boxes = [], []
        for county, (column, row) in spots.items():
            places.append(Rect((column - left) * width, row * height, *TILE))
            value = self.values.get(county.slug)
            ink = shades.on_shade(self._fill(value)) if value else Colour("ink")
            shown = value.run(unit=False) if value else Run(MISSING)
            text = (
                Paragraph((Run(county.name),), "label", colour=ink, bold=True),
                Paragraph((shown,), "label", colour=ink),
            )
            boxes.append(self._county(county, Box(paragraphs=text, insets=Insets(2, 2, 2, 2)), thin=0))
        view = (max(place.right for place in places), max(place.bottom for place in places))
        return Canvas(view=view, places=tuple(places), boxes=tuple(boxes), minimum_height=MAP_HEIGHT)

    def _county(self, county: County, box: Box, *, thin: float) -> Box:
        value = self.values.get(county.slug)
        chosen = county == self.chosen
        outline = HIGHLIGHT if chosen else MUTED if value is None else BORDER if thin else None
        return Box(
            paragraphs=box.paragraphs,
            freeform=box.freeform,
            fill=self._fill(value) if value else NO_DATA,
            outline=outline,
            outline_width=2.5 if chosen else thin or 0.75,
            dashed=value is None and not chosen,
            insets=box.insets,
            name=county.name,
            description=f"{county.name}：{value.shown if value else MISSING}",
        )

    def _fill(self, value: CountyValue) -> Colour:
        return shades.shade(shades.class_of(value.number or 0.0, self.classes), len(self.classes), KEY)

    @staticmethod
    def _label(text: str, colour: Colour) -> Box:
        return Box(paragraphs=(Paragraph((Run(text),), "label", colour=colour),), insets=NO_INSETS)
