"""A theme becomes a slide master that PowerPoint's users can edit: everything on a slide inherits from it."""

from __future__ import annotations

import colorsys
import io
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx.util import Pt

from ssnet_docs import themes
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.text import Colour, ColourRole
from ssnet_docs.project import Project
from ssnet_docs.themefiles import COLOUR_ROLES
from ssnet_docs.writers.ooxml.colour import colour_xml, fill_xml, scheme_colour
from ssnet_docs.writers.pptx import master
from ssnet_docs.writers.pptx.master_tables import TABLE_STYLE

PROJECT = Project.find(Path(__file__).parent)
THEMES = {name: themes.load(PROJECT, name) for name in themes.names(PROJECT)}
BASE = THEMES["base"]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def parts(theme: Theme) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(master.compiled(theme))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- colours -------------------------------------------------------------------------------------------------------


def painted(theme: Theme, scheme: str, transforms: tuple[tuple[str, int], ...]) -> tuple[float, ...]:
    """What Office makes of a scheme colour: hue, saturation and luminance changed in the order given."""
    roles: dict[str, ColourRole] = {"tx1": "ink", "bg1": "paper", "tx2": "brand", "bg2": "surface"}
    roles |= {f"accent{number}": f"strategy-{number}" for number in range(1, 7)}  # type: ignore[dict-item]
    roles |= {"hlink": "accent", "folHlink": "alert"}
    hue, light, saturation = colorsys.rgb_to_hls(*(c / 255 for c in themes.channels(theme.colours[roles[scheme]])))
    for name, value in transforms:
        match name:
            case "hueOff":
                hue = (hue + value / 21_600_000) % 1
            case "satMod":
                saturation = min(saturation * value / 100_000, 1)
            case "satOff":
                saturation = min(saturation + value / 100_000, 1)
            case "lumMod":
                light *= value / 100_000
            case "lumOff":
                light += value / 100_000
            case _:
                raise AssertionError(name)
    return tuple(channel * 255 for channel in colorsys.hls_to_rgb(hue, light, saturation))


@given(
    name=st.sampled_from(sorted(THEMES)),
    role=st.sampled_from(COLOUR_ROLES),
    tint=st.integers(0, 100).map(lambda part: part / 100),
    strategy=st.sampled_from((None, 1, 2, 3, 4, 5, 6)),
)
def test_a_colour_written_for_office_is_the_colour_of_the_theme(
    name: str, role: ColourRole, tint: float, strategy: int | None
) -> None:
    theme, colour = THEMES[name], Colour(role, tint)
    shown = painted(theme, *scheme_colour(colour, theme, strategy))
    wanted = themes.channels(themes.rgb(theme, colour, strategy))
    assert max(abs(one - other) for one, other in zip(shown, wanted, strict=True)) < 3


def test_a_plain_role_is_a_plain_colour_of_the_scheme() -> None:
    assert colour_xml(Colour("brand"), BASE) == '<a:schemeClr val="tx2"/>'
    assert colour_xml(Colour("key"), BASE, 4) == '<a:schemeClr val="accent4"/>'
    assert colour_xml(Colour("key"), BASE) == '<a:schemeClr val="tx2"/>'
    assert colour_xml(Colour("muted"), BASE).startswith('<a:schemeClr val="tx1"><a:')


def test_opacity_and_no_colour_are_written_as_such() -> None:
    assert '<a:alpha val="25000"/>' in fill_xml(Colour("paper"), BASE, opacity=0.25)
    assert fill_xml(None, BASE) == "<a:noFill/>"


# --- the package ---------------------------------------------------------------------------------------------------


@every_theme
def test_the_template_is_valid_and_has_no_slide(theme: Theme, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    presentation = master.template(theme, "標題", "臺中市政府")
    assert len(presentation.slides) == 0
    for layout in theme.layouts:
        presentation.slides.add_slide(master.slide_layout(presentation, theme, layout)).shapes.title.text = layout
    presentation.slides[0].notes_slide.notes_text_frame.text = "備忘"
    file = tmp_path / "template.pptx"
    presentation.save(str(file))
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


@every_theme
def test_nothing_is_left_over_from_another_template(theme: Theme) -> None:
    names = set(parts(theme))
    assert not [name for name in names if "printerSettings" in name or "thumbnail" in name]
    content = b"".join(parts(theme).values()).decode()
    assert 'lang="en-US"' not in content.replace('altLang="en-US"', "")
    assert "Autofit" not in content.replace("<a:noAutofit/>", "")


def test_the_same_theme_gives_the_same_bytes() -> None:
    assert master.compiled(BASE) == master.compiled(themes.load(PROJECT, "base"))


def test_one_template_does_not_disturb_the_next() -> None:
    first = master.template(BASE, "甲", "甲機關")
    first.slides.add_slide(first.slide_layouts[0])
    second = master.template(BASE, "乙")
    assert len(second.slides) == 0
    assert second.core_properties.title == "乙"
    footers = [holder.text_frame.text for layout in second.slide_layouts for holder in layout.placeholders]
    assert "甲機關" not in footers


def test_the_footer_stands_in_every_layout_that_has_one() -> None:
    presentation = master.template(BASE, "", "澎湖縣政府")
    for layout, written in zip(BASE.layouts.values(), presentation.slide_layouts, strict=True):
        texts = [holder.text_frame.text for holder in written.placeholders if holder.element.ph.get("type") == "ftr"]
        assert texts == ["澎湖縣政府" for slot in layout.slots if slot.kind == "footer"]


# --- master and layouts --------------------------------------------------------------------------------------------


@every_theme
def test_layouts_bear_chinese_names_and_their_slots_stand_in_placeholders(theme: Theme) -> None:
    presentation = master.template(theme)
    for layout in theme.layouts.values():
        written = master.slide_layout(presentation, theme, layout.name)
        assert written.name == layout.title
        holders = {holder.placeholder_format.idx: holder for holder in written.placeholders}
        assert set(holders) == {slot.index for slot in layout.slots}
        for slot in layout.slots:
            holder = holders[slot.index]
            place = (holder.left, holder.top, holder.width, holder.height)
            wanted = (slot.rect.x, slot.rect.y, slot.rect.width, slot.rect.height)
            assert place == tuple(Pt(length) for length in wanted), f"{layout.name} {slot.name}"


def test_an_unknown_layout_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        master.slide_layout(master.template(BASE), BASE, "nothing")


@every_theme
def test_the_master_has_the_five_placeholders_that_powerpoint_knows(theme: Theme) -> None:
    root = etree.fromstring(master.master_xml(theme).encode())
    kinds = [holder.get("type") for holder in root.iter(f"{P}ph")]
    assert kinds == ["title", "body", "dt", "ftr", "sldNum"]


@every_theme
def test_all_colours_of_master_and_layouts_come_from_the_theme_part(theme: Theme) -> None:
    for name, content in parts(theme).items():
        if "/theme/" not in name:
            assert b"srgbClr" not in content, name
    scheme = etree.fromstring(parts(theme)["ppt/theme/theme1.xml"]).find(f".//{A}clrScheme")
    assert scheme is not None
    colours = {re.sub(r"\{.*\}", "", slot.tag): slot[0].get("val") for slot in scheme}
    assert (colours["dk1"], colours["lt1"]) == (theme.colours["ink"], theme.colours["paper"])
    assert (colours["dk2"], colours["accent6"]) == (theme.colours["brand"], theme.colours["strategy-6"])


@every_theme
def test_the_east_asian_face_stands_in_the_font_scheme_and_every_style_uses_it(theme: Theme) -> None:
    fonts = etree.fromstring(parts(theme)["ppt/theme/theme1.xml"]).find(f".//{A}fontScheme")
    assert fonts is not None
    assert {face.get("typeface") for face in fonts.iter(f"{A}ea")} == {"Microsoft JhengHei"}
    assert {(face.get("script"), face.get("typeface")) for face in fonts.iter(f"{A}font")} == {
        ("Hant", "Microsoft JhengHei")
    }
    styles = etree.fromstring(master.master_xml(theme).encode()).find(f"{P}txStyles")
    assert styles is not None
    runs = [run for run in styles.iter(f"{A}defRPr") if run.get("sz")]
    assert {run.get("lang") for run in runs} == {"zh-TW"}
    assert {run.find(f"{A}ea").get("typeface") for run in runs} <= {"+mj-ea", "+mn-ea"}  # type: ignore[union-attr]


@every_theme
def test_contents_inherit_title_and_body_so_that_the_master_has_the_say(theme: Theme) -> None:
    for name in ("content", "two-columns", "wide-left", "wide-right", "three-columns", "title-only"):
        root = etree.fromstring(master.layout_xml(theme, theme.layouts[name]).encode())
        for shape in root.iter(f"{P}sp"):
            holder = shape.find(f".//{P}ph")
            if holder is not None and holder.get("type") in {None, "title", "ftr", "sldNum"}:
                assert len(shape.find(f".//{A}lstStyle")) == 0  # type: ignore[arg-type]


@every_theme
def test_the_accent_of_a_layout_is_painted_in_brand(theme: Theme) -> None:
    root = etree.fromstring(master.layout_xml(theme, theme.layouts["content"]).encode())
    shape = next(item for item in root.iter(f"{P}sp") if item.find(f".//{P}cNvPr").get("name") == "重點色")  # type: ignore[union-attr]
    assert shape.find(f"{P}spPr/{A}solidFill/{A}schemeClr").get("val") == "tx2"  # type: ignore[union-attr]


def test_new_tables_take_the_deck_s_own_style() -> None:
    styles = etree.fromstring(parts(BASE)["ppt/tableStyles.xml"])
    assert styles.get("def") == TABLE_STYLE
    assert [style.get("styleId") for style in styles] == [TABLE_STYLE]


@pytest.mark.rendered
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_new_title_colour_in_the_master_recolours_the_slides(tmp_path: Path) -> None:
    import pdfplumber

    presentation = master.template(BASE)
    for layout in ("content", "two-columns"):
        presentation.slides.add_slide(master.slide_layout(presentation, BASE, layout)).shapes.title.text = "標題"
    style = presentation.slide_master.element.find(f".//{P}titleStyle//{A}schemeClr")
    style.set("val", "accent3")
    file = tmp_path / "deck.pptx"
    presentation.save(str(file))
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "pdf", "--outdir", str(tmp_path), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    wanted = themes.channels(BASE.colours["strategy-3"])
    with pdfplumber.open(tmp_path / "deck.pdf") as pdf:
        for page in pdf.pages:
            colours = {
                tuple(round(c * 255) for c in char["non_stroking_color"]) for char in page.chars if char["text"] == "標"
            }
            assert colours == {wanted}
