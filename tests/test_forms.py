"""The Excel form: what a colleague fills in arrives in `data/` and in the deck; what is wrong is told at its cell."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation

from ssnet_docs import build, cli, datasets
from ssnet_docs.content.catalogue import catalogue
from ssnet_docs.forms import reading
from ssnet_docs.forms.template import template
from ssnet_docs.model.errors import ContentError, ContentErrors
from ssnet_docs.project import Project
from tests.test_county_content import slide_text

HOME = Project(Path(__file__).resolve().parent.parent)
DATA = build.data(HOME)
TODAY = date(2026, 6, 30)
FIRST, LAST = 3, 10_000

# columns of the form
INDICATOR, YEAR, KIND, VALUE, AS_OF, SOURCE, NOTE, KEY = "B", "E", "F", "G", "H", "I", "J", "K"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "project"
    for name in ("content", "data", "layouts"):
        shutil.copytree(HOME.root / name, root / name)
    monkeypatch.chdir(root)
    return Project(root)


def form(tmp_path: Path, fill: Callable[[Worksheet], None], county: str = "hualien", data: object = DATA) -> Path:
    """A form that was filled in and saved."""
    path = tmp_path / f"{county}.xlsx"
    book = load_workbook(BytesIO(template(data, data.county(county))))  # type: ignore[attr-defined]
    fill(book["指標"])
    book.save(path)
    return path


def row(sheet: Worksheet, key: str) -> int:
    return next(cell.row for cell in sheet[KEY] if cell.value == key)


def free_row(sheet: Worksheet) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == "其他年度")


def put(sheet: Worksheet, at: int, value: object, **more: object) -> None:
    cells = {VALUE: value, AS_OF: datetime(2025, 12, 31), SOURCE: "社會處業務統計", **more}
    for column, content in cells.items():
        sheet[f"{column}{at}"] = content


def fill_centres(sheet: Worksheet) -> None:
    put(sheet, row(sheet, "mental-health-centres/114/actual"), 4)


def faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises((ContentError, ContentErrors)) as caught:
        reading.read(path, DATA, TODAY)
    found = caught.value.errors if isinstance(caught.value, ContentErrors) else [caught.value]
    return [(str(fault.source), fault.message) for fault in found]


# --- the form ------------------------------------------------------------------------------------------------------


def test_the_form_offers_every_indicator_with_its_definition_and_unit() -> None:
    sheet = load_workbook(BytesIO(template(DATA, DATA.county("hualien"))))["指標"]
    assert [cell.value for cell in sheet[2]] == [
        *("類別", "指標", "定義", "單位", "年度", "目標／實際", "數值", "資料截止日", "出處", "備註", "代號")
    ]
    written = {cell.value for cell in sheet[INDICATOR]}
    for indicator in [*DATA.indicators(programme="2.0"), *DATA.indicators(group="resource")]:
        assert indicator.name in written
    at = row(sheet, "newborn-family-guidance/115/target")
    assert sheet[f"C{at}"].value == "(當年度服務新生兒數/當年度新生兒數)x100%"
    assert (sheet[f"D{at}"].value, sheet[f"E{at}"].value, sheet[f"F{at}"].value) == ("%", 115, "目標")


def test_only_what_is_filled_in_is_unlocked_and_the_keys_are_hidden() -> None:
    book = load_workbook(BytesIO(template(DATA, DATA.county("hualien"))))
    sheet = book["指標"]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "C3"
    assert sheet.column_dimensions[KEY].hidden
    assert book["ssnet"].sheet_state == "veryHidden"
    at = row(sheet, "mental-health-centres/114/actual")
    unlocked = {cell.column_letter for cell in sheet[at] if not cell.protection.locked}
    assert unlocked == {YEAR, KIND, VALUE, AS_OF, SOURCE, NOTE}


def test_every_input_is_guarded_by_a_rule() -> None:
    sheet = load_workbook(BytesIO(template(DATA, DATA.county("hualien"))))["指標"]
    rules = sheet.data_validations.dataValidation

    def kind_of(cell: str) -> set[str]:
        return {rule.type for rule in rules if cell in rule.sqref}

    counted, rated = row(sheet, "mental-health-centres/114/actual"), row(sheet, "newborn-family-guidance/114/actual")
    assert kind_of(f"{VALUE}{counted}") == {"whole"}
    assert kind_of(f"{VALUE}{rated}") == {"decimal"}
    assert kind_of(f"{YEAR}{counted}") == {"whole"}
    assert kind_of(f"{KIND}{counted}") == {"list"}
    assert kind_of(f"{AS_OF}{counted}") == {"date"}
    assert kind_of(f"{SOURCE}{counted}") == {"textLength"}
    assert kind_of(f"{INDICATOR}{free_row(sheet)}") == {"list"}


def test_the_same_data_give_the_same_form() -> None:
    assert template(DATA, DATA.county("lienchiang")) == template(DATA, DATA.county("lienchiang"))


def test_a_form_is_not_overwritten_for_it_may_be_filled_in(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["template", "county", "花蓮"]) == 0
    assert "build/hualien-form.xlsx（花蓮縣）" in capsys.readouterr().out
    assert cli.main(["template", "county", "hualien"]) == 2
    assert "已經有了，不會覆蓋" in capsys.readouterr().err
    assert cli.main(["template", "county", "hualian"]) == 2
    assert "花蓮縣" in capsys.readouterr().err


# --- from the form to the deck -------------------------------------------------------------------------------------


def test_what_is_filled_in_stands_in_the_deck_with_its_source(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(sheet: Worksheet) -> None:
        fill_centres(sheet)
        put(sheet, row(sheet, "elders-alone/114/actual"), 5231, **{NOTE: "列冊"})
        put(sheet, row(sheet, "newborn-family-guidance/115/target"), 6.5, **{AS_OF: "114-12"})
        at = free_row(sheet)
        put(sheet, at, 3, **{INDICATOR: "社會福利服務中心", YEAR: 113, KIND: "實際", AS_OF: "113年12月31日"})

    assert cli.main(["fill", str(form(tmp_path, fill))]) == 0
    told = capsys.readouterr().out
    assert "花蓮縣：4 新增、0 更新、0 未變，已存入 data/facts/hualien.csv" in told
    assert "新增 獨居老人 114年實際　5,231人" in told
    data = build.data(project)
    fact = data.value("mental-health-centres", year=114, place="hualien", kind="actual")
    assert (fact.shown, fact.as_of, fact.source, fact.slide) == ("4處", "114-12-31", "hualien-report", "社會處業務統計")
    assert data.value("welfare-centres", year=113, place="hualien", kind="actual").as_of == "113-12-31"
    assert data.value("newborn-family-guidance", year=115, place="hualien").as_of == "114-12"
    path = build.build(project, catalogue(project)["hualien"], "pptx", tmp_path, data).path
    slides = Presentation(str(path)).slides
    (page,) = [slide for slide in slides if "策略三 布建心衛：" in slide_text(slide)]
    assert "4處" in slide_text(page)
    assert "社安網指標填報表" in slide_text(page)
    (elders,) = [slide_text(slide) for slide in slides if "獨居老人：全國觸及率目標" in slide_text(slide)]
    assert "5,231人" in elders
    (spoken,) = [slide.notes_slide.notes_text_frame.text for slide in slides if "獨居老人：全國" in slide_text(slide)]
    assert (
        "獨居老人114年：5,231人（data/facts/hualien.csv 第 2 列；截至114年12月31日；依社會處業務統計；列冊）" in spoken
    )
    assert cli.main(["check", "hualien"]) == 0


def test_a_form_that_was_not_touched_changes_nothing(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(sheet: Worksheet) -> None:
        fill_centres(sheet)
        put(sheet, row(sheet, "disadvantaged-job-placement/114/actual"), 78.32, **{AS_OF: "114"})
        put(sheet, row(sheet, "vulnerable-family-re-report/115/target"), "低於3%", **{NOTE: "依中央目標"})

    cli.main(["fill", str(form(tmp_path, fill))])
    facts = project.root / "data/facts/hualien.csv"
    before = facts.read_bytes()
    capsys.readouterr()
    path = tmp_path / "again.xlsx"
    assert cli.main(["template", "county", "hualien", "--output", str(path)]) == 0
    capsys.readouterr()
    assert cli.main(["fill", str(path)]) == 0
    assert "0 新增、0 更新、3 未變，資料沒有更動" in capsys.readouterr().out
    assert facts.read_bytes() == before
    saved = load_workbook(path)  # as another program writes the same file
    saved.save(path)
    assert cli.main(["fill", str(path)]) == 0
    assert "0 新增、0 更新、3 未變" in capsys.readouterr().out


def test_a_changed_figure_is_one_update_and_other_rows_stay_byte_for_byte(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = project.root / "data/facts/taichung.csv"
    own = facts.read_text(encoding="utf-8-sig")

    def first(sheet: Worksheet) -> None:
        put(sheet, row(sheet, "mental-health-centres/114/actual"), 5)
        put(sheet, row(sheet, "elders-alone/114/actual"), 20000)

    cli.main(["fill", str(form(tmp_path, first, "taichung", build.data(project)))])
    assert facts.read_text(encoding="utf-8-sig").startswith(own)

    def second(sheet: Worksheet) -> None:
        sheet[f"{VALUE}{row(sheet, 'mental-health-centres/114/actual')}"] = 6
        sheet[f"{VALUE}{row(sheet, 'elders-alone/114/actual')}"] = None
        for column in (AS_OF, SOURCE):
            sheet[f"{column}{row(sheet, 'elders-alone/114/actual')}"] = None

    capsys.readouterr()
    cli.main(["fill", str(form(tmp_path, second, "taichung", build.data(project)))])
    told = capsys.readouterr().out
    assert "更新 社區心理衛生中心設置數 114年實際　5處 → 6處" in told
    assert "保留 獨居老人 114年實際　20,000人（填報表清空了；要刪除請到 data/facts/taichung.csv）" in told
    assert "0 新增、1 更新、0 未變" in told
    assert facts.read_text(encoding="utf-8-sig").startswith(own)
    rows = list(csv.DictReader(facts.open(encoding="utf-8-sig")))
    assert [one["value"] for one in rows if one["indicator"] == "mental-health-centres"] == ["6處"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [(0.823, "0.0%", "82.3%"), (82.3, "General", "82.3%"), ("82.3", "@", "82.3%"), ("82.3%", "General", "82.3%")],
)
def test_a_percentage_is_understood_however_it_is_typed(
    tmp_path: Path, value: object, number_format: str, shown: str
) -> None:
    def fill(sheet: Worksheet) -> None:
        at = row(sheet, "newborn-family-guidance/114/actual")
        put(sheet, at, value)
        sheet[f"{VALUE}{at}"].number_format = number_format

    (one,) = reading.read(form(tmp_path, fill), DATA, TODAY).changed
    assert str(one.quantity) == shown


# --- what is wrong -------------------------------------------------------------------------------------------------


def test_all_faults_are_told_at_once_by_sheet_and_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at: dict[str, int] = {}

    def fill(sheet: Worksheet) -> None:
        def wrong(key: str, value: object, **more: object) -> None:
            at[key] = row(sheet, key)
            put(sheet, at[key], value, **more)

        wrong("mental-health-centres/114/actual", "四處")
        wrong("collaborative-sites/114/actual", 2.5)
        wrong("elders-alone/114/actual", "300處")
        wrong("welfare-centres/114/actual", 3, **{SOURCE: None, AS_OF: None})
        wrong("welfare-centres/115/target", 3, **{YEAR: 2026})
        wrong("dropout-return/114/actual", 90, **{KIND: "預定"})
        wrong("transition-meetings/114/actual", 8, **{AS_OF: "去年底"})
        wrong("transition-meetings/115/target", 8, **{AS_OF: datetime(2027, 1, 1)})
        wrong("staff-protection/114/actual", 8, **{AS_OF: "113-12-31"})
        wrong("staff-protection/115/target", None)
        wrong("child-reports-served/114/actual", 91, **{SOURCE: "=1+1"})
        sheet[f"{SOURCE}{at['child-reports-served/114/actual']}"].data_type = "s"

    path = form(tmp_path, fill)
    found = dict(faults(path))
    cell = "hualien.xlsx 工作表「指標」"
    expected = {
        f"G{at['mental-health-centres/114/actual']}": "「四處」不是數值",
        f"G{at['collaborative-sites/114/actual']}": "「2.5處」應為整數",
        f"G{at['elders-alone/114/actual']}": "單位不同：填的是「300處」，這項指標的單位是「人」",
        f"H{at['welfare-centres/114/actual']}": "有數值卻沒有資料截止日",
        f"I{at['welfare-centres/114/actual']}": "有數值卻沒有出處",
        f"E{at['welfare-centres/115/target']}": "「2026」不是年度",
        f"F{at['dropout-return/114/actual']}": "「預定」不是目標或實際",
        f"H{at['transition-meetings/114/actual']}": "「去年底」不是日期",
        f"H{at['transition-meetings/115/target']}": "資料截止日「116-01-01」在今天以後",
        f"H{at['staff-protection/114/actual']}": "114年的實際值，資料截止日卻是113年",
        f"G{at['staff-protection/115/target']}": "有日期、出處或備註，卻沒有數值",
        f"I{at['child-reports-served/114/actual']}": "文字不能以「=」開頭",
    }
    assert found == {f"{cell}{place}": message for place, message in expected.items()}
    assert cli.main(["fill", str(path)]) == 2
    assert "hualien.xlsx 工作表「指標」G" in capsys.readouterr().err


def test_changed_moved_and_removed_rows_are_noticed(tmp_path: Path) -> None:
    def rename(sheet: Worksheet) -> None:
        fill_centres(sheet)
        sheet[f"B{row(sheet, 'mental-health-centres/114/actual')}"] = "心衛中心"

    assert faults(form(tmp_path, rename))[0][1] == "指標名稱被改成「心衛中心」"

    def other_key(sheet: Worksheet) -> None:
        sheet[f"K{row(sheet, 'mental-health-centres/114/actual')}"] = "made-up/114/actual"

    messages = [message for _, message in faults(form(tmp_path, other_key))]
    assert "隱藏的代號被改成「made-up/114/actual」" in messages
    assert "少了 1 列：社區心理衛生中心設置數" in messages

    def remove(sheet: Worksheet) -> None:
        sheet.delete_rows(row(sheet, "mental-health-centres/114/actual"))

    assert [message for _, message in faults(form(tmp_path, remove))] == ["少了 1 列：社區心理衛生中心設置數"]

    def copy(sheet: Worksheet) -> None:
        for column in (INDICATOR, KEY):
            sheet[f"{column}{free_row(sheet)}"] = sheet[f"{column}3"].value

    assert "是同一列" in faults(form(tmp_path, copy))[0][1]

    def move(sheet: Worksheet) -> None:
        sheet.delete_cols(3)

    place, message = faults(form(tmp_path, move))[0]
    assert place.endswith("工作表「指標」C2")
    assert "欄位標題應為「定義」" in message

    def twice(sheet: Worksheet) -> None:
        fill_centres(sheet)
        at = free_row(sheet)
        put(sheet, at, 5, **{INDICATOR: "社區心理衛生中心設置數", YEAR: 114, KIND: "實際"})

    assert "同一個指標、年度與類別已經填在" in faults(form(tmp_path, twice))[0][1]


def test_a_formula_counts_as_its_value_and_one_without_a_value_is_refused(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        at = row(sheet, "mental-health-centres/114/actual")
        put(sheet, at, "=2+2")

    path = form(tmp_path, fill)
    assert [message for _, message in faults(path)] == ["公式還沒有計算結果"]
    raw = edited(
        path,
        "xl/worksheets/sheet2.xml",
        lambda xml: (
            xml.replace(b"<f>2+2</f><v></v>", b"<f>2+2</f><v>4</v>")
            .replace(b"<f>2+2</f><v/>", b"<f>2+2</f><v>4</v>")
            .replace(b"<f>2+2</f><v />", b"<f>2+2</f><v>4</v>")
        ),
    )
    path.write_bytes(raw)
    (one,) = reading.read(path, DATA, TODAY).changed
    assert str(one.quantity) == "4處"


def edited(path: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            raw = old.read(entry)
            new.writestr(entry.filename, change(raw) if entry.filename == part else raw)
    return stream.getvalue()


# --- hostile files -------------------------------------------------------------------------------------------------


def with_part(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)


def test_what_is_no_form_is_refused_without_being_opened(tmp_path: Path) -> None:
    def refused(path: Path) -> str:
        (fault,) = faults(path)
        return fault[1]

    assert refused(tmp_path / "nothing.xlsx").startswith("找不到檔案")
    (tmp_path / "form.xlsm").write_bytes(b"PK")
    assert "不能讀「.xlsm」檔" in refused(tmp_path / "form.xlsm")
    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(b"not a zip at all")
    assert "不是可以開啟的 Excel 檔" in refused(plain)
    plain.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert "有密碼保護，或是舊版的 .xls" in refused(plain)
    with plain.open("wb") as stream:
        stream.truncate(9 * 1024 * 1024)
    assert "超過 8 MB" in refused(plain)
    Workbook().save(plain)
    assert "不是 ssnet 產生的填報表" in refused(plain)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("xl/vbaProject.bin", b"macro", "含有巨集"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>", "連結到其他檔案"),
        ("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "不允許的 XML 宣告"),
        ("xl/extra.xml", '<!DOCTYPE x [<!ENTITY a "a">]><x/>'.encode("utf-16"), "不允許的 XML 宣告"),
        ("xl/media/picture.png", bytes(70 * 1024 * 1024), "解開後太大"),
    ],
)
def test_a_hostile_package_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = form(tmp_path, fill_centres)
    with_part(path, name, content)
    assert message in faults(path)[0][1]


def test_a_damaged_sheet_and_a_false_size_are_no_traceback(tmp_path: Path) -> None:
    path = form(tmp_path, fill_centres)
    path.write_bytes(edited(path, "xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2]))
    assert "不是可以開啟的 Excel 檔" in faults(path)[0][1]
    path = form(tmp_path, fill_centres)
    raw = edited(
        path,
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace(b'<dimension ref="A1:K115"', b'<dimension ref="A1:XFD1048576"'),
    )
    path.write_bytes(raw)
    assert len(reading.read(path, DATA, TODAY).changed) == 1


def test_a_figure_that_would_break_the_data_leaves_them_as_they_were(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = project.root / "data/facts/hualien.csv"
    header = (HOME.root / "data/facts/penghu.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    line = "hualien/note/114,,hualien,說明,114,,actual,1處,114,hualien-report,,,,\n"
    facts.write_text(f"{header}\n{line}", encoding="cp950")
    assert cli.main(["fill", str(form(tmp_path, fill_centres))]) == 0
    assert line in facts.read_text(encoding="utf-8-sig")
    kept = facts.read_bytes()

    def break_(project: Project) -> None:
        raise ContentError(None, "資料有錯")

    with pytest.MonkeyPatch.context() as patch:
        data = build.data(project)
        patch.setattr(datasets, "load", break_)
        patch.setattr(build, "data", lambda project: data)

        def more(sheet: Worksheet) -> None:
            put(sheet, row(sheet, "elders-alone/114/actual"), 9)

        assert cli.main(["fill", str(form(tmp_path, more, data=data))]) == 2
    assert facts.read_bytes() == kept


def test_a_figure_that_stands_in_another_table_is_pointed_to(project: Project, tmp_path: Path) -> None:
    values = project.root / "data/indicator-values.csv"
    text = values.read_text(encoding="utf-8-sig")
    values.write_text(f"{text}mental-health-centres,hualien,114,actual,4處,114,ey,1.3,,,\n", encoding="utf-8-sig")
    data = build.data(project)

    def fill(sheet: Worksheet) -> None:
        at = row(sheet, "mental-health-centres/114/actual")
        assert sheet[f"{SOURCE}{at}"].value.startswith("115年強化社會安全網計畫2.0")
        sheet[f"{VALUE}{at}"] = 5

    assert cli.main(["fill", str(form(tmp_path, fill, data=data))]) == 2
    assert not (project.root / "data/facts/hualien.csv").exists()
