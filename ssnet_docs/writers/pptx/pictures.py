"""A picture on a slide."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from ssnet_docs.model.page import PlacedPicture
from ssnet_docs.writers.pptx.master_shapes import frame
from ssnet_docs.writers.pptx.shapes import properties


def picture_xml(item: PlacedPicture, number: int, placeholder: str, relationship: str) -> str:
    """`<p:pic>` with its alternative text; `placeholder` is its `<p:ph>` or empty."""
    return (
        f"<p:pic><p:nvPicPr>{properties(number, item.name or '圖片', item.description)}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
        f"<p:nvPr>{placeholder}</p:nvPr></p:nvPicPr>"
        f"<p:blipFill><a:blip r:embed={quoteattr(relationship)}/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f'<p:spPr>{frame(item.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
