"""Compose: everything that is written comes out, inside its frame, at a readable size."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssnet_docs import themes
from ssnet_docs.compose.deck import compose_slide
from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.drawing import Box, Grid, Stack
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Rect, Theme
from ssnet_docs.model.nodes import Chart, Drawing, Heading, Items, Node, SlideNodes, Table, Text
from ssnet_docs.model.page import Placed, PlacedChart, PlacedDrawing, PlacedTable, PlacedText, Slide
from ssnet_docs.model.table import Cell, Column, Row, TableSpec
from ssnet_docs.model.text import Mark, Paragraph, Run, paragraph
from ssnet_docs.project import Project

PROJECT = Project.find()
THEME = themes.load(PROJECT, "base")
MEASURE = Measure(THEME, PROJECT)
SENTENCE = "推動社會安全網須跨體系合作，115年目標為2,600人（低於3%），請各地方政府配合辦理。"


def slide(*nodes: Node, title: str = "測試投影片", layout: str = "content") -> SlideNodes:
    return SlideNodes(
        key="s/one",
        title=paragraph(title, "title"),
        layout=layout,
        section="s",
        nodes=nodes,
        source=Source("content/test.yaml", 7, 3),
    )


def composed(*nodes: Node, layout: str = "content") -> list[Slide]:
    return compose_slide(slide(*nodes, layout=layout), THEME, MEASURE)


def items(count: int, text: str = SENTENCE) -> Items:
    return Items(items=tuple(paragraph(f"{n}{text}", mark=Mark("•")) for n in range(count)))


def table(rows: int, *, text: str = "社會福利服務中心", stub: int = 1) -> Table:
    columns = tuple(Column(key) for key in ("stub", "name", "value"))
    header = (Row(tuple(cell(title, "dense-header") for title in ("策略", "項目", "目標值")), "header"),)
    body = []
    for n in range(rows):
        group = Cell((paragraph(f"策略{n // stub}", "dense"),), row_span=stub) if n % stub == 0 else None
        body.append(Row((group, cell(f"{n}{text}"), cell(f"{n:,}")), key=str(n)))
    return Table(spec=TableSpec(columns, header, tuple(body), unit="單位：人"), key="t")


def cell(text: str, role: str = "dense") -> Cell:
    return Cell((paragraph(text, role),))  # type: ignore[arg-type]


def texts(frames: tuple[Placed, ...]) -> list[str]:
    found: list[str] = []
    for frame in frames:
        match frame:
            case PlacedText():
                found += [item.text for item in frame.paragraphs]
            case PlacedTable():
                found += [c.text for row in frame.rows for c in row.cells if c is not None]
            case PlacedDrawing():
                found += [item.text for shape in frame.shapes for item in shape.paragraphs]
    return found


def content_frames(composed_slide: Slide) -> list[Placed]:
    return [
        frame for frame in composed_slide.frames if getattr(frame, "slot", None) not in ("title", "kicker", "source")
    ]


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - 0.5
        and inner.y >= outer.y - 0.5
        and inner.right <= outer.right + 0.5
        and inner.bottom <= outer.bottom + 0.5
    )


def assert_fits(slides: list[Slide], theme: Theme = THEME) -> None:
    for each in slides:
        area = theme.layouts[each.layout].object_slots[0].rect
        for frame in content_frames(each):
            assert inside(frame.rect, area), (frame.rect, area)
            if isinstance(frame, PlacedText):
                assert MEASURE.height(frame.paragraphs, frame.rect.width) <= frame.rect.height + 0.5
            if isinstance(frame, PlacedDrawing):
                assert all(inside(shape.rect, frame.rect) for shape in frame.shapes)


@pytest.mark.parametrize("count", [0, 1, 10, 200])
def test_every_item_of_a_list_is_shown_once_and_in_order_however_many_there_are(count: int) -> None:
    slides = composed(items(count))
    shown = [text for each in slides for text in texts(each.frames)[1:]]
    assert "".join(shown) == "".join(f"{n}{SENTENCE}" for n in range(count))
    assert_fits(slides)


def test_a_continued_slide_says_so_and_counts_its_parts() -> None:
    slides = composed(items(40))
    assert len(slides) > 1
    title = slides[1].frames[0]
    assert isinstance(title, PlacedText)
    assert title.paragraphs[0].text == f"測試投影片（續）2/{len(slides)}"
    assert [each.part for each in slides] == list(range(1, len(slides) + 1))


def test_no_text_is_set_smaller_than_the_themes_minimum() -> None:
    for node, role in ((items(60), "body"), (table(60), "dense")):
        sizes = [
            item.size
            for each in composed(node)
            for frame in content_frames(each)
            for item in _paragraphs(frame)
            if item.role == role
        ]
        assert sizes
        assert min(size or 0 for size in sizes) >= THEME.style(role).sizes[-1]  # type: ignore[arg-type]


def _paragraphs(frame: Placed) -> list[Paragraph]:
    match frame:
        case PlacedText():
            return list(frame.paragraphs)
        case PlacedTable():
            return [p for row in frame.rows for c in row.cells if c is not None for p in c.paragraphs]
        case _:
            return []


@pytest.mark.parametrize("rows", [0, 1, 12, 300])
def test_a_table_of_any_length_shows_every_row_once_under_a_repeated_header(rows: int) -> None:
    slides = composed(table(rows))
    keys: list[str] = []
    for each in slides:
        (part,) = [frame for frame in each.frames if isinstance(frame, PlacedTable)]
        assert part.rows[0].kind == "header"
        assert any(isinstance(f, PlacedText) and f.paragraphs[0].text == "單位：人" for f in each.frames)
        keys += [row.key for row in part.rows if row.kind == "body"]
    assert keys == [str(n) for n in range(rows)]
    assert_fits(slides)


def test_a_merged_stub_that_is_cut_repeats_its_label_and_never_spans_beyond_its_part() -> None:
    slides = composed(table(63, stub=7))
    assert len(slides) > 1
    for each in slides:
        (part,) = [frame for frame in each.frames if isinstance(frame, PlacedTable)]
        body = part.rows[part.header_rows :]
        first = body[0].cells[0]
        assert first is not None and first.text.startswith("策略")
        covered = 0
        for row in body:
            stub = row.cells[0]
            if covered:
                assert stub is None
                covered -= 1
            else:
                assert stub is not None
                covered = stub.row_span - 1
        assert covered == 0


def test_a_cell_of_four_hundred_characters_stays_inside_its_slide() -> None:
    assert_fits(composed(table(3, text=(SENTENCE * 12)[:400])))


def test_a_cell_that_no_slide_can_hold_is_an_error_at_its_line() -> None:
    with pytest.raises(ContentError) as raised:
        composed(table(1, text=SENTENCE * 200))
    assert raised.value.source == Source("content/test.yaml", 7, 3)
    assert raised.value.hint


def test_a_title_that_no_slide_can_hold_is_an_error_at_its_line() -> None:
    with pytest.raises(ContentError, match="太長"):
        compose_slide(slide(items(1), title=SENTENCE * 6), THEME, MEASURE)


def test_a_subtotal_stays_with_the_row_above_it_and_a_group_row_with_the_row_below() -> None:
    spec = table(90).spec
    body = []
    for n, row in enumerate(spec.body):
        kind = "subtotal" if n % 5 == 4 else "group" if n % 5 == 0 else "body"
        body.append(Row(row.cells, kind, row.key))  # type: ignore[arg-type]
    slides = composed(Table(spec=TableSpec(spec.columns, spec.header, tuple(body)), key="t"))
    assert len(slides) > 1
    for each in slides:
        (part,) = [frame for frame in each.frames if isinstance(frame, PlacedTable)]
        shown = part.rows[part.header_rows :]
        assert shown[0].kind != "subtotal"
        assert shown[-1].kind != "group"


def test_the_last_part_of_a_continued_table_is_not_nearly_empty() -> None:
    slides = composed(table(23, text=SENTENCE))
    counts = [
        sum(row.kind == "body" for row in frame.rows)
        for each in slides
        for frame in each.frames
        if isinstance(frame, PlacedTable)
    ]
    assert len(counts) > 1
    assert min(counts) >= max(counts) * 0.5


def cards(count: int, text: str = SENTENCE) -> Drawing:
    children = tuple(
        Stack(
            children=(
                Box(paragraphs=(paragraph(f"標題{n}", "card-title"),), weight=0),
                Box(paragraphs=(paragraph(text, "card-body"),), key=f"card-{n}"),
            ),
            ground=Box(shape="rounded"),
        )
        for n in range(count)
    )
    return Drawing(root=Grid(children=children), description="卡片")


@pytest.mark.parametrize("count", [1, 3, 4, 9, 40])
def test_every_card_is_drawn_once_inside_its_slide(count: int) -> None:
    slides = composed(cards(count))
    titles = [text for each in slides for text in texts(each.frames) if text.startswith("標題")]
    assert titles == [f"標題{n}" for n in range(count)]
    assert_fits(slides)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=260), min_size=1, max_size=12))
def test_shapes_hold_their_text_and_do_not_overlap_whatever_its_length(lengths: list[int]) -> None:
    text = SENTENCE * 10
    grid = Grid(
        children=tuple(Box(paragraphs=(paragraph(text[:n], "card-body"),), key=str(i)) for i, n in enumerate(lengths))
    )
    slides = composed(Drawing(root=grid, description="格"))
    assert_fits(slides)
    for each in slides:
        for frame in each.frames:
            if not isinstance(frame, PlacedDrawing):
                continue
            for shape in frame.shapes:
                inner = shape.rect.width - shape.insets.left - shape.insets.right
                height = MEASURE.height(shape.paragraphs, inner) + shape.insets.top + shape.insets.bottom
                assert height <= shape.rect.height + 0.5
            for a, b in zip(frame.shapes, frame.shapes[1:], strict=False):
                assert a.rect.right <= b.rect.x + 0.5 or a.rect.bottom <= b.rect.y + 0.5


def test_a_card_longer_than_a_slide_is_continued_without_losing_a_character() -> None:
    slides = composed(cards(1, SENTENCE * 40))
    assert len(slides) > 1
    shown = "".join(text for each in slides for text in texts(each.frames) if "標題" not in text and "測試" not in text)
    assert shown == SENTENCE * 40
    assert_fits(slides)


def test_a_chart_fills_the_height_that_text_leaves() -> None:
    chart = Chart(spec=ChartSpec("column", ("甲",), (Series("乙", (1.0,)),)))
    (only,) = composed(items(2), chart)
    area = THEME.layouts["content"].object_slots[0].rect
    (frame,) = [f for f in only.frames if isinstance(f, PlacedChart)]
    assert frame.rect.bottom == pytest.approx(area.bottom, abs=1)


def test_a_heading_does_not_stay_behind_when_its_text_continues() -> None:
    long = Text(paragraphs=tuple(paragraph(SENTENCE * 3) for _ in range(3)))
    slides = composed(items(9), Heading(text=paragraph("標題", "heading")), long)
    for each in slides:
        assert texts(each.frames)[-1] != "標題"


def test_an_unknown_slot_names_the_layouts_slots() -> None:
    with pytest.raises(ContentError) as raised:
        compose_slide(
            SlideNodes(
                key="k",
                title=paragraph("題", "title"),
                layout="two-columns",
                section="",
                nodes=(items(1),),
                slots=("up",),
            ),
            THEME,
            MEASURE,
        )
    assert "left" in (raised.value.hint or "")


def test_an_unknown_layout_names_the_known_ones() -> None:
    with pytest.raises(ContentError) as raised:
        composed(items(1), layout="contents")
    assert "content" in (raised.value.hint or "")


def test_facts_stay_with_their_runs_across_a_cut() -> None:
    run = Run("2,600人" * 300, facts=("ey/x",))
    slides = composed(Text(paragraphs=(Paragraph((Run("前言"), run)),)))
    assert len(slides) > 1
    for each in slides[1:]:
        for frame in content_frames(each):
            assert isinstance(frame, PlacedText)
            assert all(r.facts == ("ey/x",) for p in frame.paragraphs for r in p.runs)


# --- the largest size ----------------------------------------------------------------------------------------------


def card_sizes(title: str) -> set[float | None]:
    """The sizes of three cards' titles."""
    cards = tuple(Box(paragraphs=(paragraph(title, "card-title"), paragraph("說明", "card-body"))) for _ in range(3))
    (one,) = composed(Drawing(root=Grid(children=cards, columns=(3,)), description="卡片", key="c"))
    (drawing,) = (frame for frame in one.frames if isinstance(frame, PlacedDrawing))
    return {item.size for shape in drawing.shapes for item in shape.paragraphs if item.role == "card-title"}


def test_a_slide_of_few_words_is_set_at_the_largest_size() -> None:
    assert card_sizes("家庭服務") == {THEME.style("card-title").size(0)}


def test_headings_that_would_break_at_the_largest_size_are_set_at_the_next() -> None:
    assert card_sizes("強化跨體系合作服務的機制") == {THEME.style("card-title").size(1)}


def test_a_text_whose_last_line_would_be_one_character_is_set_at_the_next_size() -> None:
    wide = THEME.layouts["content"].object_slots[0].rect.width
    sizes = set()
    for count in range(20, 60):
        (one,) = composed(Text(paragraphs=(paragraph("安" * count + "。"),), key="t"))
        for frame in one.frames:
            for item in frame.paragraphs if isinstance(frame, PlacedText) and frame.slot == "body" else ():
                lines = MEASURE.lines(item, wide)
                sizes.add(item.size)
                assert item.size != THEME.style("body").size(0) or len(lines[-1].text) > 2 or len(lines) == 1
    assert sizes == {THEME.style("body").size(0), THEME.style("body").size(1)}


def test_the_labels_of_a_chart_do_not_grow_with_the_text_beside_it() -> None:
    spec = ChartSpec("column", ("113年", "114年"), (Series("人數", (1.0, 2.0)),))
    (one,) = composed(Chart(spec=spec, description="人數", key="c"))
    (chart,) = (frame for frame in one.frames if isinstance(frame, PlacedChart))
    assert chart.label_size == THEME.style("label").size(1)


def test_the_heads_of_columns_in_a_row_are_equally_high() -> None:
    def column(title: str) -> Stack:
        head = Box(paragraphs=(paragraph(title, "card-title"),), weight=0)
        return Stack(children=(head, Box(paragraphs=(paragraph("說明", "card-body"),))), gap=0)

    row = Stack(children=(column("短"), column("一個長得要折成兩行的標題" * 3)), direction="row", even_heads=True)
    (one,) = composed(Drawing(root=row, description="並排", key="r"))
    (drawing,) = (frame for frame in one.frames if isinstance(frame, PlacedDrawing))
    heads = [shape.rect.height for shape in drawing.shapes if shape.paragraphs[0].role == "card-title"]
    assert len(heads) == 2
    assert len(set(heads)) == 1
