"""What the project has, as tables on the terminal: documents, block kinds, themes, datasets, layouts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from ssnet_docs.content import catalogue
from ssnet_docs.model.errors import ContentErrors, SsnetError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.project import Project

_FILE_WIDTH = 160  # columns where the output is no terminal

_SLOT_KINDS = {
    "title": "標題",
    "subtitle": "副標題",
    "text": "文字",
    "object": "內容",
    "footer": "頁尾",
    "number": "頁碼",
    "date": "日期",
}


def show_all(project: Project) -> None:
    """Print the documents, block kinds, themes and datasets."""
    from ssnet_docs import blocks, datasets, themes

    entries = catalogue.catalogue(project).values()
    data = datasets.load(project)
    _print(
        "文件",
        ("代號", "種類", "標題", "檔案"),
        ((entry.id, catalogue.KIND_TITLES[entry.kind], _title(project, entry, data), entry.path) for entry in entries),
    )
    _print("區塊", ("名稱", "說明"), ((kind, block.block_title) for kind, block in sorted(blocks.registry().items())))
    _print("佈景主題", ("名稱", "說明"), ((name, themes.load(project, name).title) for name in themes.names(project)))
    tables = data.tables()
    _print("資料表", ("名稱", "說明", "檔案"), ((table.name, table.title, table.path) for table in tables))


def show_icons(project: Project) -> None:
    """Print the icons with what they are used for."""
    from ssnet_docs.icons import Icons

    _print("圖示", ("名稱", "用途"), Icons(project).titles().items())


def show_layouts(project: Project, name: str) -> None:
    """Print the layouts of a theme with their slots."""
    from ssnet_docs import themes

    theme = themes.load(project, name)
    for layout in theme.layouts.values():
        _print(
            f"{layout.name}　{layout.title}",
            ("欄位", "內容", "寬", "高"),
            (
                (slot.name, _SLOT_KINDS[slot.kind], f"{slot.rect.width:.0f} 點", f"{slot.rect.height:.0f} 點")
                for slot in layout.slots
            ),
        )


def _title(project: Project, entry: Entry, data: DataStore) -> str:
    from ssnet_docs.content import binding, reading
    from ssnet_docs.model.errors import ErrorCollector
    from ssnet_docs.model.fact import plain

    errors = ErrorCollector()
    try:
        tree = reading.read(project, entry)
    except (ContentErrors, SsnetError):
        return "（內容有錯誤）"
    tree.data = {name: tree.data[name] for name in ("title", "county") if name in tree.data}
    binding.bind(tree, data, errors)
    return "（內容有錯誤）" if errors.errors else plain(str(tree.data.get("title", "")))


def _print(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else _FILE_WIDTH).print(table)
