"""Chinese text for which no Chinese font is named."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import Made, files
from ssnet_docs.checks.parts.written import A, Element, W, Written, has_han
from ssnet_docs.model.finding import Finding

_HANT = "Hant"
MAXIMUM_CHAIN = 20


class EastAsianFontCheck(Check):
    """中文沒有指定中文字型：文字本身、樣式與佈景主題都沒有。

    每台電腦會換成不同的字型，字寬一變，排好的版面就跑掉；有的電腦換成日文或簡體字形。
    改法：在佈景主題（簡報）或樣式（報告）設定中文字型，例如微軟正黑體、標楷體。
    """

    id = "east-asian-font"
    title = "沒有中文字型"
    family = "package"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            if made.written.is_deck:
                yield from self._in_deck(made)
            else:
                yield from self._in_document(made)

    def _in_deck(self, made: Made) -> Iterator[Finding]:
        written = made.written
        for number, part in enumerate(written.slides, 1):
            root = written.root(part)
            if root is None or _theme_names(written, part):
                continue
            bare = [text for run in root.iter(f"{A}r") if has_han(text := _text(run)) and not _own(run)]
            if bare:
                message = f"「{bare[0][:16]}」等 {len(bare)} 處中文沒有中文字型，佈景主題也沒有"
                yield self.about_made(made, made.on_slide(number), message, "請在佈景主題設定中文字型")

    def _in_document(self, made: Made) -> Iterator[Finding]:
        body = made.written.body
        if body is None or _default_names(made.written):
            return
        bare = []
        for paragraph in body.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            if _style_names(made.written, style.get(f"{W}val", "") if style is not None else _normal(made.written)):
                continue
            for run in paragraph.iter(f"{W}r"):
                text = "".join(node.text or "" for node in run.iter(f"{W}t"))
                if has_han(text) and not _named(run.find(f"{W}rPr/{W}rFonts"), made.written):
                    bare.append(text)
        if bare:
            message = f"「{bare[0][:16]}」等 {len(bare)} 處中文沒有中文字型，樣式也沒有"
            yield self.about_made(made, Place("text", "內文"), message, "請在樣式設定中文字型")


# --- decks ---------------------------------------------------------------------------------------------------------


def _text(run: Element) -> str:
    return "".join(node.text or "" for node in run.iter(f"{A}t"))


def _own(run: Element) -> bool:
    """Whether a run names a Chinese face of its own; a reference to the theme's names none."""
    face = run.find(f"{A}rPr/{A}ea")
    return face is not None and bool(face.get("typeface")) and not face.get("typeface", "").startswith("+")


def _theme_names(written: Written, slide: str) -> bool:
    """Whether the theme that a slide has through its layout and master names Chinese faces."""
    layout = written.related(slide, "slideLayout")
    master = written.related(layout, "slideMaster") if layout else None
    theme = written.related(master, "theme") if master else None
    return bool(theme) and _faces_named(written.root(str(theme)))


def _faces_named(theme: Element | None) -> bool:
    """Whether headings and body of a theme have an East Asian face, or one for Traditional Chinese."""
    if theme is None:
        return False
    for kind in ("majorFont", "minorFont"):
        found = theme.find(f"{A}themeElements/{A}fontScheme/{A}{kind}")
        face = found.find(f"{A}ea") if found is not None else None
        named = face is not None and bool(face.get("typeface"))
        scripts = {item.get("script") for item in found.iterfind(f"{A}font")} if found is not None else set()
        if not named and _HANT not in scripts:
            return False
    return True


# --- Word ----------------------------------------------------------------------------------------------------------


def _named(fonts: Element | None, written: Written) -> bool:
    """Whether `w:rFonts` names an East Asian face, its own or the theme's."""
    if fonts is None:
        return False
    if fonts.get(f"{W}eastAsia"):
        return True
    theme = written.related(written.main, "theme")
    return bool(fonts.get(f"{W}eastAsiaTheme")) and bool(theme) and _faces_named(written.root(str(theme)))


def _default_names(written: Written) -> bool:
    name = written.related(written.main, "styles")
    root = written.root(name) if name else None
    return root is not None and _named(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"), written)


def _normal(written: Written) -> str:
    """The id of the default paragraph style."""
    for name, style in written.styles.items():
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
            return name
    return ""


def _style_names(written: Written, name: str) -> bool:
    """Whether a style, or one that it is based on, names an East Asian face."""
    for _ in range(MAXIMUM_CHAIN):
        style = written.styles.get(name)
        if style is None:
            return False
        if _named(style.find(f"{W}rPr/{W}rFonts"), written):
            return True
        based = style.find(f"{W}basedOn")
        name = based.get(f"{W}val", "") if based is not None else ""
    return False
