"""Text in DrawingML: the paragraphs of shapes, table cells and notes (ECMA-376 part 1, 21.1.2)."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.model.version import OBJECT, Span, VersionParagraph
from ssnet_docs.readers.docx_text import joined
from ssnet_docs.readers.markup import Places, canonical, choices, is_on, local, name
from ssnet_docs.readers.package import Element, Related

_SILENT = {"lang", "altLang", "dirty", "err", "noProof", "smtClean", "smtId", "kumimoji", "bmk"}
_MARKING = {"eaLnBrk", "latinLnBrk", "hangingPunct", "fontAlgn", "rtl"}  # how lines break, always said by some programs
_SHADES = {"sysClr": "lastClr", "srgbClr": "val", "schemeClr": "val", "prstClr": "val"}

_Look = tuple[tuple[str, str], ...]


def paragraphs(body: Element | None, places: Places, related: dict[str, Related]) -> tuple[VersionParagraph, ...]:
    """The paragraphs of a text body; none where it has no text at all."""
    found = tuple(_paragraph(item, places, related) for item in (() if body is None else body.iterfind(name("a:p"))))
    return found if any(item.text for item in found) else ()


def _paragraph(element: Element, places: Places, related: dict[str, Related]) -> VersionParagraph:
    properties = element.find(name("a:pPr"))
    level, look = 0, []
    if properties is not None:
        level = int(properties.get("lvl", "0")) if properties.get("lvl", "0").isdigit() else 0
        look = [(key, text) for key, text in properties.attrib.items() if key != "lvl" and key not in _MARKING]
        look += [
            (local(child), canonical(child)) for child in properties if local(child) not in {"", "defRPr", "extLst"}
        ]
    return VersionParagraph(
        spans=joined(list(_spans(element, related))),
        locator=places[element],
        level=level,
        look=tuple(sorted(look)),
    )


def _spans(paragraph: Element, related: dict[str, Related]) -> Iterator[Span]:
    for child in choices(paragraph):
        tag = local(child)
        if tag == "r":
            yield Span(_text(child), _look(child, related))
        elif tag == "br":
            yield Span("\n", _look(child, related))
        elif tag == "fld":
            kind = child.get("type", "")
            if kind == "slidenum":
                yield Span(OBJECT, _look(child, related), anchored="field:PAGE", field="SLIDENUM")
            else:
                yield Span(_text(child), _look(child, related), field="DATE" if "datetime" in kind else kind.upper())
        elif tag == "m":
            yield Span(OBJECT, anchored=f"formula:{''.join(item.text or '' for item in child.iter(name('m:t')))}")


def _text(element: Element) -> str:
    text = element.find(name("a:t"))
    return "" if text is None else text.text or ""


def _look(run: Element, related: dict[str, Related]) -> _Look:
    properties = run.find(name("a:rPr"))
    if properties is None:
        return ()
    look, other = _attributes(properties)
    for child in properties:
        match local(child):
            case "solidFill":
                look["colour"] = colour(child)
            case "highlight":
                look["highlight"] = colour(child)
            case "latin" | "ea":
                look["font"] = "/".join(dict.fromkeys(filter(None, (look.get("font", ""), child.get("typeface", "")))))
            case "hlinkClick":
                target = related.get(child.get(name("r:id"), ""))
                look["link"] = target.target if target else "#"
            case "cs" | "sym" | "extLst" | "":
                pass
            case _:
                other.append(canonical(child))
    if other:
        look["other"] = ";".join(sorted(other))
    return tuple(sorted((key, text) for key, text in look.items() if text not in {"", "0"} or key == "bold"))


def _attributes(properties: Element) -> tuple[dict[str, str], list[str]]:
    """What the attributes of `a:rPr` say: the properties that have a name, and the others."""
    look: dict[str, str] = {}
    other: list[str] = []
    for key, text in properties.attrib.items():
        match key:
            case "b" | "i":
                look[{"b": "bold", "i": "italic"}[key]] = "1" if is_on(text) else "0"
            case "u":
                look["underline"] = "" if text == "none" else text
            case "strike":
                look["strike"] = "" if text == "noStrike" else text
            case "sz":
                look["size"] = f"{int(text) / 100:g}" if text.isdigit() else text
            case "baseline":
                look["superscript" if not text.startswith("-") else "subscript"] = "" if text in {"0", "0%"} else text
            case _ if key not in _SILENT:
                other.append(f"{key.rpartition('}')[2]}={text}")
    return look, other


def colour(fill: Element | None) -> str:
    """A fill's colour in short: RRGGBB, or a theme colour with what changes it; '' where it is no plain colour."""
    chosen = None if fill is None else next((child for child in fill if local(child) in _SHADES), None)
    if chosen is None:
        return ""
    changes = "".join(f"+{local(child)}{child.get('val', '')}" for child in chosen if local(child))
    return f"{chosen.get(_SHADES[local(chosen)], '')}{changes}"
