"""The way from content to a file, a line a step; each step imports what it needs, so that asking for help is quick."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from ssnet_docs.content.catalogue import Entry, Kind
    from ssnet_docs.content.document import Only
    from ssnet_docs.content.reading import Tree
    from ssnet_docs.export import Office
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.model.layout import Theme
    from ssnet_docs.model.nodes import DocumentNodes
    from ssnet_docs.model.page import Deck
    from ssnet_docs.model.report import Report
    from ssnet_docs.project import Project

Composed = TypeVar("Composed")
"""A composed deck or report."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document's bytes, its size in the reader's units (24 張投影片), and what the user has to know about it."""

    data: bytes
    extent: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Format(Generic[Composed]):
    """A form of document: which of the content it shows, and how it is composed and written.

    `write` is told whether page numbers that only an office program knows are needed, and which one to ask: one of its
    own where it is given none.
    """

    medium: Only
    compose: Callable[[DocumentNodes, Theme, Project], Composed]
    write: Callable[[Composed, Theme, Project, bool, Office | None], Written]


@dataclass(frozen=True, slots=True)
class Built:
    """A file that was built, how large the document is, how long it took, and what the user has to know about it."""

    path: Path
    extent: str
    seconds: float
    notice: str = ""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cyclic garbage: a document makes next to none, and much that would be searched."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def build(
    project: Project, entry: Entry, format_: str, output: Path, data: DataStore, *, office: Office | None = None
) -> Built:
    """Build one document into `output`; the file appears whole or not at all.

    Raises ContentErrors with everything that is wrong in the content.
    """
    from ssnet_docs.files import atomic_write

    began = time.perf_counter()
    made = document(project, entry, format_, data, office=office)
    path = output / f"{entry.id}.{format_}"
    atomic_write(path, made.data)
    return Built(path, made.extent, time.perf_counter() - began, made.notice)


@_uncollected()
def document(
    project: Project,
    entry: Entry,
    format_: str,
    data: DataStore,
    *,
    paginated: bool = True,
    office: Office | None = None,
) -> Written:
    """A document in memory. Without `paginated` a report's lists wait for their page numbers.

    `office` lays it out where that is needed. Raises ContentErrors with everything that is wrong in the content.
    """
    nodes, theme = prepared(project, entry, data, FORMATS[format_].medium)
    return written(project, nodes, theme, format_, paginated=paginated, office=office)


@_uncollected()
def written(
    project: Project,
    nodes: DocumentNodes,
    theme: Theme,
    format_: str,
    *,
    paginated: bool = True,
    office: Office | None = None,
) -> Written:
    """What `prepared` gave, composed and written as `document` says. Raises ContentErrors for what does not fit."""
    chosen = FORMATS[format_]
    return chosen.write(chosen.compose(nodes, theme, project), theme, project, paginated, office)


@_uncollected()
def data(project: Project) -> DataStore:
    """The project's facts and tables, read once for all documents."""
    from ssnet_docs import datasets

    return datasets.load(project)


@_uncollected()
def prepared(project: Project, entry: Entry, data: DataStore, medium: Only) -> tuple[DocumentNodes, Theme]:
    """The document as nodes, before it gets a form, and its theme.

    Raises ContentErrors; faults of binding, of structure and of the theme come together.
    """
    from ssnet_docs.content import reading

    return prepared_tree(project, reading.read(project, entry), data, medium)


def prepared_tree(project: Project, tree: Tree, data: DataStore, medium: Only) -> tuple[DocumentNodes, Theme]:
    """A document's tree as nodes, and its theme: name, bind, check, locate, lower. Raises as `prepared`."""
    from ssnet_docs import themes
    from ssnet_docs.content import binding, document, identity, lowering
    from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector

    errors = ErrorCollector()
    identity.complete(tree, errors)
    binding.bind(tree, data, errors)
    content = document.check(tree, errors)
    theme: Theme | None = None
    if content is not None:
        identity.locate(content, tree.positions, errors)
        try:
            theme = themes.load(project, content.theme, tree.positions.source(("theme",)))
            document.check_layouts(content, theme, tree, errors)
        except (ContentError, ContentErrors) as fault:
            errors.extend(fault)
    errors.close()
    assert content is not None
    assert theme is not None
    return lowering.lower(content, tree.entry, tree.positions, data, project, medium), theme


def _composed_deck(nodes: DocumentNodes, theme: Theme, project: Project) -> Deck:
    from ssnet_docs.compose.deck import compose
    from ssnet_docs.compose.measure import Measure

    return compose(nodes, theme, Measure(theme, project))


def _pptx(deck: Deck, theme: Theme, project: Project, paginated: bool, office: Office | None) -> Written:
    from ssnet_docs.writers.pptx.deck import write

    return Written(write(deck, theme, project), f"{len(deck.slides)} 張投影片")


def _composed_report(nodes: DocumentNodes, theme: Theme, project: Project) -> Report:
    from ssnet_docs import reportstyle
    from ssnet_docs.compose.flow import compose
    from ssnet_docs.compose.flow_tables import typesetter

    style = reportstyle.load(project)
    return compose(nodes, style, typesetter(style, project))


def _docx(report: Report, theme: Theme, project: Project, paginated: bool, office: Office | None) -> Written:
    from ssnet_docs import pagination
    from ssnet_docs.writers.docx.report import finished

    with pagination.renderer(office) if paginated else nullcontext() as renderer:
        done = finished(report, theme, project, renderer)
    if done.fields_pending:
        return Written(done.data, "頁數待 Word 計算", FIELDS_PENDING)
    return Written(done.data, f"{done.pages} 頁")


FORMATS: dict[str, Format[Any]] = {
    "pptx": Format("deck", _composed_deck, _pptx),
    "docx": Format("report", _composed_report, _docx),
}
"""What a document can be built as, by the ending of its file."""

FIELDS_PENDING = "這台電腦沒有 LibreOffice 或 poppler：目次的頁碼由 Word 開啟檔案時更新，請在詢問時按「是」"


def usual_format(kind: Kind) -> str:
    """The form of a kind of document where the user asks for none: a plan is a report, all others are decks."""
    return "docx" if kind == "plan" else "pptx"
