"""Writes a composed report as a Word document.

Page numbers are only known once the document is laid out: `finished` writes it, lets a renderer say on which page
each bookmark stands, and writes it again until the numbers hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ssnet_docs.model.layout import Face, Theme
from ssnet_docs.model.report import Pages, Report
from ssnet_docs.project import Project
from ssnet_docs.writers.docx import pages
from ssnet_docs.writers.docx.appearances import appearances
from ssnet_docs.writers.docx.body import FRONT_END, Frames, document_xml
from ssnet_docs.writers.docx.markup import OFFICE, escape
from ssnet_docs.writers.docx.notes import footnotes_xml
from ssnet_docs.writers.docx.numbering import numbering
from ssnet_docs.writers.docx.settings import font_table_xml, settings_xml
from ssnet_docs.writers.docx.styles import styles_xml
from ssnet_docs.writers.docx.writing import DOCUMENT, Writing
from ssnet_docs.writers.ooxml.figures import add_figures
from ssnet_docs.writers.ooxml.package import core_properties
from ssnet_docs.writers.ooxml.theme import theme_xml

MAXIMUM_PASSES = 4
_TYPE = "application/vnd.openxmlformats-officedocument"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

Renderer = Callable[[bytes], Pages | None]
"""Lays a document out and says where its bookmarks stand; None where no office program is installed."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A written document. `pages` is their number, 0 where nothing could lay them out; then fields wait for Word."""

    data: bytes
    pages: int

    @property
    def fields_pending(self) -> bool:
        """Whether Word must compute the page numbers when the file is opened."""
        return self.pages == 0


def finished(report: Report, theme: Theme, project: Project, renderer: Renderer | None) -> Finished:
    """The document with right page numbers in its lists, as far as `renderer` can say them.

    The numbers hold when the lists, with the numbers in them, still end on the same page: what follows begins a page
    of its own. So only cover and lists are laid out again, which is quick however long the document is.
    """
    known = Pages()
    for _ in range(MAXIMUM_PASSES):
        found = renderer(write(report, theme, project, known)) if renderer else None
        if renderer is None or found is None or not found.known:
            return Finished(write(report, theme, project), 0)
        known = found
        if report.cover is None:
            break
        front = renderer(write(report, theme, project, known, front_only=True))
        if front is not None and front.of.get(FRONT_END) == known.of.get(FRONT_END):
            break
    return Finished(write(report, theme, project, known), known.total)


def write(
    report: Report, theme: Theme, project: Project, known: Pages | None = None, *, front_only: bool = False
) -> bytes:
    """The document's bytes; the same report gives the same bytes.

    `known` says where bookmarks stand; without it the lists have no page numbers and their fields are marked to be
    computed when the file is opened. `front_only` leaves out what follows the lists. Raises ContentError for a
    picture that is not there.
    """
    writing = Writing(report, theme, project, known or Pages())
    package, style = writing.package, report.style
    properties = core_properties(
        title=report.title, subject=report.subtitle, creator=report.organisation, iso_date=report.iso_date
    )
    package.add("docProps/core.xml", properties, "application/vnd.openxmlformats-package.core-properties+xml")
    package.add("docProps/app.xml", _application(report, writing.pages), f"{_TYPE}.extended-properties+xml")
    numbers = numbering(report)
    frames = _frames(writing)
    _add(writing, "document", document_xml(writing, numbers, frames, front_only=front_only), kind="document.main")
    _add(writing, "styles", styles_xml(style))
    _add(writing, "numbering", numbers.xml)
    _add(writing, "settings", settings_xml(style, update_fields=not writing.pages.known))
    _add(writing, "fontTable", font_table_xml(style))
    _add(writing, "footnotes", footnotes_xml(writing))
    package.add("word/theme/theme1.xml", _theme(report, theme), f"{_TYPE}.theme+xml")
    writing.relate("theme", "word/theme/theme1.xml")
    add_figures(package, DOCUMENT, report.origins, appearances(report), report.approvals)
    package.relate("", "officeDocument", DOCUMENT)
    package.relate("", _CORE, "docProps/core.xml")
    package.relate("", "extended-properties", "docProps/app.xml")
    return package.save()


def _add(writing: Writing, name: str, content: str, kind: str = "") -> str:
    """A part of the document, related to it; returns the relationship's id."""
    part = writing.package.add(f"word/{name}.xml", content, f"{_TYPE}.wordprocessingml.{kind or name}+xml")
    return writing.relate(kind or name, part) if part != DOCUMENT else ""


def _frames(writing: Writing) -> Frames:
    """Headers and footers as parts, and their relationship ids."""
    report = writing.report
    return Frames(
        cover=_add(writing, "header1", pages.header_xml(report, cover=True), "header") if report.cover else "",
        header=_add(writing, "header2", pages.header_xml(report), "header"),
        landscape=_add(writing, "header3", pages.header_xml(report, landscape=True), "header"),
        footer=_add(writing, "footer1", pages.footer_xml(writing), "footer"),
    )


def _application(report: Report, known: Pages) -> str:
    """`docProps/app.xml`."""
    counted = f"<Pages>{known.total}</Pages>" if known.known else ""
    return (
        f'<Properties xmlns="{OFFICE}/extended-properties">{counted}<Application>Microsoft Office Word</Application>'
        f"<Company>{escape(report.organisation)}</Company><AppVersion>16.0000</AppVersion></Properties>"
    )


def _theme(report: Report, theme: Theme) -> str:
    """The theme part: the document's colours with the report's faces, which charts are set in."""
    face = Face(report.style.latin, report.style.east_asian, report.style.metrics)
    return theme_xml(replace(theme, heading_face=face, body_face=face), theme.title)
