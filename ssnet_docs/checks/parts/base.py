"""The check: judges a subject (data and documents) and yields findings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from ssnet_docs.model.dataset import TableRow
from ssnet_docs.model.errors import Source
from ssnet_docs.model.fact import DataStore, Fact, Indicator, UnknownFactError
from ssnet_docs.model.finding import Finding, Severity
from ssnet_docs.model.nodes import DocumentNodes
from ssnet_docs.model.quantity import Quantity

if TYPE_CHECKING:
    from ssnet_docs.checks.parts.made import Made
    from ssnet_docs.checks.parts.texts import Passage

Family = Literal["figures", "content", "layout", "accessibility", "package", "rendered"]
FAMILIES: tuple[Family, ...] = get_args(Family)
FAMILY_TITLES: dict[Family, str] = {
    "figures": "數字",
    "content": "文字",
    "layout": "版面",
    "accessibility": "無障礙",
    "package": "檔案",
    "rendered": "畫面",
}
OF_FILES: frozenset[Family] = frozenset(("accessibility", "package", "rendered"))
"""The families that judge a written file, whoever wrote it."""

_KINDS = {"target": "目標值", "actual": "實際值", "estimate": "推估值"}


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What is judged: the data and the documents, or both as the sources printed them, and what is made of them.

    It is known by identity, so that what several checks need of it is computed once.
    """

    data: DataStore
    documents: tuple[DocumentNodes, ...] = ()
    as_printed: bool = False
    made: tuple[Made, ...] = ()

    def rows(self, table: str) -> tuple[TableRow, ...]:
        """The rows of a table of the data; none where the project has no such table."""
        try:
            return self.data.table(table).rows
        except UnknownFactError:
            return ()


class Check(ABC):
    """A kind of slip. The docstring of a subclass is Chinese: what is wrong, why it matters, how to mend it."""

    id: ClassVar[str]
    title: ClassVar[str]
    family: ClassVar[Family]
    severity: ClassVar[Severity] = "warning"
    thorough: ClassVar[bool] = False
    """Whether it takes long: it runs for files, when its family alone is asked for, and when pages are drawn."""

    @abstractmethod
    def run(self, subject: Subject) -> Iterator[Finding]:
        """The findings, in the order of the input."""

    def about(self, fact: Fact, message: str, hint: str = "", severity: Severity | None = None) -> Finding:
        """A finding about a figure."""
        return Finding(
            check=self.id,
            severity=severity or self.severity,
            subject=fact.key,
            message=f"{named(fact)}：{message}",
            hint=hint,
            source=fact.row,
            document=fact.source,
            place=fact.slide,
        )

    def about_indicator(
        self, indicator: Indicator, message: str, hint: str = "", row: TableRow | None = None, document: str = ""
    ) -> Finding:
        """A finding about an indicator, or about `row`, which another table has on it."""
        return Finding(
            check=self.id,
            severity=self.severity,
            subject=indicator.id,
            message=f"{indicator.name}：{message}",
            hint=hint,
            source=row.source if row is not None else indicator.row,
            document=document or indicator.source,
        )

    def about_text(
        self, document: str, place: str, key: str, source: Source | None, message: str, hint: str = ""
    ) -> Finding:
        """A finding about a slide or a section; `key` is its own."""
        return Finding(
            check=self.id,
            severity=self.severity,
            subject=f"{document}/{key}",
            message=message,
            hint=hint,
            source=source,
            document=document,
            place=place,
        )

    def at(self, passage: Passage, message: str, hint: str = "", severity: Severity | None = None) -> Finding:
        """A finding about a paragraph."""
        place = (passage.document, passage.slide, passage.key, passage.source)
        return replace(self.about_text(*place, message, hint), severity=severity or self.severity)

    def about_made(
        self, made: Made, place: Place, message: str, hint: str = "", severity: Severity | None = None
    ) -> Finding:
        """A finding about a place in a composed or written document."""
        return Finding(
            check=self.id,
            severity=severity or self.severity,
            subject=f"{made.id}/{place.key}".rstrip("/"),
            message=message,
            hint=hint,
            source=place.source,
            document=made.id,
            place=place.title,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a composed or written document: its key, its name (第 3 張「…」), and where its content stands."""

    key: str = ""
    title: str = ""
    source: Source | None = None


def named(fact: Fact) -> str:
    """A fact as messages call it: 脆弱家庭訪視戶數（107年）."""
    when = fact.period or (f"{fact.year}年" if fact.year else "")
    about = when + (_KINDS.get(fact.kind, "") if fact.indicator else "")
    return f"{fact.name}（{about}）" if about else fact.name


def shown(number: Decimal, unit: str = "", decimals: int | None = None) -> str:
    """A computed number as messages show it, with at most two decimals unless `decimals` says how many."""
    if decimals is None:
        text = f"{round(number, 2):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return f"{text}{unit}"
    return str(Quantity.of(number, unit, decimals=decimals))
