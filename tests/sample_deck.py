"""A composed deck with one of everything that a slide may hold, for the tests of the writers."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ssnet_docs import themes
from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.drawing import Insets, ShapeKind
from ssnet_docs.model.layout import Rect, Theme
from ssnet_docs.model.page import (
    Deck,
    Placed,
    PlacedChart,
    PlacedConnector,
    PlacedDrawing,
    PlacedPicture,
    PlacedShape,
    PlacedTable,
    PlacedText,
    Slide,
)
from ssnet_docs.model.table import Cell, Row
from ssnet_docs.model.text import Colour, Mark, Paragraph, Role, Run, paragraph
from ssnet_docs.project import Project

PROJECT = Project.find(Path(__file__).parent)
THEME = themes.load(PROJECT, "base")
MEASURE = Measure(THEME, PROJECT)
PICTURE = "pictures/網絡.png"


def png(width: int = 32, height: int = 18) -> bytes:
    """A PNG file of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x22\x40\x5f" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def picture_project(folder: Path) -> Project:
    """A project in `folder` that holds the sample's picture."""
    file = folder / PICTURE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(png())
    return Project(folder)


def sized(*paragraphs: Paragraph, step: int = 0) -> tuple[Paragraph, ...]:
    return MEASURE.sized(paragraphs, step)


def text(slot: str, *paragraphs: Paragraph, layout: str = "content", theme: Theme = THEME) -> PlacedText:
    """Text in a slot, at the size of its role."""
    place = theme.layouts[layout].slot(slot)
    assert place is not None
    if place.kind != "object":
        paragraphs = tuple(replace(item, role=place.role, align=item.align or place.align) for item in paragraphs)
    return PlacedText(rect=place.rect, paragraphs=sized(*paragraphs), slot=slot, anchor=place.anchor, key=slot)


def slide(title: str, *frames: Placed, layout: str = "content", key: str = "", **fields: object) -> Slide:
    """A slide with its title in the title's slot."""
    named = text("title", paragraph(title, THEME.layouts[layout].slot("title").role), layout=layout)  # type: ignore[union-attr]
    return Slide(key=key or title, layout=layout, frames=(named, *frames), **{"section": "一", **fields})  # type: ignore[arg-type]


def deck(*slides: Slide, **fields: object) -> Deck:
    known: dict[str, object] = {
        "id": "sample",
        "title": "強化社會安全網第二期計畫",
        "theme": "base",
        "organisation": "臺中市政府",
        "subject": "110-114年",
        "iso_date": "2021-09-16",
        "sections": (("一", "壹、推動現況"), ("二", "貳、策進作為")),
    }
    return Deck(slides=slides, **{**known, **fields})  # type: ignore[arg-type]


# --- contents ------------------------------------------------------------------------------------------------------


def outline() -> PlacedText:
    """A list with marks and numbers, a link, emphasis, a line break and a second level."""
    return text(
        "body",
        paragraph("以家庭為中心，以社區為基礎", mark=Mark("•")),
        Paragraph(
            (
                Run("詳見"),
                Run("計畫全文", link="https://www.mohw.gov.tw/社安網?a=1&b=<2>"),
                Run("，\n第二期", bold=True),
            ),
            mark=Mark("•"),
        ),
        paragraph("布建家庭服務中心", level=1, mark=Mark("1.", "arabicPeriod", 1)),
        paragraph("布建心理衛生中心", level=1, mark=Mark("2.", "arabicPeriod", 2)),
        paragraph("一般說明文字", space_before=0.2),
        paragraph("中文編號", mark=Mark("三、", "ea1ChtPeriod", 3)),
        paragraph("小標", "heading"),
    )


def cell(words: str, role: Role = "dense", **fields: object) -> Cell:
    return Cell(sized(paragraph(words, role)), **fields)  # type: ignore[arg-type]


def head(words: str, **fields: object) -> Cell:
    return cell(words, "dense-header", **fields)


def table(slot: str | None = "body", **fields: object) -> PlacedTable:
    """Two header rows with spanners, a merged stub, a cell over two rows and two columns, a group, and a total."""
    rows = (
        Row((head("策略", row_span=2), head("項目", row_span=2), head("目標值", column_span=2), None), "header"),
        Row((None, None, head("114年"), head("115年")), "header"),
        Row((cell("壹、服務據點", column_span=4), None, None, None), "group"),
        Row((cell("策略一", row_span=2), cell("家庭服務中心"), cell("156"), cell("160"))),
        Row((None, cell("脫貧家戶"), cell("併入衛生局計畫", row_span=2, column_span=2, align="centre"), None)),
        Row((cell("策略二"), cell("保護服務"), None, None)),
        Row((cell("合計", column_span=2), None, cell("156"), cell("160")), "total"),
    )
    known: dict[str, object] = {
        "rect": Rect(48, 114, 864, 210),
        "widths": (144.0, 360.0, 180.0, 180.0),
        "heights": (30.0,) * 7,
        "rows": rows,
        "header_rows": 2,
        "stub_columns": 1,
        "aligns": ("start", "start", "end", "end"),
        "slot": slot,
        "description": "各策略114年與115年的目標值",
        "name": "目標值",
    }
    return PlacedTable(**{**known, **fields})  # type: ignore[arg-type]


def chart(kind: str = "column", *series: Series, slot: str | None = None, **fields: object) -> PlacedChart:
    rows = series or (
        Series("目標", (5.0, 10.5, None), target=True, kind="line"),
        Series("實績", (4.0, 9.25, 12.0), kind="line" if kind == "line" else "column"),
    )
    spec = ChartSpec(kind, ("113年", "114年", "115年"), tuple(rows), **fields)  # type: ignore[arg-type]
    return PlacedChart(rect=Rect(48, 114, 420, 300), spec=spec, slot=slot, description=f"{kind}圖", name=f"{kind}圖")


def doughnut(centre: str = "總計\n2,600人") -> PlacedChart:
    ring = Series("人數", (1300.0, 800.0, 500.0), kind="doughnut")
    return replace(chart("doughnut", ring, unit="人", centre_text=centre), rect=Rect(492, 114, 420, 300))


SHAPES: tuple[ShapeKind, ...] = (
    "rectangle",
    "rounded",
    "ellipse",
    "chevron",
    "pentagon",
    "right-arrow",
    "down-arrow",
    "up-arrow",
    "triangle",
    "trapezoid",
    "line",
)


def drawing() -> PlacedDrawing:
    """One shape of each kind."""
    shapes = tuple(
        PlacedShape(
            rect=Rect(60 + 140 * (number % 6), 130 + 110 * (number // 6), 120, 80),
            shape=kind,
            paragraphs=() if kind == "line" else sized(paragraph("圖形", "label", align="centre")),
            fill=None if kind == "line" else Colour("surface"),
            outline=Colour("key") if number % 2 else None,
            dashed=number == 3,
        )
        for number, kind in enumerate(SHAPES)
    )
    return PlacedDrawing(rect=Rect(48, 114, 864, 364), shapes=shapes, description="各種圖形", name="圖形")


SITES = ((0, -1), (-1, 0), (0, 1), (1, 0))
"""Where the connection sites of a rectangle lie, from its middle: top, left, bottom, right."""


def joined(boxes: Sequence[Rect], joints: Sequence[tuple[int, int, int, int]], **fields: object) -> PlacedDrawing:
    """Boxes and elbows between them; a joint is start box, start site, end box, end site."""

    def point(box: int, site: int) -> tuple[float, float]:
        rect, (right, down) = boxes[box], SITES[site]
        return rect.x + rect.width * (1 + right) / 2, rect.y + rect.height * (1 + down) / 2

    connectors = tuple(
        PlacedConnector(
            start=point(start, start_site),
            end=point(end, end_site),
            start_shape=start,
            end_shape=end,
            start_site=start_site,
            end_site=end_site,
            **{"kind": "elbow", **fields},  # type: ignore[arg-type]
        )
        for start, start_site, end, end_site in joints
    )
    shapes = tuple(
        PlacedShape(rect=box, fill=Colour("surface"), outline=Colour("rule"), paragraphs=sized(paragraph(str(n))))
        for n, box in enumerate(boxes)
    )
    return PlacedDrawing(rect=Rect(48, 114, 864, 364), shapes=shapes, connectors=connectors, description="連接線")


def elbows() -> PlacedDrawing:
    """A box in the middle joined with boxes in all eight directions, at its four sides."""
    boxes = [
        Rect(430, 270, 100, 50),
        *(Rect(x, y, 100, 40) for x, y in ((60, 130), (800, 130), (60, 420), (800, 420))),
        *(Rect(x, y, 100, 40) for x, y in ((250, 130), (610, 130), (250, 420), (610, 420))),
    ]
    return joined(
        boxes,
        (
            *((0, 1, 1, 3), (0, 3, 2, 1), (0, 1, 3, 3), (0, 3, 4, 1)),
            *((0, 0, 5, 2), (0, 0, 6, 2), (0, 2, 7, 0), (0, 2, 8, 0)),
        ),
    )


def bends() -> PlacedDrawing:
    """Elbows with one bend, and straight lines, from the middle's four sides."""
    boxes = [
        Rect(430, 270, 100, 50),
        *(Rect(x, y, 100, 40) for x, y in ((200, 150), (660, 150), (200, 400), (660, 400))),
    ]
    one = joined(boxes, ((0, 1, 1, 2), (0, 3, 2, 2), (0, 2, 3, 3), (0, 2, 4, 1)))
    straight = joined(boxes, ((1, 3, 2, 1), (4, 1, 3, 3)), kind="straight", dashed=True)
    return replace(one, connectors=one.connectors + straight.connectors)


def box() -> PlacedText:
    return PlacedText(
        rect=Rect(48, 420, 400, 40),
        paragraphs=sized(paragraph("方框文字", "note", align="end")),
        insets=Insets(4, 4, 4, 4),
        anchor="bottom",
    )


def picture(**fields: object) -> PlacedPicture:
    known: dict[str, object] = {"rect": Rect(300, 114, 320, 180), "path": PICTURE, "description": "服務網絡照片"}
    return PlacedPicture(**{**known, **fields})  # type: ignore[arg-type]


def sample(theme: Theme = THEME) -> Deck:
    """Every kind of content, on every kind of slide."""
    notes = (paragraph("講者備忘：請見"), paragraph("第一點", mark=Mark("•")), paragraph("第二點", level=1))
    link = Paragraph((Run("備忘裡的連結", link="https://www.mohw.gov.tw/"),))
    return deck(
        slide(
            "強化社會安全網",
            text("subtitle", paragraph("110-114年", "subtitle"), layout="cover"),
            text("presenter", paragraph("臺中市政府社會局"), layout="cover"),
            layout="cover",
            section="",
        ),
        slide("推動現況", text("kicker", paragraph("壹", "kicker"), layout="divider"), layout="divider"),
        slide("條列", outline(), text("kicker", paragraph("壹", "kicker")), notes=(*notes, link), strategy=3),
        slide("表格", table(), text("source", paragraph("資料來源：衛生福利部", "note"))),
        slide("統計圖", chart(slot=None), doughnut(), box(), strategy=2),
        slide("折線", chart("line", slot="body"), section="二"),
        slide("圖形", drawing(), section="二", strategy=5),
        slide("連接線", elbows(), section="二", notes=(paragraph("第二則備忘"),)),
        slide("折線一次", bends(), section="二"),
        slide("照片", picture(), section="二"),
        slide("感謝聆聽", layout="closing", section="二"),
        theme=theme.name,
    )
