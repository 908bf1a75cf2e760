"""What is measured against what LibreOffice draws: texts of every kind, in boxes and in cells."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from rendering import render
from sample_deck import MEASURE, PROJECT, THEME, deck

from ssnet_docs.checks.parts.placed_text import place
from ssnet_docs.export import Office
from ssnet_docs.model.drawing import Insets
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedTable, PlacedText, Slide
from ssnet_docs.model.table import Cell, Row
from ssnet_docs.model.text import Paragraph, Run
from ssnet_docs.readers.drawn import lines
from ssnet_docs.readers.frames import frames
from ssnet_docs.writers.pptx.deck import write

pytestmark = pytest.mark.rendered

BOXES, CELLS = 200, 200
SIZES = (12.0, 14.0, 16.0, 18.0, 20.0, 24.0, 28.0)
CELL_INSETS = Insets(5, 3, 5, 3)
SENTENCES = """\
推動社會安全網須跨體系合作，115年目標為2,600人（低於3%），請各地方政府配合辦理。
完成設置且已運作之社區心理衛生中心71處，較114年增加10處
「以家庭為中心、以社區為基礎」的服務模式
(當年度服務新生兒數/當年度新生兒數)x100%
衛生福利部（社會及家庭署、心理健康司、保護服務司）
親密關係暴力案件深化服務涵蓋率＝B／A×100%
於受監護處分個案之轉銜會議後1個月內完成「精神疾病合併保護性議題個案初次評估表」比率
於當學年度計算 (該學年度復學人數+非該學年度復學人數) / (該學年度輟學人數+ 非該學年度輟學人數)
KPI 達成率 98.5%，較上年 +1.2 個百分點
Social Safety Net Programme 2.0 (2021–2025)
跨網絡合作——強化精神疾病患者之追蹤……及自殺防治服務
第1期：107年2月26日行政院核定；第二期：110-114年
合計新臺幣407億7,481萬6千元（中央公務預算及公益彩券回饋金）
LINE 官方帳號 @ssnet 與 1966 長照專線、113保護專線
社工人力進用率達95%以上，督導1:7、心理師每10萬人0.5人
每半年召開1次「社會安全網推動小組會議」，由副首長主持
資料來源：衛生福利部統計處，截至114年12月31日""".splitlines()


def paragraphs(chance: random.Random, count: int, longest: int, sizes: tuple[float, ...]) -> Iterator[Paragraph]:
    """Texts from 4 characters on, in which a fifth of the paragraphs and parts of others are bold."""
    for _ in range(count):
        text = ""
        length = chance.randrange(4, longest)
        while len(text) < length:
            text += chance.choice(SENTENCES)[chance.randrange(6) :] + chance.choice(["", "，", "。", "；", " "])
        first, second = sorted((chance.randrange(length), chance.randrange(length)))
        parts = (Run(text[:first]), Run(text[first:second], bold=chance.random() < 0.25), Run(text[second:length]))
        yield Paragraph(
            tuple(run for run in parts if run.text),
            size=chance.choice(sizes),
            bold=chance.random() < 0.2,
        )


def boxes(chance: random.Random) -> Iterator[tuple[Slide, list[tuple[Paragraph, float]]]]:
    """Slides of five boxes, with the paragraph and the inner width of each."""
    items = list(paragraphs(chance, BOXES, 90, SIZES))
    for start in range(0, BOXES, 5):
        texts = [(item, min(900.0, (item.size or 0) * chance.uniform(6, 30))) for item in items[start : start + 5]]
        placed = tuple(
            PlacedText(rect=Rect(20, 5 + 105 * number, width, 100), paragraphs=(item,), name=f"text {number}")
            for number, (item, width) in enumerate(texts)
        )
        yield Slide(key=f"boxes {start}", layout="title-only", section="一", frames=placed), texts


def tables(chance: random.Random) -> Iterator[tuple[Slide, list[tuple[Paragraph, float]]]]:
    """Slides with a table of two by four cells, with the paragraph and the inner width of each cell."""
    items = list(paragraphs(chance, CELLS, 50, SIZES[:4]))
    for start in range(0, CELLS, 8):
        widths = tuple(chance.uniform(100, 300) for _ in range(4))
        rows = [items[at : at + 4] for at in (start, start + 4)]
        table = PlacedTable(
            rect=Rect(10, 10, sum(widths), 200),
            widths=widths,
            heights=(100.0, 100.0),
            rows=tuple(Row(tuple(Cell((item,)) for item in row)) for row in rows),
            header_rows=0,
            stub_columns=0,
            aligns=("start",) * 4,
            insets=CELL_INSETS,
            name="text",
        )
        inner = [width - CELL_INSETS.left - CELL_INSETS.right for width in widths]
        yield (
            Slide(key=f"table {start}", layout="title-only", section="一", frames=(table,)),
            [(item, width) for row in rows for item, width in zip(row, inner, strict=True)],
        )


def test_hardly_a_text_has_more_lines_than_were_reckoned_and_few_have_less(office: Office, tmp_path: Path) -> None:
    chance = random.Random(115)
    made = [*boxes(chance), *tables(chance)]
    file = tmp_path / "texts.pptx"
    file.write_bytes(write(deck(*(slide for slide, _ in made)), THEME, PROJECT))
    more, fewer = [], []
    for page, expected, (slide, texts) in zip(render(file, office), frames(file), made, strict=True):
        cell = isinstance(slide.frames[0], PlacedTable)
        named = [frame for frame in expected if frame.name.startswith("text")]
        drawn = [paragraphs[0] for paragraphs in place(page, named)[0]]
        for (item, width), glyphs in zip(texts, drawn, strict=True):
            assert glyphs, f"{item.text} is not drawn"
            reckoned = MEASURE.line_count(item, width, cell=cell)
            real = lines(glyphs)
            if reckoned < len(real):
                more.append(f"{reckoned} lines reckoned: {'|'.join(real)}")
            elif reckoned > len(real):
                fewer.append(item.text)
    assert len(more) < 0.01 * (BOXES + CELLS), "\n".join(more)
    assert len(fewer) < 0.2 * (BOXES + CELLS), f"{len(fewer)} texts have fewer lines than reckoned"


def pitch(size: float) -> tuple[Slide, Paragraph, float]:
    """A slide with eight lines in a box and in each of two rows, the text, and the height reckoned for a row."""
    item = Paragraph((Run("社會安全網2.0\n" * 7 + "止"),), size=size)
    height = MEASURE.height([item], 350, cell=True) + CELL_INSETS.top + CELL_INSETS.bottom
    table = PlacedTable(
        rect=Rect(480, 20, 360, 2 * height),
        widths=(360.0,),
        heights=(height, height),
        rows=(Row((Cell((item,)),)), Row((Cell((item,)),))),
        header_rows=0,
        stub_columns=0,
        aligns=("start",),
        insets=CELL_INSETS,
        name="text cell",
    )
    box = PlacedText(rect=Rect(20, 20, 400, 200), paragraphs=(item,), name="text")
    return Slide(key=f"pitch {size}", layout="title-only", section="一", frames=(box, table)), item, height


def test_lines_stand_as_far_apart_as_was_reckoned_and_rows_do_not_grow(office: Office, tmp_path: Path) -> None:
    made = [pitch(size) for size in (10.0, 11.0, *SIZES)]
    file = tmp_path / "pitch.pptx"
    file.write_bytes(write(deck(*(slide for slide, _, _ in made)), THEME, PROJECT))
    for page, (_, item, height) in zip(render(file, office), made, strict=True):
        size = item.size or 0
        starts = sorted(glyph.baseline for glyph in page.glyphs if glyph.text == "社" and glyph.ink.x < 480)
        assert starts[6] - starts[0] == pytest.approx(6 / 8 * MEASURE.height([item], 400), abs=0.03 * 6 * size)
        ends = sorted(glyph.baseline for glyph in page.glyphs if glyph.text == "止" and glyph.ink.x > 480)
        assert ends[1] - ends[0] == pytest.approx(height, abs=0.2), f"a row at {size} pt has grown"
