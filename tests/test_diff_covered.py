"""Nothing that changes is passed over: it is told, or named as not compared."""

from __future__ import annotations

import random
import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.model.change import Changes
from ssnet_docs.readers import version
from tests.bench import bases
from tests.test_diff_hostile import DECK, changed

REPORT = bases.synthetic_report(random.Random(3))


def altered(data: bytes, part: str, pattern: str, new: str) -> bytes:
    with ZipFile(BytesIO(data)) as package:
        text = package.read(part).decode()
    again, count = re.subn(pattern, new, text, count=1)
    assert count == 1
    return changed(data, {part: again.encode()})


def of(old: bytes, new: bytes) -> Changes:
    return changes(compare(version.read(old, "舊"), version.read(new, "新")))


CHART = next(name for name in ZipFile(BytesIO(DECK)).namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name))


@pytest.mark.parametrize(
    ("data", "part", "pattern", "new", "told"),
    [
        (DECK, CHART, '<c:barDir val="col"/>', '<c:barDir val="bar"/>', "圖表的格式變更"),
        (DECK, CHART, '<c:tickLblPos val="nextTo"/>', '<c:tickLblPos val="low"/>', "圖表的格式變更"),
        (REPORT, "word/document.xml", '<w:tblStyle w:val="TableGrid"/>', '<w:tblStyle w:val="Other"/>', "表格樣式變更"),
    ],
)
def test_how_charts_and_tables_are_drawn_is_told(data: bytes, part: str, pattern: str, new: str, told: str) -> None:
    found = of(data, altered(data, part, pattern, new))
    assert [change.kind for change in found.changes] == ["look"]
    assert found.changes[0].summary.endswith(told)


@pytest.mark.parametrize(
    ("data", "part", "pattern", "new", "named"),
    [
        (DECK, "docProps/core.xml", "generated using python-pptx", "made by hand", "檔案資訊"),
        (DECK, "ppt/presentation.xml", 'sz="1800"', 'sz="2000"', "預設文字"),
        (DECK, "ppt/notesMasters/notesMaster1.xml", 'sz="1200"', 'sz="1400"', "備忘稿母片"),
        (REPORT, "docProps/core.xml", "計畫書", "另一份計畫書", "檔案資訊"),
    ],
)
def test_what_is_not_compared_is_named_where_it_differs(
    data: bytes, part: str, pattern: str, new: str, named: str
) -> None:
    found = of(data, altered(data, part, pattern, new))
    assert found.changes == ()
    assert any(named in title for title in found.uncovered)
    assert of(data, data).uncovered == ()


def test_saving_again_is_no_difference() -> None:
    again = altered(REPORT, "docProps/core.xml", "(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2026-01-01T00:00:00Z")
    found = of(REPORT, again)
    assert (found.changes, found.uncovered) == ((), ())
