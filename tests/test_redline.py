"""Reports with tracked changes: proved, schema-valid, the same in LibreOffice, and true by the benchmark's measure."""

from __future__ import annotations

import random
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from ssnet_docs.diff.canonical import differences
from ssnet_docs.diff.compare import compare
from ssnet_docs.diff.redline import writing
from ssnet_docs.diff.redline.writing import redline
from ssnet_docs.model.change import Comparison
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.version import Version
from ssnet_docs.readers import version
from ssnet_docs.readers.tracked import accept_all, reject_all
from tests.bench import bases
from tests.bench.mutation import Mutated
from tests.bench.scoring import Score, score
from tests.bench.structure import mutate
from tests.office_tracked import resolved
from tests.tracked_cases import CASES, W, cell, package, paragraph, row, run, table, texts
from tests.validation import package_faults, schema_faults

SAMPLE = 30
_LAST = paragraph(run("末段"))


def tracked(old: bytes, new: bytes) -> bytes:
    return redline(compare(version.read(old, "舊"), version.read(new, "新")), old, new)


@cache
def sample() -> tuple[tuple[Mutated, bytes], ...]:
    """Reports changed at random: ten of a county of this project, the others made by python-docx."""
    county = bases.project_reports()["taichung"]
    cases = [
        mutate(f"county {seed}", county, seed)
        if seed % 3 == 0
        else mutate(f"synthetic {seed}", bases.synthetic_report(random.Random(seed)), seed)
        for seed in range(SAMPLE)
    ]
    return tuple((case, tracked(case.old, case.new)) for case in cases)


def test_the_sample_is_told_truly() -> None:
    total = Score()
    for case, redlined in sample():
        total.add(score(case, redlined))
    assert (total.accepts, total.rejects) == (SAMPLE, SAMPLE)
    assert total.precision >= 0.999, total.faults
    assert total.recall >= 0.999, total.faults
    assert total.whole == total.figures
    assert (total.moves_found, total.moves_false) == (total.moves, 0), total.faults
    assert total.looks_found == total.looks, total.faults
    assert total.clicks_per_edit <= 1.2


def test_redlines_are_as_valid_as_the_new_document() -> None:
    for case, redlined in sample()[::5]:
        known = {*schema_faults(case.new), *package_faults(case.new)}
        assert {*schema_faults(redlined), *package_faults(redlined)} - known == set(), case.name
        ids = re.findall(
            rb'w:id="(\d+)" w:author="ssnet"',
            b"".join(content for name, content in _parts(redlined).items() if "comments" not in name),
        )
        assert ids
        assert len(ids) == len(set(ids)), case.name


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}


@pytest.mark.rendered
def test_libreoffice_accepts_to_the_new_and_rejects_to_the_old_texts(tmp_path: Path) -> None:
    chosen = {case.name: (case, redlined) for case, redlined in sample()[1:30:2] if _in_libreoffice(case)}
    assert len(chosen) >= 6
    for name, (accepted, rejected) in resolved({name: one for name, (_, one) in chosen.items()}, tmp_path).items():
        assert _shown(accepted) == _shown(chosen[name][0].new), name
        assert _shown(rejected) == _shown(chosen[name][0].old), name


def _in_libreoffice(case: Mutated) -> bool:
    """Whether LibreOffice itself can do all of it: it does not read the columns of w:cellIns and w:cellDel."""
    return not {"column inserted", "column deleted"} & set(case.truth.edits) and "county" not in case.name


def _shown(data: bytes) -> list[str]:
    """The texts without empty paragraphs, which LibreOffice leaves before a table where Word takes them away."""
    return [text for text in texts(data) if text]


# --- one kind of change after the other ----------------------------------------------------------------------------


def check(old: str, new: str) -> etree._Element:
    """The tracked body of two bodies; that it is proved is part of writing it."""
    redlined = tracked(package(old), package(new))
    assert differences(package(new), accept_all(redlined)) == []
    assert differences(package(old), reject_all(redlined)) == []
    return etree.fromstring(_parts(redlined)["word/document.xml"])[0]


def marked(body: etree._Element, tag: str) -> list[str]:
    return ["".join(item.itertext()) for item in body.iter(f"{{{W}}}{tag}") if len(item)]


LONG = "本計畫持續推動脆弱家庭服務，以提升服務涵蓋率，並納入年度考核。"
OTHER = "各地方政府逐步建置跨網絡聯繫會議，俾利後續追蹤，使資源配置更為公平。"


def test_a_changed_figure_is_one_deletion_and_one_insertion_with_its_look() -> None:
    body = check(
        paragraph(run("共服務") + run("12,345人次", "<w:b/>")) + _LAST,
        paragraph(run("共服務") + run("12,845人次", "<w:b/>")) + _LAST,
    )
    assert (marked(body, "del"), marked(body, "ins")) == (["12,345"], ["12,845"])
    assert body.find(f".//{{{W}}}ins/{{{W}}}r/{{{W}}}rPr/{{{W}}}b") is not None


def test_text_put_at_the_end_of_a_document_keeps_the_last_mark() -> None:
    body = check(paragraph(run(LONG)), paragraph(run(LONG)) + paragraph(run(OTHER), '<w:jc w:val="center"/>'))
    last = [item for item in body if item.tag == f"{{{W}}}p"][-1]
    assert last.find(f"{{{W}}}pPr/{{{W}}}rPr/{{{W}}}ins") is None
    check(paragraph(run(LONG), '<w:jc w:val="right"/>') + paragraph(run(OTHER)), paragraph(run(LONG)))


def test_a_moved_paragraph_has_one_name_at_both_places() -> None:
    between = "".join(paragraph(run(f"第{n}項：{text}")) for n, text in enumerate([LONG, OTHER, LONG[:20], OTHER[:20]]))
    moved = paragraph(run("社工人員定期檢討少年輔導銜接，結合 Intake 工具，以縮短等候時間。"))
    body = check(moved + between + _LAST, between + moved + _LAST)
    names = [
        [item.get(f"{{{W}}}name") for item in body.iter(f"{{{W}}}move{side}RangeStart")] for side in ("From", "To")
    ]
    assert names[0] == names[1] and len(names[0]) == 1
    assert marked(body, "ins") == marked(body, "del") == []


def test_a_split_and_a_join_are_one_mark() -> None:
    two = paragraph(run(LONG)) + paragraph(run(OTHER))
    one = paragraph(run(LONG + OTHER))
    assert len(list(check(one + _LAST, two + _LAST).iter(f"{{{W}}}ins"))) == 1
    assert len(list(check(two + _LAST, one + _LAST).iter(f"{{{W}}}del"))) == 1


def test_columns_are_inserted_and_deleted_by_cells() -> None:
    names = ["項目", "服務", "社區", "個案"]
    wide = table(*(row(*(cell(paragraph(run(f"{name}{n}"))) for name in names)) for n in range(4)))
    narrow = table(*(row(*(cell(paragraph(run(f"{name}{n}"))) for name in names[:2] + names[3:])) for n in range(4)))
    assert len(list(check(wide + _LAST, narrow + _LAST).iter(f"{{{W}}}cellDel"))) == 4
    assert len(list(check(narrow + _LAST, wide + _LAST).iter(f"{{{W}}}cellIns"))) == 4


@pytest.mark.parametrize("case", CASES)
def test_tracked_changes_that_a_file_has_are_taken_as_accepted(case: str) -> None:
    body, accepted, rejected = (package(one) for one in CASES[case])
    assert differences(accepted, accept_all(tracked(rejected, body))) == []


def test_a_changed_chart_stands_old_and_new_with_the_values_in_a_comment() -> None:
    base = bases.project_reports()["taichung"]
    changed = _with_part(base, "word/charts/chart1.xml", lambda xml: xml.replace(b"<c:v>40</c:v>", b"<c:v>45.5</c:v>"))
    redlined = _parts(tracked(base, changed))
    comment = "".join(etree.fromstring(redlined["word/comments.xml"]).itertext())
    assert "圖表資料已變更" in comment
    assert "40 → 45.5" in comment


def _with_part(data: bytes, name: str, change: object) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))  # type: ignore[operator]
    return buffer.getvalue()


def test_the_same_versions_give_the_same_bytes_and_no_change_for_none() -> None:
    case, redlined = sample()[0]
    assert tracked(case.old, case.new) == redlined
    assert b"w:author" not in b"".join(_parts(tracked(case.old, case.old)).values())


def test_a_redline_that_cannot_be_proved_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "reject_all", accept_all)
    with pytest.raises(ContentError, match="全部拒絕"):
        tracked(package(paragraph(run(LONG))), package(paragraph(run(OTHER))))


def test_decks_have_no_redline() -> None:
    decks = Version("舊", "deck", ()), Version("新", "deck", ())
    with pytest.raises(ContentError, match="只適用於報告"):
        redline(Comparison(*decks, ()), b"", b"")


def test_a_document_by_another_program_is_redlined() -> None:
    document = Document()
    document.add_heading("第一章", 1)
    document.add_paragraph(LONG)
    document.add_paragraph(OTHER, style="List Number")
    buffer, changed = BytesIO(), BytesIO()
    document.save(buffer)
    document.paragraphs[1].add_run("另予公告。").italic = True
    document.paragraphs[2].style = document.styles["List Bullet"]
    document.save(changed)
    redlined = tracked(buffer.getvalue(), changed.getvalue())
    assert b"pPrChange" in _parts(redlined)["word/document.xml"]
