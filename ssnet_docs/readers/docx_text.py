"""The text of a Word paragraph: runs, fields, links, marks, and what stands in the text without being any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ssnet_docs.model.version import OBJECT, Span
from ssnet_docs.readers.docx_styles import Styles
from ssnet_docs.readers.markup import canonical, choices, is_on, local, name
from ssnet_docs.readers.package import Element, Related

PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_MARKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_THROUGH = {"sdt", "sdtContent", "smartTag", "customXml", "bdo", "dir"}
_DRAWN = {"drawing", "pict", "object"}
_SILENT = {"lang", "noProof", "webHidden", "rPrChange", "rStyle", "bCs", "iCs", "szCs", "cs", "rtl"}
_SWITCHES = {"b": "bold", "i": "italic", "strike": "strike", "dstrike": "strike"}

_Look = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Field:
    """A complex field that is open: its code, and whether its result has begun."""

    code: str = ""
    shown: bool = False

    @property
    def kind(self) -> str:
        words = self.code.split()
        return words[0].upper() if words else ""


@dataclass(slots=True)
class TextReader:
    """Reads the paragraphs of one part in order; a field may begin in one and end in another.

    `drawn` is called with each drawing, picture or object in the text and says what it is (picture:<digest>).
    """

    styles: Styles
    related: dict[str, Related]
    drawn: Callable[[Element], str]
    fields: list[_Field] = field(default_factory=list)
    _looks: dict[str, _Look] = field(default_factory=dict)

    def spans(self, paragraph: Element) -> tuple[Span, ...]:
        """The paragraph's spans; neighbours that look alike are one."""
        found: list[Span] = []
        self._read(paragraph, (), found)
        return joined(found)

    def _read(self, parent: Element, link: _Look, found: list[Span]) -> None:
        for child in choices(parent):
            match local(child):
                case "r":
                    self._run(child, link, found)
                case "hyperlink":
                    self._read(child, (("link", self._target(child)),), found)
                case "fldSimple":
                    self.fields.append(_Field(child.get(name("w:instr"), ""), shown=True))
                    self._page_number(found)
                    self._read(child, link, found)
                    self.fields.pop()
                case "oMath" | "oMathPara":
                    text = "".join(item.text or "" for item in child.iter(name("m:t")))
                    found.append(Span(OBJECT, link, anchored=f"formula:{text}"))
                case tag if tag in _THROUGH:
                    self._read(child, link, found)

    def _target(self, hyperlink: Element) -> str:
        related = self.related.get(hyperlink.get(name("r:id"), ""))
        if related is not None:
            return related.target
        anchor = hyperlink.get(name("w:anchor"), "")
        return "#" if anchor.startswith("_") else f"#{anchor}"  # names that Word makes say nothing

    def _run(self, run: Element, link: _Look, found: list[Span]) -> None:
        look = self._look(run.find(name("w:rPr")), link)
        for child in choices(run):
            tag = local(child)
            if tag == "fldChar":
                self._field(child.get(name("w:fldCharType")), found)
            elif tag == "instrText":
                if self.fields and not self.fields[-1].shown:
                    self.fields[-1].code += child.text or ""
            elif self._hidden:
                continue
            elif tag == "t":
                self._add(child.text or "", look, found)
            elif tag in _MARKS:
                self._add(_MARKS[tag], look, found)
            elif tag == "br":
                kind = child.get(name("w:type"), "")
                self._add({"page": "\f", "column": "\v"}.get(kind, "\n"), look, found)
            elif tag == "sym":
                self._add(_symbol(child), look, found)
            elif tag in _NOTES:
                found.append(Span(OBJECT, look, anchored=_NOTES[tag]))
            elif tag in _DRAWN:
                found.append(Span(OBJECT, look, anchored=self.drawn(child)))

    @property
    def _hidden(self) -> bool:
        """Whether the text is a field's code, or the cached number of a page."""
        return any(not item.shown or item.kind in PAGE_FIELDS for item in self.fields)

    def _field(self, kind: str | None, found: list[Span]) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self._begin_result(found)
        elif kind == "end" and self.fields:
            self._begin_result(found)
            self.fields.pop()

    def _begin_result(self, found: list[Span]) -> None:
        """Where a field's code ends; at its very end for a field without a result."""
        if not self.fields[-1].shown:
            self.fields[-1].shown = True
            self._page_number(found)

    def _page_number(self, found: list[Span]) -> None:
        if self.fields[-1].kind in PAGE_FIELDS and not any(item.kind in PAGE_FIELDS for item in self.fields[:-1]):
            found.append(Span(OBJECT, anchored="field:PAGE", field=self._outer))

    @property
    def _outer(self) -> str:
        return next((item.kind for item in self.fields if item.kind and item.kind != "HYPERLINK"), "")

    def _add(self, text: str, look: _Look, found: list[Span]) -> None:
        if text:
            found.append(Span(text, look, field=self._outer))

    def _look(self, properties: Element | None, link: _Look) -> _Look:
        if properties is None:
            return link
        from lxml import etree

        key = etree.tostring(properties, encoding="unicode", with_tail=False)
        if key not in self._looks:
            self._looks[key] = tuple(sorted(self._properties(properties).items()))
        own = self._looks[key]
        return tuple(sorted({**dict(own), **dict(link)}.items())) if link else own

    def _properties(self, properties: Element) -> dict[str, str]:
        style = properties.find(name("w:rStyle"))
        look: dict[str, str] = {}
        if style is not None:
            inherited = self.styles[style.get(name("w:val"), "")].look
            look = self._properties(inherited) if inherited is not None else {}
        other: list[str] = []
        for child in properties:
            tag, found = local(child), child.get(name("w:val"), "1")
            if tag in _SILENT or not tag:
                continue
            if tag in _SWITCHES:
                look[_SWITCHES[tag]] = "1" if is_on(found) else "0"
            elif tag == "u":
                look["underline"] = "" if found == "none" else found
            elif tag == "vertAlign":
                look |= {"superscript": "1"} if found == "superscript" else {}
                look |= {"subscript": "1"} if found == "subscript" else {}
            elif tag == "highlight":
                look["highlight"] = "" if found == "none" else found
            elif tag == "color":
                look["colour"] = "" if found == "auto" else found
            elif tag == "sz":
                look["size"] = f"{int(found) / 2:g}" if found.isdigit() else found
            elif tag == "rFonts":
                fonts = [child.get(name(f"w:{kind}"), "") for kind in ("ascii", "eastAsia")]
                look["font"] = "/".join(dict.fromkeys(font for font in fonts if font))
            else:
                other.append(canonical(child))
        if other:
            look["other"] = ";".join(sorted(other))
        return {key: text for key, text in look.items() if text not in {"", "0"} or key == "bold"}


def _symbol(element: Element) -> str:
    """A character of a symbol font; those fonts' private codes stand for themselves."""
    try:
        return chr(int(element.get(name("w:char"), ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """The spans with neighbours of one look, field and facts made one."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        alike = last is not None and (last.look, last.facts, last.field) == (span.look, span.facts, span.field)
        if last is not None and alike and not (last.anchored or span.anchored):
            merged[-1] = Span(last.text + span.text, span.look, span.facts, "", span.field)
        else:
            merged.append(span)
    return tuple(merged)
