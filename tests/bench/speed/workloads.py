"""The documents that are made: what stands in them, once as YAML for this program, once as JSON for its peers.

A workload is a folder: a project of its own (`content/results/workload.yaml`, `data/`, `layouts/`), `workload.json`
with the same content, `workload.md` for pandoc, and the pictures. The same call writes the same bytes.
"""

from __future__ import annotations

import csv
import json
import shutil
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ID = "workload"
_COLUMNS = 7
_SENTENCE = "社會安全網第{}段說明，各縣市政府依計畫辦理家庭服務、保護服務與心理衛生服務，並於{}月底前完成填報，"
_MORE = "另以資訊系統介接資料，持續追蹤改善情形與成效。"
_HEADER = ["服務項目", "第1季", "第2季", "第3季", "第4季", "合計", "達成率"]
_AREAS = ["社福中心", "保護服務", "心理衛生", "關懷訪視", "少年輔導", "社區支持", "個案研討", "網絡聯繫"]
_PATTERN = ("text", "table", "text", "chart", "text", "table", "text", "table", "text", "chart")

Content = dict[str, Any]


def deck(folder: Path, slides: int, pictures: bool = False) -> Path:
    """A deck: of every ten slides five texts, three tables of 12×7 and two charts; with `pictures` one on each."""
    made = [_picture_slide(folder, n) if pictures else _slide(_PATTERN[n % 10], n) for n in range(slides)]
    return _project(folder, {"slides": made}, ({"title": s["title"], "blocks": _deck_blocks(s)} for s in made))


def report(folder: Path, sections: int, pictures: int) -> Path:
    """A report: 40 sections have 460 headings and paragraphs and 40 tables of 25×7, `pictures` spread over them."""
    made: list[Content] = []
    for number in range(sections):
        part: Content = {"title": f"第{number + 1}節服務辦理情形", "paragraphs": [], "table": _table(number, 25)}
        for each in range(11 - number % 2):
            part["paragraphs"].append(_SENTENCE.format(11 * number + each, each % 12 + 1) + _MORE)
        if number * pictures // sections != (number + 1) * pictures // sections:
            part["picture"] = _picture(folder, number)
        made.append(part)
    return _project(folder, {"sections": made}, ({"title": s["title"], "blocks": _report_blocks(s)} for s in made))


def album(folder: Path, pictures: int) -> Path:
    """A report of pictures with a line of text before each."""
    made = [
        {"title": f"第{n + 1}處據點", "paragraphs": [_SENTENCE.format(n, 6) + _MORE], "picture": _picture(folder, n)}
        for n in range(pictures)
    ]
    return _project(folder, {"sections": made}, ({"title": s["title"], "blocks": _report_blocks(s)} for s in made))


def rows(folder: Path, count: int) -> Path:
    """A report of one table of seven columns, read from a CSV file."""
    table = _table(0, count)
    section = {"title": "全部據點", "paragraphs": [], "table": table}
    blocks = [{"table": {"data": {"dataset": "rows"}}}]
    return _project(folder, {"sections": [section], "csv": "data/rows.csv"}, [{"title": "全部據點", "blocks": blocks}])


def _slide(kind: str, number: int) -> Content:
    title = f"第{number + 1}頁服務辦理情形與下一步"
    if kind == "table":
        return {"kind": kind, "title": title, "table": _table(number, 12)}
    if kind == "chart":
        series = [
            {"name": name, "values": [(number * 7 + at * 13 + year * 29) % 900 + 100 for year in range(6)]}
            for at, name in enumerate(("服務量", "目標值", "推估量"))
        ]
        return {"kind": kind, "title": title, "categories": [f"{110 + n}年" for n in range(6)], "series": series}
    points = [f"第{number}-{n}項：{_AREAS[n]}依計畫於{n + 3}月底前完成布建，並按季檢討服務量能" for n in range(5)]
    return {"kind": kind, "title": title, "points": points}


def _picture_slide(folder: Path, number: int) -> Content:
    return {"kind": "picture", "title": f"第{number + 1}處據點", "picture": _picture(folder, number)}


def _table(seed: int, count: int) -> Content:
    lines = []
    for row in range(count):
        quarters = [(seed * 31 + row * 7 + column * 13) * 97 % 9999 for column in range(4)]
        name = f"{_AREAS[row % len(_AREAS)]}{row + 1}"
        lines.append([name, *(f"{n:,}" for n in quarters), f"{sum(quarters):,}", f"{sum(quarters) % 1000 / 10:.1f}%"])
    return {"header": _HEADER, "rows": lines}


def _picture(folder: Path, number: int) -> str:
    """A PNG of 640×360 pixels of some 60 KB, different for every number; its path in the folder."""
    name = f"pictures/{number:04}.png"
    lines = bytearray()
    state = number * 7919 + 1
    for y in range(360):
        lines.append(0)
        for x in range(0, 640, 4):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            lines += bytes(((x * 255 // 640), (y * 255 // 360), (number * 37) % 256 ^ (state >> 28))) * 4
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    head = struct.pack(">IIBBBBB", 640, 360, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(lines), 6)), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts))
    return name


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# --- as a project of this program ------------------------------------------------------------------------------------


def _deck_blocks(slide: Content) -> list[Content]:
    match slide["kind"]:
        case "table":
            return [_typed_table(slide["table"])]
        case "chart":
            return [{"chart": {"kind": "column", "categories": slide["categories"], "series": slide["series"]}}]
        case "picture":
            return [{"picture": {"path": slide["picture"], "alt": slide["title"]}}]
    return [{"bullets": slide["points"]}]


def _report_blocks(section: Content) -> list[Content]:
    blocks: list[Content] = [{"text": paragraph} for paragraph in section["paragraphs"]]
    if "table" in section:
        blocks.append(_typed_table(section["table"]))
    if "picture" in section:
        blocks.append({"picture": {"path": section["picture"], "alt": section["title"]}})
    return blocks


def _typed_table(table: Content) -> Content:
    return {"table": {"columns": table["header"], "rows": table["rows"]}}


def _project(folder: Path, content: Content, slides: Iterable[Content]) -> Path:
    (folder / "content/results").mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    source = Path(__file__).resolve().parents[3] / "layouts"
    shutil.copytree(source, folder / "layouts", dirs_exist_ok=True)
    head = {
        "title": "速度量測",
        "theme": "base",
        "organisation": "衛生福利部",
        "date": "115-01-01",
        "numbering": "none",
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    lines += ["sections:", "  - title: 內容", "    slides:"]
    for slide in slides:
        lines += _yaml_slide(slide)
    (folder / f"content/results/{ID}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "data/datapackage.yaml").write_text(_package("csv" in content), encoding="utf-8")
    if "csv" in content:
        _write_csv(folder / content["csv"], content["sections"][0]["table"])
    made = folder / "workload.json"
    made.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (folder / "workload.md").write_text("\n".join(_markdown(content)) + "\n", encoding="utf-8")
    return folder


def _yaml_slide(slide: Content) -> Iterator[str]:
    """A slide as a person writes it: keys on lines of their own, a row of a table or a series a line."""
    yield f"      - title: {slide['title']}"
    yield "        blocks:"
    for block in slide["blocks"]:
        ((kind, inside),) = block.items()
        if not isinstance(inside, dict):
            yield f"          - {kind}: {_flow(inside)}" if isinstance(inside, str) else f"          - {kind}:"
            if not isinstance(inside, str):
                yield from (f"              - {_flow(item)}" for item in inside)
            continue
        yield f"          - {kind}:"
        for key, value in inside.items():
            if key in {"rows", "series"}:
                yield f"              {key}:"
                yield from (f"                - {_flow(item)}" for item in value)
            else:
                yield f"              {key}: {_flow(value)}"


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _package(with_rows: bool) -> str:
    names = [f"c{number}" for number in range(_COLUMNS)]
    fields = "".join(
        f"\n        - {{name: {name}, title: {title}}}" for name, title in zip(names, _HEADER, strict=True)
    )
    rows = f"resources:\n  - name: rows\n    title: 據點\n    path: rows.csv\n    schema:\n      fields:{fields}\n"
    return "name: workload\ntitle: 速度量測\n" + (rows if with_rows else "resources: []\n")


def _write_csv(path: Path, table: Content) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(f"c{number}" for number in range(_COLUMNS))
        writer.writerows(table["rows"])


# --- as Markdown for pandoc ------------------------------------------------------------------------------------------


def _markdown(content: Content) -> Iterator[str]:
    """Charts are left out: Markdown has none."""
    for part in content.get("slides") or content["sections"]:
        yield from (f"## {part['title']}", "")
        yield from (f"- {point}" for point in part.get("points", ()))
        for paragraph in part.get("paragraphs", ()):
            yield from (paragraph, "")
        if "table" in part:
            yield "| " + " | ".join(part["table"]["header"]) + " |"
            yield "|" + "---|" * _COLUMNS
            yield from ("| " + " | ".join(row) + " |" for row in part["table"]["rows"])
        if "picture" in part:
            yield from ("", f"![{part['title']}]({part['picture']})")
        yield ""
