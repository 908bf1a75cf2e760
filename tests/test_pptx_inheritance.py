"""The master has its say: slides write only what differs, so that a change of the master restyles them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import sample_deck as sample
from lxml import etree
from sample_deck import THEME, deck, paragraph, slide, text
from sample_written import elements, named, opened, sample_package, written
from validation import A, parts

from ssnet_docs import themes
from ssnet_docs.export import Office
from ssnet_docs.model.drawing import Insets
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.page import PlacedChart
from ssnet_docs.model.text import Colour, Mark, Paragraph, Run
from ssnet_docs.writers.pptx.deck import write


@pytest.fixture
def package() -> bytes:
    return sample_package()


@pytest.fixture
def presentation(package: bytes) -> Any:
    return opened(package)


def test_a_title_at_its_first_size_says_nothing_of_its_own_look(presentation: Any) -> None:
    for each in presentation.slides:
        for run in each.shapes.title.element.iter(f"{A}rPr"):
            assert set(run.attrib) == {"lang", "altLang"}
            assert len(run) == 0


def test_a_title_that_had_to_be_set_smaller_says_its_size() -> None:
    title = text("title", replace(paragraph("題", "title"), size=26.0))
    (run,) = elements(written(replace(slide("題"), frames=(title,))), 1, f"{A}rPr")[:1]
    assert run.get("sz") == "2600"


def test_no_run_names_a_font(package: bytes) -> None:
    for name, content in parts(package).items():
        if name.startswith(("ppt/slides/", "ppt/notesSlides/")):
            root = etree.fromstring(content)
            assert not list(root.iter(f"{A}latin", f"{A}ea", f"{A}cs")), name
            assert {item.get("typeface") for item in root.iter(f"{A}buFont")} <= {"+mj-ea", "+mj-lt"}


def test_no_colour_is_written_but_as_one_of_the_theme(package: bytes) -> None:
    for name, content in parts(package).items():
        if name.startswith(("ppt/slides/", "ppt/notesSlides/", "ppt/charts/")):
            assert b"srgbClr" not in content, name


def test_body_text_at_its_level_s_size_inherits_it() -> None:
    sizes = THEME.style("body").sizes
    items = (
        replace(paragraph("第一層", mark=Mark("•")), size=sizes[0]),
        replace(paragraph("第二層", level=1, mark=Mark("–")), size=sizes[1]),
        replace(paragraph("第二層", level=1, mark=Mark("–")), size=sizes[0]),
    )
    placed = replace(text("body"), paragraphs=items)
    runs = elements(written(slide("題", placed)), 1, f"{A}rPr")[1:4]
    assert [run.get("sz") for run in runs] == [None, None, f"{sizes[0] * 100:.0f}"]


def test_text_in_a_slot_keeps_the_colour_of_its_layout_but_for_emphasis() -> None:
    words = Paragraph((Run("強化"), Run("社會安全網", colour=Colour("alert"))), "display")
    data = written(
        slide("題", layout="cover"),
        replace(slide("題", layout="cover"), frames=(text("title", words, layout="cover"),)),
    )
    coloured = [run.find(f".//{A}schemeClr") for run in elements(data, 2, f"{A}rPr")]
    assert [item is not None and item.get("val") for item in coloured] == [False, "folHlink"]


def rendered(data: bytes, folder: Path, office: Office) -> list[list[dict[str, Any]]]:
    """The characters of every page, as LibreOffice shows the presentation."""
    import pdfplumber

    folder.mkdir(exist_ok=True)
    (folder / "deck.pptx").write_bytes(data)
    office.convert(folder / "deck.pptx", folder / "deck.pdf")
    with pdfplumber.open(folder / "deck.pdf") as pdf:
        return [page.chars for page in pdf.pages]


def edited(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package after a user's change to one of its parts."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for each, content in parts(data).items():
            archive.writestr(each, re.sub(old, new, content.decode()) if each == name else content)
    assert buffer.getvalue() != data
    return buffer.getvalue()


@pytest.mark.rendered
def test_a_change_of_the_master_restyles_titles_body_and_tables(tmp_path: Path, office: Office) -> None:
    def look(pages: list[list[dict[str, Any]]], character: str) -> set[tuple[float, tuple[int, ...]]]:
        found = [char for page in pages for char in page if char["text"] == character]
        assert found
        return {(round(char["size"]), tuple(round(c * 255) for c in char["non_stroking_color"])) for char in found}

    body = text("body", paragraph("內文"))
    data = written(slide("標", body), slide("標", sample.table()))
    before = rendered(data, tmp_path / "before", office)
    brand, ink = themes.channels(THEME.colours["brand"]), themes.channels(THEME.colours["ink"])
    assert look(before, "標") == {(30, brand), (18, brand)}
    assert look(before, "內") == {(24, ink)}

    master = edited(
        data, "ppt/slideMasters/slideMaster1.xml", r'(<p:titleStyle>.*?sz=")3000(".*?)tx2', r"\g<1>4000\g<2>accent3"
    )
    master = edited(
        master, "ppt/slideMasters/slideMaster1.xml", r'(<p:bodyStyle>.*?sz=")2400(".*?)tx1', r"\g<1>2200\g<2>accent1"
    )
    after = rendered(
        edited(master, "ppt/theme/theme1.xml", f'(<a:dk2><a:srgbClr val=")({THEME.colours["brand"]})', r"\g<1>FF0000"),
        tmp_path / "after",
        office,
    )
    green = themes.channels(THEME.colours["strategy-3"])
    assert (40, green) in look(after, "標")
    assert (18, (255, 0, 0)) in look(after, "標")
    assert look(after, "內") == {(22, themes.channels(THEME.colours["strategy-1"]))}


@pytest.mark.rendered
def test_chinese_numbers_are_shown_as_they_were_meant(tmp_path: Path, office: Office) -> None:
    body = text(
        "body", *(paragraph("項目", mark=Mark(f"{n}、", "ea1ChtPeriod", i)) for i, n in enumerate("一二三", start=1))
    )
    (page,) = rendered(written(slide("題", body)), tmp_path, office)
    assert "".join(char["text"] for char in page).replace(" ", "").startswith("題一、項目二、項目三、項目")


def test_a_chart_without_series_colours_takes_them_from_the_theme(package: bytes) -> None:
    chart = etree.fromstring(parts(package)["ppt/charts/chart1.xml"])
    assert {item.get("val") for item in chart.iter(f"{A}schemeClr")} <= {
        "tx1",
        "tx2",
        "bg1",
        "bg2",
        *(f"accent{n}" for n in range(1, 7)),
    }


def test_a_chart_in_a_slot_is_in_its_placeholder(presentation: Any) -> None:
    frame = next(shape for shape in named(presentation, "折線").shapes if shape.has_chart)
    assert frame.is_placeholder
    assert frame.placeholder_format.idx == 10
    assert isinstance(sample.sample().slides[5].frames[1], PlacedChart)


def test_text_that_has_its_slot_to_itself_moves_with_the_layout() -> None:
    whole = text("body", paragraph("內文"))
    short = replace(whole, rect=replace(whole.rect, height=40.0))
    alone, beside = written(slide("題", short)), written(slide("題", short, sample.chart()))
    assert opened(alone).slides[0].placeholders[10].element.spPr.find(f"{A}xfrm") is None
    assert opened(beside).slides[0].placeholders[10].height.pt == 40


def test_text_that_stands_elsewhere_than_its_slot_says_where() -> None:
    place = Rect(60, 200, 300, 80)
    moved = replace(text("body", paragraph("內文")), rect=place, anchor="middle", insets=Insets(1, 2, 3, 4))
    holder = opened(written(slide("題", moved))).slides[0].placeholders[10]
    assert (holder.left.pt, holder.top.pt, holder.width.pt, holder.height.pt) == (60, 200, 300, 80)
    frame = holder.text_frame
    margins = (frame.margin_left, frame.margin_top, frame.margin_right, frame.margin_bottom)
    assert [edge.pt for edge in margins] == [1, 2, 3, 4]


def test_footers_say_their_look_only_where_the_layout_differs_from_the_master() -> None:
    content = THEME.layouts["content"]
    slots = [replace(slot, colour=Colour("paper")) if slot.kind == "footer" else slot for slot in content.slots]
    dark = replace(content, name="two-columns", slots=tuple(slots))
    theme = replace(THEME, layouts={**THEME.layouts, "two-columns": dark})
    data = write(deck(slide("一"), slide("二", layout="two-columns")), theme, sample.PROJECT)
    colours = [
        [
            run.find(f"{A}rPr//{A}schemeClr")
            for run in elements(data, number, f"{A}r")
            if run.findtext(f"{A}t") == "臺中市政府"
        ]
        for number in (1, 2)
    ]
    assert [[item is not None for item in page] for page in colours] == [[False], [True]]


def test_text_on_a_dark_ground_leaves_its_colour_to_the_layout(package: bytes) -> None:
    assert [run for run in elements(package, 1, f"{A}rPr") if len(run)] == []
