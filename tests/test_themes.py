"""A theme states its differences, is complete and readable, and says at which line it is not."""

from __future__ import annotations

import shutil
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from ssnet_docs import outlines, themes
from ssnet_docs.layouts import ground
from ssnet_docs.model.errors import ContentError, ContentErrors, Source
from ssnet_docs.model.layout import Decoration, Layout, Rect, Slot, Theme
from ssnet_docs.model.text import Colour
from ssnet_docs.project import Project

PROJECT = Project.find(Path(__file__).parent)
NAMES = themes.names(PROJECT)
STRATEGIES = tuple(f"strategy-{number}" for number in range(1, 7))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(PROJECT.root / "layouts", tmp_path / "layouts")
    return Project(tmp_path)


def write(project: Project, text: str, path: str = "themes/mine.yaml") -> None:
    (project.root / "layouts" / path).write_text(text, encoding="utf-8")


def faults(project: Project, name: str = "mine") -> list[ContentError]:
    with pytest.raises(ContentErrors) as caught:
        themes.load(project, name)
    return list(caught.value.errors)


# --- what the themes that come with the program promise ------------------------------------------------------------


def test_the_themes_of_counties_and_ministries_are_there_base_first() -> None:
    assert NAMES[0] == "base"
    assert {"taichung", "penghu", "mohw", "ey", "results"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_has_every_layout_an_author_may_name(name: str) -> None:
    known = set(themes.load(PROJECT, name).layouts)
    assert known >= {"cover", "agenda", "divider", "content", "two-columns", "wide-left", "wide-right"}
    assert known >= {"three-columns", "title-only", "closing"}
    assert "page" not in known  # only there to be extended


@pytest.mark.parametrize("name", NAMES)
def test_the_strategies_have_the_same_colours_in_every_theme(name: str) -> None:
    base, theme = themes.load(PROJECT, "base"), themes.load(PROJECT, name)
    assert [theme.colours[role] for role in STRATEGIES] == [base.colours[role] for role in STRATEGIES]


def test_the_strategies_differ_in_lightness_so_that_they_survive_a_black_and_white_printer() -> None:
    theme = themes.load(PROJECT, "base")
    lightness = sorted(116 * themes.luminance(theme.colours[role]) ** (1 / 3) - 16 for role in STRATEGIES)
    assert all(after - before >= 4 for before, after in pairwise(lightness))


def test_no_two_themes_look_alike() -> None:
    loaded = [themes.load(PROJECT, name) for name in NAMES]
    for one, other in combinations(loaded, 2):
        assert one.colours["brand"] != other.colours["brand"]
        assert one.layouts["cover"].decorations != other.layouts["cover"].decorations


@pytest.mark.parametrize("name", NAMES)
def test_sizes_never_go_below_the_smallest_that_can_be_read(name: str) -> None:
    types = themes.load(PROJECT, name).types
    assert types["body"].sizes[-1] >= 16
    assert min(types["dense"].sizes + types["dense-header"].sizes) >= 11
    assert min(size for style in types.values() for size in style.sizes) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_contents_stand_on_the_twelve_column_grid(name: str) -> None:
    left_edges = {48 + 74 * column for column in range(12)}
    right_edges = {edge + 50 for edge in left_edges}
    theme = themes.load(PROJECT, name)
    for layout_name in ("content", "two-columns", "wide-left", "wide-right", "three-columns"):
        for slot in theme.layouts[layout_name].object_slots:
            assert slot.rect.x in left_edges
            assert slot.rect.right in right_edges


@pytest.mark.parametrize("name", NAMES)
def test_no_slot_lies_on_another(name: str) -> None:
    for layout in themes.load(PROJECT, name).layouts.values():
        for one, other in combinations(layout.slots, 2):
            assert not _overlap(one.rect, other.rect), f"{layout.name}: {one.name} and {other.name}"


@pytest.mark.parametrize("name", NAMES)
def test_text_can_be_read_on_whatever_is_painted_behind_it(name: str) -> None:
    theme = themes.load(PROJECT, name)
    for layout in theme.layouts.values():
        for slot in layout.slots:
            for behind in _grounds(theme, layout, slot):
                assert themes.contrast(themes.rgb(theme, slot.colour), behind) >= 4.5, f"{layout.name} {slot.name}"


def _overlap(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _grounds(theme: Theme, layout: Layout, slot: Slot) -> set[str]:
    """The colours behind a slot, at points 12 apart."""
    painted = (*(theme.decorations if layout.master_decorations else ()), *layout.decorations)
    shapes = [(decoration, _polygons(decoration)) for decoration in painted]
    result = set()
    for x in range(int(slot.rect.x), int(slot.rect.right) + 1, 12):
        for y in range(int(slot.rect.y), int(slot.rect.bottom) + 1, 6):
            colour = themes.rgb(theme, layout.background)
            for decoration, polygons in shapes:
                if decoration.fill and sum(_inside(polygon, x, y) for polygon in polygons) % 2:
                    colour = themes.mixed(colour, themes.rgb(theme, decoration.fill), decoration.opacity)
            result.add(colour)
    return result


def _polygons(decoration: Decoration) -> list[list[tuple[float, float]]]:
    rect, (width, height) = decoration.rect, decoration.view
    path = decoration.path or f"M 0 0 L {width} 0 L {width} {height} L 0 {height} Z"
    polygons: list[list[tuple[float, float]]] = []
    for letter, points in outlines.commands(path):
        placed = [(rect.x + x / width * rect.width, rect.y + y / height * rect.height) for x, y in points]
        if letter == "M":
            polygons.append(placed)
        elif letter == "L":
            polygons[-1] += placed
        elif letter == "C":
            start = polygons[-1][-1]
            polygons[-1] += [_curve(start, placed, step / 12) for step in range(1, 13)]
    return polygons


def _curve(start: tuple[float, float], points: list[tuple[float, float]], t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    corners = (start, *points)
    x, y = (sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
    return x, y


def _inside(polygon: list[tuple[float, float]], x: float, y: float) -> bool:
    odd = False
    for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            odd = not odd
    return odd


# --- merging -------------------------------------------------------------------------------------------------------


def test_a_theme_keeps_what_it_does_not_change(project: Project) -> None:
    write(project, 'title: 我的\nextends: taichung\ncolours: {accent: "#0B4F6C"}\ntypes: {title: {bold: false}}\n')
    mine, taichung = themes.load(project, "mine"), themes.load(project, "taichung")
    assert mine.chain == ("mine", "taichung", "base")
    assert mine.colours == {**taichung.colours, "accent": "0B4F6C"}
    assert (mine.style("title").bold, mine.style("title").sizes) == (False, taichung.style("title").sizes)
    assert mine.layouts["cover"] == taichung.layouts["cover"]


def test_a_change_to_a_layout_reaches_those_that_extend_it(project: Project) -> None:
    write(project, "title: 我的\nextends: base\nlayouts: {page: {accent: [0, 0, 20, 20], slots: {subtitle: null}}}\n")
    layout = themes.load(project, "mine").layouts["two-columns"]
    assert layout.accent == Rect(0, 0, 20, 20)
    assert layout.slot("subtitle") is None
    assert [slot.name for slot in layout.object_slots] == ["left", "right"]


def test_a_layout_of_the_project_s_own_stands_last_in_the_menu(project: Project) -> None:
    text = "title: 四格\nextends: page\nslots: {a: {kind: object, index: 10, rect: [48, 114, 420, 364]}}\n"
    write(project, text, "slides/quarters.yaml")
    assert list(themes.load(project, "base").layouts)[-1] == "quarters"


def test_key_stands_for_the_slide_s_strategy_or_else_for_brand() -> None:
    theme = themes.load(PROJECT, "base")
    assert themes.rgb(theme, Colour("key"), 3) == theme.colours["strategy-3"]
    assert themes.rgb(theme, Colour("key")) == theme.colours["brand"]


def test_a_tint_lies_between_the_colour_and_paper() -> None:
    theme = themes.load(PROJECT, "base")
    assert themes.rgb(theme, Colour("ink", 1.0)) == "FFFFFF"
    assert themes.mixed("000000", "FFFFFF", 0.5) == "808080"


def test_contrast_is_that_of_wcag() -> None:
    assert themes.contrast("000000", "FFFFFF") == pytest.approx(21)
    assert themes.contrast("777777", "FFFFFF") == pytest.approx(4.478, abs=0.001)


def test_the_ground_of_a_slot_is_the_last_rectangle_that_holds_it() -> None:
    band = Decoration(Rect(0, 0, 960, 100), Colour("brand"))
    layout = Layout(
        "x", "x", (), decorations=(band, Decoration(Rect(0, 0, 100, 100), Colour("accent"), path="M 0 0 Z"))
    )
    assert ground(layout, Rect(10, 10, 50, 50)) == (Colour("brand"), 1.0)
    assert ground(layout, Rect(10, 90, 50, 50)) == (Colour("paper"), 1.0)


# --- faults --------------------------------------------------------------------------------------------------------


def test_all_faults_of_a_file_are_reported_at_once_each_at_its_place(project: Project) -> None:
    write(
        project,
        "title: 壞\nextends: base\ncolor: {}\ncolours:\n  ink: red\n  brnd: '#123456'\n"
        "types:\n  body: {sizes: [twenty]}\n"
        "decorations:\n  - {rect: [1, 2, 3], fill: brand}\n"
        "  - {rect: [1, 2, 3, 4], fill: brand 20%, path: M 1 2 Q 3 4}\n"
        "layouts:\n  cover: {slots: {title: {anchr: top}}}\n",
    )
    found = {fault.source.line: fault for fault in faults(project) if fault.source}
    assert set(found) == {3, 5, 6, 8, 10, 11, 13}
    assert "colours" in str(found[3].hint)
    assert "brand" in str(found[6].hint)
    assert "「Q」" in found[11].message
    assert "anchor" in str(found[13].hint)


def test_a_colour_too_pale_to_read_is_refused_where_it_is_given(project: Project) -> None:
    write(project, 'title: 淡\nextends: base\ncolours:\n  brand: "#22405F"\n  muted: "#AAAAAA"\n')
    fault = faults(project)[0]
    assert fault.source == Source("layouts/themes/mine.yaml", 5, 10)
    assert "2.32:1" in fault.message


def test_text_on_a_ground_of_its_own_colour_is_refused(project: Project) -> None:
    write(project, "title: 同色\nextends: base\nlayouts:\n  cover: {slots: {title: {colour: brand}}}\n")
    (fault,) = faults(project)
    assert fault.source == Source("layouts/themes/mine.yaml", 4, 35)
    assert "1.00:1" in fault.message


def test_sizes_below_the_minimum_are_refused(project: Project) -> None:
    write(project, "title: 小\nextends: base\ntypes:\n  body: {sizes: [18, 14]}\n  dense: {sizes: [12, 10]}\n")
    assert [fault.source.line for fault in faults(project) if fault.source] == [4, 5]


def test_a_slot_outside_the_slide_is_refused(project: Project) -> None:
    write(project, "title: 外\nextends: base\nlayouts:\n  content: {slots: {body: {rect: [48, 114, 920, 364]}}}\n")
    (fault,) = faults(project)
    assert "超出投影片" in fault.message


def test_a_theme_that_stands_on_nothing_lacks_everything_it_does_not_say(project: Project) -> None:
    write(project, "title: 空\n")
    messages = [fault.message for fault in faults(project)]
    assert any("顏色「ink」" in message for message in messages)
    assert any("字級「body」" in message for message in messages)
    assert any("faces.body.east-asian" in message for message in messages)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("title: 自\nextends: mine\n", "繞了一圈"),
        ("title: 無\nextends: bese\n", "沒有「bese」"),
        ("title: 外\nextends: ../../etc/passwd\n", "不是可用的名稱"),
        ("extends: base\n", "沒有 title"),
        ("title: 誤\nextends: base\nlayouts: {contnt: {title: x}}\n", "沒有「contnt」這種版面"),
        ("title: 鍵\nextends: base\ncolours: {key: '#123456'}\n", "隨投影片的策略而定"),
    ],
)
def test_a_chain_or_a_name_that_leads_nowhere_is_told(project: Project, text: str, part: str) -> None:
    write(project, text)
    assert any(part in fault.message for fault in faults(project))


def test_layouts_that_extend_each_other_are_told(project: Project) -> None:
    write(project, "title: 甲\nextends: second\n", "slides/first.yaml")
    write(project, "title: 乙\nextends: first\n", "slides/second.yaml")
    assert any("繞了一圈" in fault.message for fault in faults(project, "base"))


@pytest.mark.parametrize("name", ["", "nothing", "../base", "Base", "base.yaml"])
def test_an_unknown_theme_lists_the_known_ones_at_the_place_that_asks(name: str) -> None:
    with pytest.raises(ContentError) as caught:
        themes.load(PROJECT, name, Source("content/counties/x.yaml", 3, 8))
    assert caught.value.source == Source("content/counties/x.yaml", 3, 8)
    assert "taichung" in str(caught.value.hint)


# --- outlines ------------------------------------------------------------------------------------------------------


def test_numbers_after_a_command_repeat_it() -> None:
    assert outlines.commands("M 0 0 10 -5 L 1.5,2 3 4 Z") == (
        ("M", ((0.0, 0.0),)),
        ("L", ((10.0, -5.0),)),
        ("L", ((1.5, 2.0),)),
        ("L", ((3.0, 4.0),)),
        ("Z", ()),
    )


@pytest.mark.parametrize(
    "path", ["", "L 1 2", "M 1", "M 1 2 Q 3 4", "M 1 2 z", "M 1 2 Z 3 4", "M 1 2 C 1 2 3 4", "M a b"]
)
def test_other_paths_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="路徑"):
        outlines.commands(path)
