"""Nodes: the small closed set of things that writers write. Blocks lower themselves to nodes.

Every node has a `key` (stable within the document: section/slide/block ids) and the `source` place in the
content that made it, for errors, checks and diff.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from ssnet_docs.model.chart import ChartSpec
from ssnet_docs.model.drawing import Connector, Element
from ssnet_docs.model.errors import Source
from ssnet_docs.model.finding import Acceptance
from ssnet_docs.model.origin import Approval, Origin
from ssnet_docs.model.table import TableSpec
from ssnet_docs.model.text import Paragraph
from ssnet_docs.model.value import value


@value(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a slide or a report; level 1 is the outermost below the slide's or section's title."""

    text: Paragraph
    level: int = 1
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Text:
    """Running text. A quotation or call-out is drawn as a Drawing; this is text on the page itself."""

    paragraphs: tuple[Paragraph, ...]
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Items:
    """A list: each paragraph is an item, its `level` its depth and its `mark` what stands before it.

    A paragraph without a mark continues the item above it, at that item's indent.
    """

    items: tuple[Paragraph, ...]
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Table:
    spec: TableSpec
    description: str = ""  # alternative text
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Chart:
    spec: ChartSpec
    description: str = ""  # alternative text: what the chart shows, with its main figures
    weight: float = 1.0  # share of the spare height of its region
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture file inside the project. `path` is relative to the project; pixel size is read when it is loaded."""

    path: str
    width: int  # pixels
    height: int  # pixels
    description: str  # alternative text
    credit: Paragraph | None = None
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Columns:
    """Nodes side by side. `weights` are the shares of the width, as many as there are columns."""

    columns: tuple[tuple[Node, ...], ...]
    weights: tuple[float, ...]
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Editable shapes: an element tree that compose gives a place, and connectors between its keyed boxes.

    `equivalent` says the same as text: it is what a flowing report shows, and with `description` (a short
    sentence) it is the drawing's alternative text. `grow` lets the drawing fill spare height.
    """

    root: Element
    connectors: tuple[Connector, ...] = ()
    description: str = ""
    equivalent: tuple[Node, ...] = ()
    grow: bool = True
    key: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class Note:
    """Text beside the content: speaker notes, a source note at the foot, or a footnote in a report."""

    kind: Literal["speaker", "source", "footnote"]
    paragraphs: tuple[Paragraph, ...]
    key: str = ""
    source: Source | None = None


Node = Heading | Text | Items | Table | Chart | Picture | Columns | Drawing | Note


@value(frozen=True, slots=True, kw_only=True)
class SlideNodes:
    """One authored slide after lowering: what compose turns into one or more slides, or a report into a subsection.

    `slots` names, for each node, the layout's slot it goes to; None takes the slots in order.
    """

    key: str
    title: Paragraph
    layout: str
    section: str  # key of its section, "" before the first
    kicker: Paragraph | None = None
    subtitle: Paragraph | None = None
    strategy: int | None = None
    nodes: tuple[Node, ...] = ()
    slots: tuple[str | None, ...] = ()
    source_note: Paragraph | None = None
    notes: tuple[Paragraph, ...] = ()
    texts: dict[str, Paragraph] = field(default_factory=dict)  # further layout slots by name (cover: date, presenter)
    reason: str = ""  # why it was amended
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class SectionNodes:
    """A section: its key, its title with its printed number, and its slides in order."""

    key: str
    title: Paragraph
    slides: tuple[SlideNodes, ...]
    strategy: int | None = None
    reason: str = ""
    source: Source | None = None


@value(frozen=True, slots=True, kw_only=True)
class DocumentNodes:
    """A whole document after lowering, ready for a writer's compose step."""

    id: str
    title: str
    theme: str
    organisation: str
    date: str  # as shown, e.g. 中華民國110年9月16日
    iso_date: str  # e.g. 2021-09-16, for the core properties
    sections: tuple[SectionNodes, ...]
    origins: tuple[Origin, ...] = ()  # of every fact that the document shows
    approvals: tuple[Approval, ...] = ()
    subtitle: str = ""
    footer: str = ""
    status: Literal["draft", "final"] = "final"
    version: str = ""  # as shown on a report's cover
    data_date: str = ""  # the date that the figures are of, as shown
    reason: str = ""
    acceptances: tuple[Acceptance, ...] = ()  # findings of checks that the content says may stay
    source: Source | None = None
