"""A plan with everything that a report can hold, made of nodes by hand."""

from __future__ import annotations

from dataclasses import replace

from ssnet_docs import reportstyle, themes
from ssnet_docs.compose.flow import compose
from ssnet_docs.compose.flow_tables import typesetter
from ssnet_docs.model.chart import ChartSpec, Series
from ssnet_docs.model.drawing import Box
from ssnet_docs.model.nodes import (
    Chart,
    Columns,
    DocumentNodes,
    Drawing,
    Heading,
    Items,
    Node,
    Note,
    SectionNodes,
    SlideNodes,
    Table,
    Text,
)
from ssnet_docs.model.report import Report
from ssnet_docs.model.table import Cell, Column, Row, RowKind, TableSpec
from ssnet_docs.model.text import Colour, Mark, Paragraph, Run, paragraph
from ssnet_docs.project import Project

PROJECT = Project.find()
THEME = themes.load(PROJECT, "base")
STYLE = reportstyle.load(PROJECT)
MEASURE = typesetter(STYLE, PROJECT)

PROSE = (
    "為建構以家庭為中心、以社區為基礎的服務體系，本計畫自110年起推動第二期，整合社會福利、衛生醫療、教育、勞動、"
    "警政及司法等網絡，於社會福利服務中心提供可近性服務；111年度訪視脆弱家庭47,530戶，較110年度增加12.6%，目標值為85%以上。"
)
COUNTIES = [
    *("新北市", "臺北市", "桃園市", "臺中市", "臺南市", "高雄市", "宜蘭縣", "新竹縣", "苗栗縣", "彰化縣", "南投縣"),
    *("雲林縣", "嘉義縣", "屏東縣", "臺東縣", "花蓮縣", "澎湖縣", "基隆市", "新竹市", "嘉義市", "金門縣", "連江縣"),
]


def cell(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((paragraph(text, "dense"),), columns, rows)


def row(*texts: str | Cell | None, kind: RowKind = "body") -> Row:
    return Row(tuple(cell(text) if isinstance(text, str) else text for text in texts), kind)


def table(spec: TableSpec, key: str = "", description: str = "") -> Table:
    return Table(spec=spec, key=key, description=description)


def grid(rows: int, columns: int = 7, caption: str | None = "測試表") -> TableSpec:
    """A plain table of figures below a header."""
    return TableSpec(
        tuple(Column(f"c{number}", 1, "end" if number else "start", bool(number)) for number in range(columns)),
        (row(*(f"欄位{number}名稱" for number in range(columns)), kind="header"),),
        tuple(
            row(f"第{line}列", *(f"{(line * 7919 + number * 104729) % 100000:,}" for number in range(columns - 1)))
            for line in range(1, rows + 1)
        ),
        caption=paragraph(caption) if caption else None,
    )


def budget() -> TableSpec:
    """Two header rows with a spanner, merged stubs, subtotals and a total."""
    header = (
        row(
            cell("策略", rows=2),
            cell("項目", rows=2),
            cell("經常門", columns=2),
            None,
            cell("資本門", rows=2),
            cell("合計", rows=2),
            kind="header",
        ),
        row(None, None, "人事費", "業務費", None, None, kind="header"),
    )
    body = []
    for number, name in enumerate(("策略一", "策略二", "策略三"), start=1):
        for index, item in enumerate(("社會福利服務中心布建與營運", "集中受理與派案")):
            stub = cell(name, rows=2) if index == 0 else None
            figures = (f"{12345 * number:,}", f"{4321 * number + 7.5 * index:,}", "-" if index else "1,200", "20,000")
            body.append(row(stub, item, *figures))
        body.append(row(cell("小計", columns=2), None, "24,690", "8,650", "1,200", "40,000", kind="subtotal"))
    body.append(row(cell("合計", columns=2), None, "111,105", "38,889", "3,600", "180,000", kind="total"))
    return TableSpec(
        (Column("s", 0), Column("i", 2), *(Column(key, 1, "end", True) for key in "abcd")),
        header,
        tuple(body),
        2,
        paragraph("115年度經費需求"),
        "新臺幣千元",
        (paragraph("經費以中央補助70%、地方自籌30%編列。"), paragraph("資本門僅於第一年編列。")),
    )


def wide() -> TableSpec:
    """A table that no upright page can hold."""
    years = range(100, 116)
    return TableSpec(
        (Column("n"), *(Column(f"y{year}", 1, "end", True) for year in years)),
        (row("直轄市、縣市別", *(f"{year}年度目標人數" for year in years), kind="header"),),
        tuple(
            row(name, *(f"{(line * 37 + year * 1013) % 9000 + 1000:,}" for year in years))
            for line, name in enumerate(COUNTIES)
        ),
        1,
        paragraph("各直轄市、縣市歷年社工人力目標"),
        "人",
    )


def chart(title: str | None = "脆弱家庭訪視戶數與推估戶數") -> ChartSpec:
    return ChartSpec(
        "column",
        ("107年", "108年", "109年", "110年"),
        (
            Series("訪視戶數", (1200.0, 1350.0, 1510.0, 1604.0)),
            Series("推估戶數", (1100.0, 1300.0, 1400.0, 1500.0)),
        ),
        title=title,
        unit="戶",
        number_format="#,##0",
    )


def slide(
    key: str,
    title: str,
    *nodes: Node,
    notes: tuple[str, ...] = (),
    subtitle: str = "",
    source: str = "",
    layout: str = "content",
) -> SlideNodes:
    return SlideNodes(
        key=key,
        title=paragraph(title, "title"),
        layout=layout,
        section=key.partition("/")[0],
        nodes=nodes,
        slots=(None,) * len(nodes),
        notes=tuple(paragraph(note) for note in notes),
        subtitle=paragraph(subtitle, "subtitle") if subtitle else None,
        source_note=paragraph(source, "note") if source else None,
    )


def section(key: str, title: str, *slides: SlideNodes) -> SectionNodes:
    return SectionNodes(key=key, title=paragraph(title, "heading"), slides=slides)


def document(*sections: SectionNodes, status: str = "final", title: str = "測試計畫") -> DocumentNodes:
    return DocumentNodes(
        id="test",
        title=title,
        theme="base",
        organisation="衛生福利部",
        date="中華民國114年11月",
        iso_date="2025-11-20",
        sections=sections,
        status=status,  # type: ignore[arg-type]
    )


def pages(*nodes: Node) -> DocumentNodes:
    """A document of one chapter with one subsection that holds `nodes`."""
    return document(section("s", "章", slide("s/one", "節", *nodes), slide("s/two", "另一節")))


def report(*nodes: Node) -> Report:
    return composed(pages(*nodes))


def composed(nodes: DocumentNodes) -> Report:
    return compose(nodes, STYLE, MEASURE)


def text(*paragraphs: str | Paragraph) -> Text:
    return Text(paragraphs=tuple(paragraph(one) if isinstance(one, str) else one for one in paragraphs))


def items() -> Items:
    """Numbered items with sublists that begin anew, and bullets."""
    numbered = [
        one
        for number in (1, 2)
        for one in (
            paragraph(f"第{number}項", mark=Mark(f"{number}.", "arabicPeriod", number)),
            paragraph("細項甲", level=1, mark=Mark("（一）", "ea1ChtPlain", 1)),
            paragraph("細項乙", level=1, mark=Mark("（二）", "ea1ChtPlain", 2)),
            paragraph("續前項說明", level=1),
        )
    ]
    return Items(items=(*numbered, paragraph("整合社區資源", mark=Mark("✓")), paragraph("跨網絡合作", mark=Mark("✓"))))


def references() -> Text:
    runs = (
        Run("經費需求詳"),
        Run("下表", link="#table:budget"),
        Run("，趨勢詳"),
        Run("下圖", link="#figure:trend"),
        Run("，詳見"),
        Run("後文", link="#section:staff"),
        Run("；法規見"),
        Run("全國法規資料庫", link="https://law.moj.gov.tw/?a=1&b=2"),
        Run("。"),
        Run("重點", bold=True),
        Run("注意", colour=Colour("alert")),
        Run("2", superscript=True),
        Run("，表情😀、ABC１２３、“引號”——完。\n第二行"),
    )
    return Text(paragraphs=(Paragraph(runs),))


def plan(status: str = "draft") -> DocumentNodes:
    """A whole plan: four chapters and an appendix."""
    depth = [
        node
        for level in range(1, 5)
        for node in (Heading(text=paragraph(f"（一）第{level}層"), level=level), text(PROSE))
    ]
    drawing = Drawing(
        root=Box(),
        equivalent=(
            Items(items=(paragraph("擴增服務資源", bold=True), paragraph("家事商談", level=1, mark=Mark("•")))),
            table(TableSpec((Column("a"), Column("b")), (row("階段", "內容", kind="header"),), (row("一", "受理"),))),
        ),
    )
    note = Note(kind="footnote", paragraphs=(paragraph("行政院院臺衛字第1090021357號函。"),))
    long = grid(60)
    chapters = (
        SectionNodes(
            key="front",
            title=paragraph("封面與大綱"),
            slides=(
                replace(slide("front/cover", "封面", layout="cover"), texts={"presenter": paragraph("署長 簡慧娟")}),
                slide("front/agenda", "大綱", layout="agenda"),
            ),
        ),
        section(
            "origin",
            "壹、計畫緣起",
            slide("origin", "章節頁", layout="divider", subtitle="以家庭為中心、以社區為基礎"),
            slide("origin/basis", "一、依據", text(PROSE), note, references(), items(), notes=(PROSE, PROSE)),
            slide("origin/problem", "策略一：擴增家庭服務資源，提供可近性服務", *depth, drawing),
        ),
        section(
            "money",
            "經費需求",
            slide("money/budget", "經費總表", text(PROSE), table(budget(), "money/budget/budget"), source="本部"),
            slide("money/staff", "各縣市人力", text(PROSE), table(wide(), "money/staff/wide")),
            slide(
                "money/results",
                "執行成果",
                Chart(spec=chart(), description="訪視戶數由1,200戶增至1,604戶。", key="money/results/trend"),
                Columns(
                    columns=((text(PROSE),), (Chart(spec=chart(None), description="同上。"),)),
                    weights=(1.0, 1.0),
                ),
                subtitle="訪視戶數逐年增加",
            ),
            slide("money/long", "明細", table(long, "money/long/table"), table(grid(0), "money/long/empty")),
        ),
        section("staff", "人力需求", slide("staff/staff", "人力需求", text(PROSE, PROSE))),
        section(
            "appendix",
            "附錄一、指標定義",
            slide("appendix/terms", "名詞", text(PROSE), Heading(text=paragraph("細目"), level=1), text(PROSE)),
            slide("appendix/errors", "勘誤", text(PROSE)),
        ),
    )
    made = document(*chapters, status=status, title="115年度「強化社會安全網計畫2.0」作業計畫")
    return replace(made, version="第1.2版", data_date="114年10月31日")
