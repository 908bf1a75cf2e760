"""Speaker notes: a notes page for each slide that has some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssnet_docs.model.text import Paragraph
from ssnet_docs.writers.ooxml.drawingml import Inherited, TextContext, paragraphs_xml
from ssnet_docs.writers.pptx.master_shapes import NAMESPACES, number_field, tree

NOTES_SIZE = 12.0
NOTES_SPACE = 0.3
"""Size in points and space before a paragraph in ems: the notes master's, said again for LibreOffice."""

_FIXED = ' noRot="1" noChangeAspect="1"'
_LOCKED = '<p:cNvSpPr><a:spLocks noGrp="1"{}/></p:cNvSpPr>'


def notes_xml(paragraphs: Sequence[Paragraph], context: TextContext) -> str:
    """The notes page: the slide's picture, the notes and the page number, all as the notes master has them."""
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="投影片影像"/>'
        f"{_LOCKED.format(_FIXED)}"
        '<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    )
    sized = [item if item.size else replace(item, size=NOTES_SIZE, space_before=NOTES_SPACE) for item in paragraphs]
    text = paragraphs_xml(sized, context, Inherited(indented=True))
    notes = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="3" name="備忘稿"/>{_LOCKED.format("")}'
        '<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>"
    )
    number = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="4" name="頁碼"/>{_LOCKED.format("")}'
        '<p:nvPr><p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{number_field()}</p:txBody></p:sp>"
    )
    return (
        f"<p:notes {NAMESPACES}><p:cSld>{tree([image, notes, number])}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
