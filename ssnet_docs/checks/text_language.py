"""Text whose language is not set, or set wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Place, Subject
from ssnet_docs.checks.parts.made import Made, files
from ssnet_docs.checks.parts.written import A, Element, W, has_han
from ssnet_docs.model.finding import Finding


class TextLanguageCheck(Check):
    """中文沒有標示語言，或標成別的語言。

    報讀軟體會用英文的發音讀中文，拼字檢查滿頁紅線，LibreOffice 匯出的 PDF 也會標成英文（WCAG 2.2 準則 3.1.1）。
    改法：選取全文，校訂語言設為「中文（台灣）」。
    """

    id = "text-language"
    title = "語言標示不對"
    family = "accessibility"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for made in files(subject):
            for number, part in enumerate(made.written.slides, 1):
                root = made.written.root(part)
                wrong = [] if root is None else [run for run in root.iter(f"{A}r") if _wrong(run)]
                if wrong:
                    language = wrong[0].find(f"{A}rPr").get("lang") if wrong[0].find(f"{A}rPr") is not None else None
                    text = "".join(node.text or "" for node in wrong[0].iter(f"{A}t"))
                    message = f"「{text[:16]}」等 {len(wrong)} 處中文{_said(language)}"
                    yield self.about_made(made, made.on_slide(number), message, "請把語言設為中文（台灣）")
            yield from self._in_document(made)

    def _in_document(self, made: Made) -> Iterator[Finding]:
        body = made.written.body
        if body is None:
            return
        name = made.written.related(made.written.main, "styles")
        root = made.written.root(name) if name else None
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") if root is not None else None
        language = None if default is None else default.get(f"{W}eastAsia")
        if not _chinese(language):
            message = f"預設的中文{_said(language)}"
            yield self.about_made(made, Place("styles", "文件預設"), message, "請把語言設為中文（台灣）")
        wrong = [
            run
            for run in body.iter(f"{W}r")
            if (mark := run.find(f"{W}rPr/{W}lang")) is not None
            and mark.get(f"{W}eastAsia") is not None
            and not _chinese(mark.get(f"{W}eastAsia"))
            and has_han("".join(node.text or "" for node in run.iter(f"{W}t")))
        ]
        if wrong:
            text = "".join(node.text or "" for node in wrong[0].iter(f"{W}t"))
            language = wrong[0].find(f"{W}rPr/{W}lang").get(f"{W}eastAsia")
            message = f"「{text[:16]}」等 {len(wrong)} 處中文{_said(language)}"
            yield self.about_made(made, Place("text", "內文"), message, "請把語言設為中文（台灣）")


def _wrong(run: Element) -> bool:
    """Whether a slide's run holds Han that is in no Chinese."""
    look = run.find(f"{A}rPr")
    language = None if look is None else look.get("lang")
    return has_han("".join(node.text or "" for node in run.iter(f"{A}t"))) and not _chinese(language)


def _chinese(language: str | None) -> bool:
    return bool(language) and str(language).lower().startswith("zh")


def _said(language: str | None) -> str:
    return f"標成 {language}" if language else "沒有標示語言"
