"""Tables from CSV and Excel: read alike, checked cell by cell, and turned into facts."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ssnet_docs import datasets
from ssnet_docs.model.errors import ContentError, ContentErrors
from ssnet_docs.project import Project

PACKAGE = """\
name: example
title: 例
sources:
  - {name: brief, title: 簡報, organisation: 某部, date: 110-09-16, isoDate: "2021-09-16"}
resources:
  - name: counties
    title: 縣市
    path: counties.csv
    role: counties
    schema:
      fields:
        - {name: slug, title: 代號}
        - {name: name_zh, title: 名稱}
        - {name: name_zh_alt, title: 另一寫法}
        - {name: name_en, title: 英文名稱}
        - {name: type_zh, title: 類別}
        - {name: code, title: 代碼, description: 五位數字，請設為文字格式, constraints: {pattern: "[0-9]{5}"}}
      primaryKey: slug
  - name: indicators
    title: 指標
    path: indicators.csv
    role: indicators
    schema:
      fields:
        - {name: id, title: 代號, constraints: {required: true}}
        - {name: name, title: 名稱, constraints: {required: true}}
        - {name: programme, title: 計畫}
        - {name: group, title: 類別, constraints: {enum: [kpi, staffing]}}
        - {name: unit, title: 單位}
      primaryKey: id
  - name: values
    title: 各年數值
    path: values.csv
    role: figures
    sourceNames: [brief]
    schema:
      fields:
        - {name: indicator, title: 指標代號}
        - {name: place, title: 地點}
        - {name: year, title: 年度, format: roc-period}
        - {name: kind, title: 種類, constraints: {enum: [target, actual]}}
        - {name: value, title: 數值, format: quantity, constraints: {required: true}}
        - {name: as_of, title: 資料日期, format: roc-date}
        - {name: source, title: 來源}
        - {name: printed, title: 原件印出}
        - {name: reason, title: 更正理由}
        - {name: note, title: 備註}
        - {name: size, title: 數量, type: integer}
      primaryKey: [indicator, place, year, kind]
      foreignKeys:
        - {fields: indicator, reference: {resource: indicators, fields: id}}
views:
  - name: overview
    title: 一覽
    where: {group: kpi}
    unit: 處
    columns:
      - {name: name, title: 名稱}
      - {name: target.115, title: 115年}
      - {name: target.116, title: 116年}
"""
COUNTIES = """\
slug,name_zh,name_zh_alt,name_en,type_zh,code
taichung,臺中市,台中市,Taichung City,直轄市,66000
kinmen,金門縣,,Kinmen County,縣,09020
"""
INDICATORS = """\
id,name,programme,group,unit
centres,心衛中心設置數,2.0,kpi,處
staff,社工人力,2.0,staffing,人
"""
HEADER = "indicator,place,year,kind,value,as_of,source,printed,reason,note,size"
VALUES = f"""\
{HEADER}
centres,tw,115,target,81處,114-12,brief,,,,
centres,tw,116,target,90處,114,brief,80處,印錯,,
staff,taichung,115,actual,"1,572人",114-12-31,brief,,,,"1,572"
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make(tmp_path)


def make(root: Path, **files: str) -> Project:
    """A project with the example's data; `files` replaces or adds files of `data/` by stem."""
    (root / "content").mkdir(exist_ok=True)
    data = root / "data"
    data.mkdir(exist_ok=True)
    (data / "datapackage.yaml").write_text(files.pop("package", PACKAGE), "utf-8")
    for stem, text in {"counties": COUNTIES, "indicators": INDICATORS, "values": VALUES, **files}.items():
        (data / f"{stem}.csv").write_text(text, "utf-8", newline="")
    return Project(root)


def faults(project: Project) -> list[tuple[str, str]]:
    """Every fault that loading the project reports, as place and message."""
    with pytest.raises((ContentErrors, ContentError)) as caught:
        datasets.load(project)
    errors = caught.value.errors if isinstance(caught.value, ContentErrors) else (caught.value,)
    return [(str(error.source), error.message) for error in errors]


def hints(project: Project) -> str:
    with pytest.raises(ContentErrors) as caught:
        datasets.load(project)
    return "\n".join(error.hint or "" for error in caught.value.errors)


def with_row(row: str, header: str = HEADER) -> str:
    return f"{header}\n{row}\n"


# --- files of every form are read alike ----------------------------------------------------------------------------

_TEXT = st.text(st.sampled_from('甲乙臺衛福部ABC 0,，"\n%（）'), max_size=8).map(str.strip)
_ROWS = st.lists(
    st.tuples(
        _TEXT.map(lambda text: f"名{text}稱"), _TEXT, st.sampled_from(["71處", "1,720,331", "低於 3%", "新增", "--"])
    ),
    min_size=1,
    max_size=5,
)
_TABLE = """\
name: forms
title: 例
resources:
  - name: table
    title: 表
    path: {path}
    schema:
      fields:
        - {{name: name, title: 名稱}}
        - {{name: text, title: 文字}}
        - {{name: value, title: 數值, format: quantity}}
"""


def _written(folder: Path, form: str, rows: list[tuple[str, ...]]) -> str:
    import csv
    import io

    if form == "xlsx":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        book.save(folder / "table.xlsx")
        return "table.xlsx"
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n" if form == "cp950" else "\n").writerows(rows)
    (folder / "table.csv").write_bytes(buffer.getvalue().encode(form))
    return "table.csv"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ROWS)
def test_utf8_with_and_without_bom_big5_and_excel_give_the_same_table(tmp_path, rows):
    tables = []
    for form in ("utf-8", "utf-8-sig", "cp950", "xlsx"):
        project = make(tmp_path)
        path = _written(project.root / "data", form, [("name", "text", "value"), *rows])
        (project.root / "data/datapackage.yaml").write_text(_TABLE.format(path=path), "utf-8")
        tables.append([dict(row) for row in datasets.load(project).table("table").rows])
    assert tables[0] == tables[1] == tables[2] == tables[3]
    assert [tuple(row.values()) for row in tables[0]] == rows


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (71, "General", "71"),
        (1720331, "#,##0", "1,720,331"),
        (0.893, "0.0%", "89.3%"),
        (0.898, "0%", "89.8%"),
        (0.05, "0.00%", "5.00%"),
        (81, '0"處"', "81處"),
        (1572, '#,##0"人"', "1,572人"),
        (0.1 + 0.2, "General", "0.3"),
        (-38, "General", "-38"),
        (91.8, "0.00", "91.80"),
        ("累計30,000人", "@", "累計30,000人"),
    ],
)
def test_a_number_of_a_worksheet_is_read_as_it_is_shown(project, value, number_format, shown):
    cell = _worksheet(project, value, number_format)
    assert cell == shown


def test_a_worksheet_never_hides_digits_that_it_has(project):
    assert _worksheet(project, 0.89876, "0%") == "89.876%"


def test_a_date_of_a_worksheet_is_a_date_of_the_republic(project):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    sheet.append(["centres", "tw", 115, "target", "81處", date(2021, 9, 16), "brief"])
    _use_workbook(project, book)
    assert datasets.load(project).fact("tw/centres/115").as_of == "110-09-16"


def _worksheet(project: Project, value: object, number_format: str) -> str:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "text", "value"])
    sheet.append(["甲", "", value])
    sheet["C2"].number_format = number_format
    book.save(project.root / "data/table.xlsx")
    (project.root / "data/datapackage.yaml").write_text(_TABLE.format(path="table.xlsx"), "utf-8")
    return datasets.load(project).table("table").rows[0]["value"]


def _use_workbook(project: Project, book: Workbook, sheet_name: str = "") -> None:
    book.save(project.root / "data/values.xlsx")
    package = PACKAGE.replace("values.csv", "values.xlsx")
    if sheet_name:
        package = package.replace("path: values.xlsx", f"path: values.xlsx\n    dialect: {{sheetName: {sheet_name}}}")
    (project.root / "data/datapackage.yaml").write_text(package, "utf-8")


def test_a_fault_in_a_worksheet_is_told_by_sheet_row_and_column(project):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "各年"
    sheet.append(HEADER.split(","))
    sheet.append(["centres", "tw", 115, "target", "八十一處", "114", "brief"])
    _use_workbook(project, book)
    assert faults(project) == [("data/values.xlsx 工作表「各年」E2", "「八十一處」不是數值")]


def test_an_error_value_of_a_formula_is_not_taken_for_text(project):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    sheet.append(["centres", "tw", 115, "target", "#REF!", "114", "brief"])
    _use_workbook(project, book)
    assert "公式的結果是錯誤值 #REF!" in faults(project)[0][1]


def test_a_worksheet_that_is_not_there_is_answered_with_those_that_are(project):
    book = Workbook()
    _use_workbook(project, book, "一一四年")
    assert faults(project) == [("data/values.xlsx:1:1", "沒有工作表「一一四年」")]
    assert "Sheet" in hints(project)


def test_a_code_that_lost_its_zero_in_excel_is_noticed(project):
    project = make(project.root, counties=COUNTIES.replace("09020", "9020"))
    assert faults(project) == [
        (place_of("9020", COUNTIES.replace("09020", "9020"), "counties"), "「代碼」的寫法不對：「9020」")
    ]
    assert "文字格式" in hints(project)


# --- every fault at its cell ---------------------------------------------------------------------------------------


ROW = "centres,tw,115,target,81處,114,brief,,,,"


def place_of(wrong: str, text: str, file: str = "values") -> str:
    """Where `wrong` first stands in a file's text, as messages say it."""
    at = text.index(wrong)
    line = text.count("\n", 0, at) + 1
    return f"data/{file}.csv:{line}:{at - text.rfind(chr(10), 0, at)}"


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("centres,tw,115,target,3督14員,114,brief,,,,", 23, "兩個數字"),
        ('centres,tw,115,target,"1,23處",114,brief,,,,', 23, "逗號位置"),
        ("centres,tw,115,target,,114,brief,,,,", 23, "「數值」不可空白"),
        ("centres,tw,115,target,81人,114,brief,,,,", 23, "單位與指標不同"),
        ("centres,tw,115,target,81\ufffa處,114,brief,,,,", 25, "控制字元 U+FFFA"),
        ("centres,tw,2026年,target,81處,114,brief,,,,", 12, "不是民國日期"),
        ("centres,tw,114-13,target,81處,114,brief,,,,", 12, "不是民國日期"),
        ("centres,tw,115,target,81處,110-02-30,brief,,,,", 27, "不是民國日期"),
        ("centres,tw,115,planned,81處,114,brief,,,,", 16, "不能是「planned」"),
        ("centre,tw,115,target,81處,114,brief,,,,", 1, "「centre」不在「指標」裡"),
        ("centres,taichun,115,target,81處,114,brief,,,,", 9, "沒有地點「taichun」"),
        ("centres,tw,115,target,81處,114,breif,,,,", 31, "沒有來源「breif」"),
        ("centres,tw,115,target,81處,114,brief,8處,,,", 37, "沒有「更正理由」"),
        ("centres,tw,115,target,81處,114,brief,,,,多", 40, "要是整數"),
        ("centres,tw,115,target,1,720處,114,brief,,,,", 43, "12 格，標題列只有 11 格"),
        ("centres,tw,115,target,81處", 1, "只有 5 格"),
        ('centres,tw,115,target,"81處,114,brief,,,,', 1, "引號沒有成對"),
    ],
)
def test_a_fault_in_a_row_is_told_at_its_cell(tmp_path, row, column, message):
    ((place, said),) = faults(make(tmp_path, values=with_row(row)))
    assert place == f"data/values.csv:2:{column}"
    assert message in said


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("kind", "knid", "不認得欄位「knid」"),
        ("source", "kind", "欄位「kind」出現兩次"),
        ("kind,", "", "缺少欄位「kind」"),
    ],
)
def test_a_fault_in_the_header_is_told_at_its_cell(tmp_path, right, wrong, message):
    header = HEADER.replace(right, wrong)
    found = faults(make(tmp_path, values=with_row("a", header)))
    column = header.rindex(wrong) + 1 if wrong else 1
    assert (f"data/values.csv:1:{column}", message) in [(place, text[: len(message)]) for place, text in found]


def test_a_missing_key_column_is_told_and_not_as_doubled_rows_too(tmp_path):
    found = faults(make(tmp_path, indicators=INDICATORS.replace("id,", "ident,", 1)))
    assert any("缺少欄位「id」" in message for _, message in found)
    assert not any("重複" in message for _, message in found)


def test_an_empty_file_is_told(tmp_path):
    assert faults(make(tmp_path, values="")) == [("data/values.csv:1:1", "檔案是空的")]


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    values = f"{HEADER}\n{ROW.replace('115', '十')}\n{ROW.replace('target', 'goal')}x\n"
    indicators = INDICATORS.replace("kpi", "KPI")
    assert [place for place, _ in faults(make(tmp_path, values=values, indicators=indicators))] == [
        place_of("KPI", indicators, "indicators"),
        place_of("十", values),
        place_of("goal", values),
        place_of("x\n", values),
    ]


def test_a_fault_after_a_cell_of_several_lines_is_still_at_its_own_line(tmp_path):
    values = (
        f'{HEADER}\ncentres,tw,115,target,81處,114,brief,,,"第一行\n第二行",壹\ncentres,tw,116,target,?,114,brief,,,,\n'
    )
    assert [place for place, _ in faults(make(tmp_path, values=values))] == [
        "data/values.csv:3:6",
        "data/values.csv:4:23",
    ]


def test_the_same_row_twice_is_told_with_the_first_one(tmp_path):
    values = f"{HEADER}\n" + "centres,tw,115,target,81處,114,brief,,,,\n" * 2
    project = make(tmp_path, values=values)
    assert faults(project) == [("data/values.csv:3:1", "重複的資料：指標代號 centres、地點 tw、年度 115、種類 target")]
    assert "data/values.csv:2:1" in hints(project)


def test_a_missing_file_is_told_where_the_description_names_it(project):
    (project.root / "data/values.csv").unlink()
    place, message = faults(project)[0]
    assert place.startswith("data/datapackage.yaml:")
    assert "data/values.csv" in message


def test_a_table_saved_in_the_other_form_is_pointed_out(project):
    (project.root / "data/values.csv").unlink()
    Workbook().save(project.root / "data/values.xlsx")
    assert "values.xlsx" in hints(project)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("值".encode("utf-16"), "UTF-16"),
        (b"indicator\n\xff\xff\xfe", "不是 UTF-8，也不是 Big5"),
    ],
)
def test_a_file_in_no_known_encoding_is_refused(project, raw, message):
    (project.root / "data/values.csv").write_bytes(raw)
    assert message in faults(project)[0][1]


def test_a_file_that_only_calls_itself_a_workbook_is_refused(project):
    (project.root / "data/values.xlsx").write_bytes(b"indicator,place")
    package = PACKAGE.replace("values.csv", "values.xlsx")
    (project.root / "data/datapackage.yaml").write_text(package, "utf-8")
    assert "不是可以開啟的 Excel 檔" in faults(project)[0][1]


@pytest.mark.parametrize("path", ["../content/x.csv", "/etc/hosts", "../*"])
def test_a_path_never_leads_out_of_the_project(project, path):
    package = PACKAGE.replace("path: values.csv", f'path: "{path}"')
    (project.root / "data/datapackage.yaml").write_text(package, "utf-8")
    assert faults(project)


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("path: values.csv", "pth: values.csv", "不認得「pth」"),
        ("role: figures", "role: figure", "「figure」不是可用的值"),
        ("        - {name: kind, title: 種類, constraints: {enum: [target, actual]}}\n", "", "缺少 kind"),
        ("resource: indicators", "resource: indicator", "「indicator」沒有這個資料表"),
        ("sourceNames: [brief]", "sourceNames: [brif]", "「brif」不在 sources 裡"),
        ("- name: overview", "- name: values", "資料表「values」重複"),
        ('pattern: "[0-9]{5}"', 'pattern: "[0-9"', "不是正規表示式"),
        ("role: figures", "role: observations", "日期與地點兩欄"),
        ("{group: kpi}", "{grp: kpi}", "沒有篩選條件「grp」"),
        (
            "{name: name, title: 名稱}\n      - {name: target",
            "{name: nam, title: 名稱}\n      - {name: target",
            "「nam」",
        ),
    ],
)
def test_a_fault_of_the_description_is_told_there(tmp_path, wrong, right, message):
    assert PACKAGE.count(wrong) == 1
    found = faults(make(tmp_path, package=PACKAGE.replace(wrong, right)))
    assert all(place.startswith("data/datapackage.yaml:") for place, _ in found)
    assert any(message in text for _, text in found)


def test_resources_that_are_no_list_are_told_and_not_a_crash(tmp_path):
    assert faults(make(tmp_path, package="name: x\ntitle: x\nresources: 5\n"))[0][0] == "data/datapackage.yaml:3:12"


# --- what comes out ------------------------------------------------------------------------------------------------


def test_rows_become_facts_that_know_where_they_stand(project):
    store = datasets.load(project)
    found = store.fact("tw/centres/116")
    assert (found.shown, found.name, found.printed, found.reason) == ("90處", "心衛中心設置數", "80處", "印錯")
    assert str(found.row) == "data/values.csv:3:23"
    assert store.value("staff", place="taichung", year=115, kind="actual").key == "taichung/staff/115/actual"
    assert store.source("brief").iso_date == "2021-09-16"


def test_numbers_of_a_table_lose_their_thousands_separators(project):
    assert datasets.load(project).table("values").rows[2]["size"] == "1572"


def test_a_view_shows_indicators_with_their_facts_and_leaves_the_common_unit_out(project):
    view = datasets.load(project).table("overview")
    (row,) = view.rows
    assert dict(row) == {"name": "心衛中心設置數", "target.115": "81", "target.116": "90"}
    assert row.facts == {"target.115": "tw/centres/115", "target.116": "tw/centres/116"}
    assert view.unit == "處"


def test_a_county_adds_its_figures_as_a_file_of_its_own(project):
    folder = project.root / "data/parts"
    folder.mkdir()
    lines = VALUES.splitlines()
    (folder / "a.csv").write_text("\n".join(lines[:3]), "utf-8")
    (folder / "b.csv").write_bytes("\r\n".join([lines[0], lines[3]]).encode("cp950"))
    (folder / "~$b.xlsx").write_bytes(b"open in Excel")
    (folder / ".~lock.b.csv#").write_bytes(b"open in LibreOffice")
    (project.root / "data/datapackage.yaml").write_text(PACKAGE.replace("values.csv", "parts/*"), "utf-8")
    store = datasets.load(project)
    assert len(store.facts()) == 3
    assert str(store.fact("taichung/staff/115/actual").row) == "data/parts/b.csv:2:27"


def test_a_figure_in_two_files_is_one_too_many(project):
    folder = project.root / "data/parts"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.csv").write_text(VALUES, "utf-8")
    (project.root / "data/datapackage.yaml").write_text(PACKAGE.replace("values.csv", "parts/*"), "utf-8")
    assert len(faults(project)) == 3


def test_counties_are_known_without_reading_the_other_tables(project):
    (project.root / "data/values.csv").unlink()
    assert datasets.counties(project).find("台中").slug == "taichung"


def test_pandas_gets_numbers_where_the_table_has_numbers(project):
    frame = datasets.frame(datasets.load(project).table("values"))
    assert frame["size"].sum() == 1572
    assert frame["size"].isna().sum() == 2
    assert str(frame["value"][0]) == "81處"
    assert frame["value"][0].number == 81


def test_loading_the_data_does_not_load_pandas_or_a_spreadsheet_library(project):
    code = dedent(
        f"""
        import sys
        from pathlib import Path
        from ssnet_docs import datasets
        from ssnet_docs.project import Project
        datasets.load(Project(Path({str(project.root)!r})))
        print(sorted({{"pandas", "openpyxl", "numpy"}} & set(sys.modules)))
        """
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


FACTS = """\
  - name: facts
    title: 個別數字
    path: facts.csv
    role: facts
    schema:
      fields:
"""
FACT_COLUMNS = "key,place,label,year,kind,value,as_of,source,printed,reason,note"


@pytest.fixture
def described_facts() -> str:
    """A description whose facts have neither indicators nor types."""
    fields = "".join(f"        - {{name: {column}, title: {column}}}\n" for column in FACT_COLUMNS.split(","))
    return PACKAGE.replace("views:\n", f"{FACTS}{fields}views:\n")


def test_single_figures_need_no_indicators(tmp_path, described_facts):
    project = make(tmp_path, package=described_facts, facts=f"{FACT_COLUMNS}\ntw/a,tw,甲,,actual,3督,114,brief,,,\n")
    assert datasets.load(project).fact("tw/a").shown == "3督"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("tw/a,tw,甲,,actual,,114,brief,,,", 19),
        ("tw/a,tw,甲,,actual,三督,114,brief,,,", 19),
        ("tw/a,tw,甲,去年,actual,3督,114,brief,,,", 11),
    ],
)
def test_a_figure_is_checked_even_where_its_description_has_no_types(tmp_path, described_facts, row, column):
    project = make(tmp_path, package=described_facts, facts=f"{FACT_COLUMNS}\n{row}\n")
    assert [place for place, _ in faults(project)] == [f"data/facts.csv:2:{column}"]
