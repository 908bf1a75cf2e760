"""Makes `docs/authoring.md` with its pictures and `docs/checks.md` from what blocks and checks say (`make manual`).

What stands in the manual is what the contract test builds, so it cannot fall behind the program.
"""

from __future__ import annotations

import shutil
import sys
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent

import yaml

from ssnet_docs import build, guides, yamlfile
from ssnet_docs.blocks import registry
from ssnet_docs.checks import registry as check_registry
from ssnet_docs.checks.parts.base import FAMILIES, FAMILY_TITLES
from ssnet_docs.compose.deck import compose
from ssnet_docs.compose.measure import Measure
from ssnet_docs.content.catalogue import Entry, catalogue
from ssnet_docs.content.reading import Tree
from ssnet_docs.export import Office, page_images
from ssnet_docs.model.block import Block
from ssnet_docs.model.finding import SEVERITY_TITLES
from ssnet_docs.project import Project
from ssnet_docs.writers.pptx.deck import write

PICTURES = "docs/pictures/blocks"
_INTRODUCTION = """\
# 內容撰寫手冊

<!-- 由 `make manual` 依各區塊的說明與範例產生，請勿直接修改。 -->

一份文件是 `content/` 裡的一個 YAML 檔；檔名就是文件代號。文件由章節（`sections`）、投影片（`slides`）與區塊
（`blocks`）組成。每個區塊寫成 `- 種類: 內容`。以下每種區塊都附上寫法、說明與成品；寫錯時，`ssnet build` 會指出
檔名、行、欄與改法。編輯器可用 `ssnet schema` 的輸出邊寫邊檢查。

```yaml
title: 強化社會安全網計畫
theme: taichung            # 佈景主題，見 ssnet list
organisation: 臺中市政府
date: 110-09-16            # 民國日期
cover: {}                  # 自動產生封面、大綱、結語
agenda: {}
closing: {title: 感謝聆聽}
sections:
  - title: 第一期計畫成果
    slides:
      - title: 投影片標題
        layout: content    # 版面，見 ssnet layouts --theme taichung
        strategy: 1        # 策略 1 至 6，決定顏色
        blocks:
          - bullets: [第一點, 第二點]
        notes: 備忘稿
```

## 引用數字

數字寫在 `data/`，文件以 `{{ … }}` 引用；資料改了，所有文件跟著改，出處自動列在頁尾與備忘稿。

| 寫法 | 意思 |
|---|---|
| `{{ fact('taichung/family-welfare-centres/109') }}` | 一個數字，依代號 |
| `{{ target('mental-health-centres', 115) }}` | 指標某年的目標值 |
| `{{ actual('mental-health-centres', 114) }}` | 指標某年的實際值 |
| `{{ total_of('current', 115, group='budget', strategy=1) }}` | 一項指標在各策略、各縣市的合計 |
| `{{ rate(a, b) }}`、`{{ difference(a, b) }}`、`{{ growth(舊, 新) }}`、`{{ total(a, b, …) }}` | 由數字計算 |
| `{{ portion(出生數, 目標比率, '戶') }}` | 一個數的百分之幾，四捨五入到整數 |
| `{{ rank('births', 114, place) }}` | 在22縣市中由高而低的名次；`of='population'` 比的是占比 |
| `{{ 數值 \\| unsigned }}` | 不帶正負號，由文字說明增加或減少 |
| `{{ place }}`、`{{ county }}`、`{{ agency }}`、`{{ region }}` | 縣市文件的代號、名稱、主辦機關與地區代號 |

## 區塊
"""


_CHECKS = """\
# 檢查項目

<!-- 由 `make manual` 依各項檢查的說明產生，請勿直接修改。 -->

`ssnet check` 檢查全部文件與 `data/` 的數字；`ssnet check 代號` 只檢查一份；`--only figures` 只看數字，`--only content`
只看文字；`--as-printed` 檢查原簡報印出的數字與文字。`--rendered` 另以 LibreOffice 畫出每一頁來檢查，較久。代號也可以是
.pptx、.docx 檔案，不論由哪個程式產生，看無障礙、檔案與畫面。結束代碼：0 沒有問題，1 有 `--fail-on`（預設 warning）以上
的問題，2 用法或內容有誤。

確認過、可以保留的結果，在 `data/accepted.csv` 寫明檢查、對象與理由，或在內容檔寫 `accept: {check: …, reason: …}`；
不再適用時，檢查會指出（`stale-acceptance`）。「不合綱要」（`package-schema`）較久，只在 `--only package`、`--rendered`
與檢查檔案時看。
"""


def main(arguments: list[str] | None = None) -> int:
    """Write the manual; with `--text` only its text, for which no LibreOffice is needed."""
    given = sys.argv[1:] if arguments is None else arguments
    project = Project.find()
    (project.root / "docs" / "authoring.md").write_text(text(), encoding="utf-8")
    (project.root / "docs" / "checks.md").write_text(checks(), encoding="utf-8")
    if "--text" not in given:
        pictures(project)
        sheets(project)
        follow_guides(project)
    return 0


def text() -> str:
    """The manual's Markdown: every block with its entry, its YAML and its picture."""
    entries = [_entry(kind, block) for kind, block in sorted(registry().items())]
    return _INTRODUCTION + "\n" + "\n".join(entries)


def checks() -> str:
    """The Markdown of `docs/checks.md`: every check with its entry, by family."""
    parts = [_CHECKS]
    for family in FAMILIES:
        parts.append(f"## {FAMILY_TITLES[family]}（`--only {family}`）\n")
        for id_, check in check_registry().items():
            if check.family == family:
                about = cleandoc(check.__doc__ or "")
                parts.append(f"### {check.title}（`{id_}`，{SEVERITY_TITLES[check.severity]}）\n\n{about}\n")
    return "\n".join(parts)


def _entry(kind: str, block: type[Block]) -> str:
    about = cleandoc(block.__doc__ or "")
    return (
        f"### {block.block_title}（`{kind}`）\n\n{about}\n\n```yaml\n{block.block_example.rstrip()}\n```\n\n"
        f"![{block.block_title}]({Path(PICTURES).relative_to('docs')}/{kind}.png)\n"
    )


def pictures(project: Project) -> None:
    """Build a deck with one slide for every example and keep each as a picture."""
    kinds = sorted(registry())
    data = build.data(project)
    folder = project.root / PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    content, positions = yamlfile.load(_document(kinds), "docs/authoring.md")
    tree = Tree(Entry("authoring", "plan", "docs/authoring.md"), content, positions)
    nodes, theme = build.prepared_tree(project, tree, data, "deck")
    composed = compose(nodes, theme, Measure(theme, project))
    with TemporaryDirectory() as temporary:
        deck = Path(temporary) / "authoring.pptx"
        deck.write_bytes(write(composed, theme, project))
        with Office() as office:
            pdf = office.convert(deck, deck.with_suffix(".pdf"))
        pages = zip(composed.slides, page_images(pdf, Path(temporary), resolution=60), strict=True)
        firsts = (page for slide, page in pages if slide.part == 1)
        for kind, page in zip(kinds, firsts, strict=True):
            shutil.copyfile(page, folder / f"{kind}.png")


SHEETS = {"taichung": (1, 5, 6, 8, 18, 20), "penghu": (1, 4, 5, 13, 14, 17)}
"""The README's contact sheets: documents and the slides (from 1) that show what the program can do."""


def sheets(project: Project) -> None:
    """Build the README's decks and put some of their slides on a sheet each."""
    data = build.data(project)
    with TemporaryDirectory() as temporary, Office() as office:
        folder = Path(temporary)
        for id_, numbers in SHEETS.items():
            deck = build.build(project, catalogue(project)[id_], "pptx", folder, data).path
            pages = page_images(office.convert(deck, deck.with_suffix(".pdf")), folder, resolution=50)
            made = guides.sheet([pages[number - 1] for number in numbers])
            made.save(project.root / "docs" / "pictures" / f"{id_}.png", optimize=True)


def follow_guides(project: Project) -> None:
    """Follow every guide in `docs/` in a copy of the project and keep its pictures."""
    with Office() as office:
        for guide in guides.guides(project.root):
            with TemporaryDirectory() as temporary:
                guides.copy_project(project.root, Path(temporary))
                guides.follow(guide, Path(temporary), office)


def _document(kinds: list[str]) -> str:
    """A document whose slides are the examples."""
    head = {
        "title": "強化社會安全網計畫",
        "subtitle": "110-114年",
        "theme": "base",
        "organisation": "臺中市政府社會局",
        "presenters": [{"organisation": "臺中市政府社會局", "title": "局長", "name": "彭懷真"}],
        "date": "110-09-16",
    }
    slides = []
    for kind in kinds:
        block = registry()[kind]
        title = f"\n        title: {block.block_title}"
        example = indent(block.block_example.strip(), " " * 10)
        slides.append(f"      - id: {kind}{title}\n        blocks:\n{example}")
    sections = "sections:\n  - title: 區塊範例\n    slides:\n" + "\n".join(slides)
    return yaml.safe_dump(head, allow_unicode=True) + sections


if __name__ == "__main__":
    sys.exit(main())
