"""The forms in which a document is handed out, and which of them is made from which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs import build

if TYPE_CHECKING:
    from ssnet_docs.content.catalogue import Entry

FORMS = {
    "pptx": "簡報",
    "docx": "報告",
    "pdf": "PDF",
    "odp": "開放文件格式的簡報",
    "odt": "開放文件格式的報告",
    "png": "每頁一張圖片",
}
"""All forms by the ending of their files; `png` is a folder with a picture of every page."""

WORKING = ".ssnet"
"""The folder, inside that of the documents, for records and for what others are made from."""

_ORIGINS = {"odp": "pptx", "odt": "docx", "png": "pdf"}


@dataclass(frozen=True, slots=True)
class Goal:
    """One document in one form at its place; `asked` is false for what only others are made from."""

    entry: Entry
    form: str
    path: Path
    asked: bool

    @property
    def origin(self) -> str | None:
        """The form that this one is made from; None for those that are written from the content.

        A PDF shows what is usually handed out: of a plan the report, of any other document the deck.
        """
        if self.form in build.FORMATS:
            return None
        return _ORIGINS.get(self.form) or build.usual_format(self.entry.kind)


def goals(entry: Entry, forms: Iterable[str], output: Path) -> dict[str, Goal]:
    """What has to be there for a document in `forms`, each after what it is made from; without forms its usual one."""
    asked = tuple(forms) or (build.usual_format(entry.kind),)
    found: dict[str, Goal] = {}

    def add(form: str) -> None:
        if form in found:
            return
        own = output / (entry.id if form == "png" else f"{entry.id}.{form}")
        path = own if form in asked else output / WORKING / f"{entry.id}.{form}"
        goal = Goal(entry, form, path, form in asked)
        if goal.origin is not None:
            add(goal.origin)
        found[form] = goal

    for form in FORMS:
        if form in asked:
            add(form)
    return found
