"""Blocks on slides: in every layout and theme all text stays in its shape, and all of it is there."""

from __future__ import annotations

from functools import cache

import pytest

from ssnet_docs import themes
from ssnet_docs.blocks import registry
from ssnet_docs.compose.deck import compose_slide
from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.errors import Source
from ssnet_docs.model.geometry import text_rectangle
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.nodes import SlideNodes
from ssnet_docs.model.page import PlacedDrawing, PlacedShape, PlacedTable, Slide
from ssnet_docs.model.text import paragraph
from ssnet_docs.project import Project
from tests.blocks.examples import context, example, lowered, shown_text

KINDS = [kind for kind in sorted(registry()) if kind not in ("cover", "divider", "closing")]
WIDE = "kpi-table"  # nine columns, which only a whole slide can hold
SLOTS = {"wide-left": "right", "two-columns": "left", "content": "body", "three-columns": "middle"}


@cache
def theme(name: str) -> tuple[Theme, Measure]:
    project = Project.find()
    loaded = themes.load(project, name)
    return loaded, Measure(loaded, project)


def composed(text_or_kind: str, layout: str, theme_name: str = "base") -> tuple[SlideNodes, list[Slide]]:
    nodes = example(text_or_kind).lower(context()) if text_or_kind in KINDS else lowered(text_or_kind)
    slide = SlideNodes(
        key="s/slide",
        title=paragraph("標題", "title"),
        layout=layout,
        section="s",
        nodes=nodes,
        slots=(SLOTS[layout],) * len(nodes),
    )
    return slide, compose_slide(slide, *theme(theme_name))


def overfull(shape: PlacedShape, measure: Measure, corner: float) -> float:
    """By how many points a shape's text is higher or wider than the place it has."""
    room = text_rectangle(shape.shape, shape.rect, corner)
    width = room.width - shape.insets.left - shape.insets.right
    height = room.height - shape.insets.top - shape.insets.bottom
    if not shape.paragraphs:
        return 0.0
    return max(measure.height(shape.paragraphs, width) - height, measure.minimum_width(shape.paragraphs) - width)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", SLOTS)
def test_text_stays_in_its_shape_and_shapes_in_their_region(kind: str, layout: str) -> None:
    chosen, measure = theme("base")
    _, slides = composed(kind, "content" if kind == WIDE else layout)
    for slide in slides:
        slots = chosen.layouts[slide.layout].object_slots
        left, right = min(slot.rect.x for slot in slots), max(slot.rect.right for slot in slots)
        bottom = max(slot.rect.bottom for slot in slots)
        for frame in slide.frames:
            if not isinstance(frame, PlacedDrawing):
                continue
            for shape in frame.shapes:
                assert shape.rect.x >= left - 0.5
                assert shape.rect.right <= right + 0.5
                assert shape.rect.bottom <= bottom + 0.5
                assert overfull(shape, measure, chosen.corner) <= 0.5, [item.text for item in shape.paragraphs]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", SLOTS)
def test_all_text_of_a_block_is_on_its_slides(kind: str, layout: str) -> None:
    nodes, slides = composed(kind, "content" if kind == WIDE else layout)
    placed = "\n".join(text for slide in slides for frame in slide.frames for text in texts(frame))
    for line in shown_text(nodes.nodes).split("\n"):
        assert line in placed


def texts(frame: object) -> list[str]:
    """All text of a frame, marks included; a chart's names and title."""
    match frame:
        case PlacedDrawing():
            paragraphs = [item for shape in frame.shapes for item in shape.paragraphs]
        case PlacedTable():
            paragraphs = [item for row in frame.rows for cell in row.cells if cell for item in cell.paragraphs]
        case _:
            spec = getattr(frame, "spec", None)
            if spec is not None:
                return [spec.title or "", *spec.categories, *(series.name for series in spec.series)]
            paragraphs = list(getattr(frame, "paragraphs", ()))
    return [(item.mark.text if item.mark else "") + item.text for item in paragraphs]


@pytest.mark.parametrize("count", [1, 10, 60])
@pytest.mark.parametrize(
    "text",
    [
        "- cards: [{one}]",
        "- process: [{{title: 起點}}, {one}]",
        "- timeline: [{{period: 114年, title: 起點}}, {one}]",
        "- bullets: [{one}]",
    ],
)
def test_any_number_of_boxes_finds_its_slides(text: str, count: int) -> None:
    title = "整合保護性服務與高風險家庭服務，24小時內完成派案"
    one = {
        "cards": f"{{title: {title}, items: [共同訪視, 定期評估]}}",
        "process": f"{{title: 受理, text: {title}}}",
        "timeline": f"{{period: 115年, title: 訪視, text: {title}}}",
        "bullets": title,
    }[text.split(":", maxsplit=1)[0].removeprefix("- ")]
    chosen, measure = theme("base")
    _, slides = composed(text.format(one=", ".join([one] * count)), "content")
    shapes = [shape for slide in slides for frame in slide.frames for shape in getattr(frame, "shapes", ())]
    assert all(overfull(shape, measure, chosen.corner) <= 0.5 for shape in shapes)
    placed = "\n".join(words for slide in slides for frame in slide.frames for words in texts(frame))
    assert placed.count(title) == count


@pytest.mark.parametrize("name", ["taichung", "penghu", "mohw", "ey", "results"])
def test_every_theme_holds_every_block(name: str) -> None:
    chosen, measure = theme(name)
    for kind in KINDS:
        _, slides = composed(kind, "content" if kind == WIDE else "two-columns", name)
        for slide in slides:
            for frame in slide.frames:
                for shape in getattr(frame, "shapes", ()):
                    assert overfull(shape, measure, chosen.corner) <= 0.5, kind


# --- arrangements --------------------------------------------------------------------------------------------------


def shapes_of(text: str, layout: str = "content") -> list[PlacedShape]:
    _, slides = composed(text, layout)
    return [shape for slide in slides for frame in slide.frames for shape in getattr(frame, "shapes", ())]


def shape_with(shapes: list[PlacedShape], text: str) -> PlacedShape:
    return next(shape for shape in shapes if any(text in item.text for item in shape.paragraphs))


def test_titles_of_cards_in_a_row_have_one_height() -> None:
    long = "整合加害人合併精神疾病與自殺防治服務並強化網絡合作"
    shapes = shapes_of(f"- cards: [{{title: 短, text: 甲}}, {{title: {long}, text: 乙}}, {{title: 中, text: 丙}}]")
    heights = {round(shape_with(shapes, text).rect.height, 2) for text in ("短", long, "中")}
    assert len(heights) == 1
    assert len({round(shape_with(shapes, text).rect.y, 2) for text in ("甲", "乙", "丙")}) == 1


def test_five_cards_stand_in_two_rows_of_one_slide() -> None:
    _, slides = composed("- cards: [甲, 乙, 丙, 丁, 戊]", "content")
    (slide,) = slides
    (drawing,) = [frame for frame in slide.frames if isinstance(frame, PlacedDrawing)]
    assert len({round(shape.rect.y) for shape in drawing.shapes if shape.paragraphs}) == 2


def test_sides_stand_beside_each_other_or_below_where_it_is_narrow() -> None:
    text = "- comparison: {left: {title: 以個人為中心}, right: {title: 以家庭為中心}}"
    for layout, beside in (("content", True), ("wide-left", False)):
        shapes = shapes_of(text, layout)
        left, right = shape_with(shapes, "以個人為中心").rect, shape_with(shapes, "以家庭為中心").rect
        assert (left.y == right.y) is beside
        assert (left.x == right.x) is not beside


def test_a_big_figure_and_its_unit_stand_on_one_line() -> None:
    values = ("2萬2,769人", "1萬5,669名", "9萬301人次", "68校")
    figures = ", ".join(f"{{value: '{value}', label: 人數}}" for value in values)
    _, measure = theme("base")
    for shape in shapes_of(f"- figures: [{figures}]"):
        width = shape.rect.width - shape.insets.left - shape.insets.right
        for item in shape.paragraphs:
            if item.role == "figure":
                assert measure.line_count(item, width) == 1


def test_a_chart_and_its_note_stay_in_one_slot() -> None:
    chart = example("chart")
    chart.located(Source("content/x.yaml", 5), "s/slide/chart")
    other = example("bullets")
    other.located(Source("content/x.yaml", 9), "s/slide/bullets")
    nodes = context().lower((chart, other))
    slide = SlideNodes(key="s", title=paragraph("標題", "title"), layout="two-columns", section="s", nodes=nodes)
    (made,) = compose_slide(slide, *theme("base"))
    chosen, _ = theme("base")
    right = chosen.layouts["two-columns"].slot("right")
    assert right is not None
    assert next(text for frame in made.frames if frame.rect.x >= right.rect.x for text in texts(frame)).startswith("✓")
