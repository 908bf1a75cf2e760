"""An agenda and references that name sections which do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding
from ssnet_docs.model.nodes import DocumentNodes, Drawing, Items, Node, SlideNodes, Text

_AGENDA = re.compile(r"^(?:報告|簡報)?(?:大綱|綱要|目錄|目次|議程|內容)$")
_NUMBER = re.compile(
    r"^(?:[0-9]{1,2}|[壹貳參肆伍陸柒捌玖拾]|[一二三四五六七八九十]{1,2}|策略[一二三四五六1-6])[.．、：　 ]+"
)
_NOISE = re.compile(r"[（(][^（）()]*[）)]|[\s　，、。：．.,]")
_APPENDIX = re.compile(r"(?<![》」法則例點準])附錄([一二三四五六七八九十])")
_QUOTED = re.compile(r"「[^「」]*」|《[^《》]*》")
_FEWEST = 3  # characters that an entry and a title must share


class AgendaCheck(Check):
    """大綱列了不存在的章節，或文字提到沒有的附錄。

    大綱由章節標題自動產生就不會錯；自己寫的大綱，改了章節名稱常忘了跟著改。只差標點、括號與編號的算相同。
    改法：改成 `agenda: true` 自動產生；或改正大綱、補上章節。
    """

    id = "agenda"
    title = "大綱與章節不符"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for document in subject.documents:
            titles = list(_titles(document))
            for section in document.sections:
                for slide in section.slides:
                    if slide.layout == "agenda" or _AGENDA.match(slide.title.text):
                        yield from self._agenda(document, slide, [title for title in titles if title])
        appendices = {
            document.id: set(re.findall(r"附錄([一二三四五六七八九十])", " ".join(_headings(document))))
            for document in subject.documents
        }
        for one in passages(subject):
            for numeral in _APPENDIX.findall(_QUOTED.sub("", one.text)) if "附錄" in one.text else ():
                if numeral not in appendices[one.document]:
                    yield self.at(one, f"提到「附錄{numeral}」，文件沒有這個附錄", "請改正編號或補上附錄")

    def _agenda(self, document: DocumentNodes, slide: SlideNodes, titles: list[str]) -> Iterator[Finding]:
        for entry in _entries(slide.nodes):
            bare = _bare(entry)
            if len(bare) >= _FEWEST and not any(bare in title or title in bare for title in titles):
                message = f"大綱列了「{entry}」，文件沒有這一節"
                yield self.about_text(document.id, slide.title.text, slide.key, slide.source, message, "請改正大綱")


def _headings(document: DocumentNodes) -> Iterator[str]:
    for section in document.sections:
        yield section.title.text
        for slide in section.slides:
            yield slide.title.text


def _titles(document: DocumentNodes) -> Iterator[str]:
    """The titles that an agenda may name: of sections, and of slides other than the agenda itself."""
    for section in document.sections:
        yield _bare(section.title.text)
        for slide in section.slides:
            if slide.layout != "agenda" and not _AGENDA.match(slide.title.text):
                yield _bare(slide.title.text)


def _entries(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Drawing):
            yield from _entries(node.equivalent)
        elif isinstance(node, Items):
            yield from (item.text for item in node.items if item.level == 0)
        elif isinstance(node, Text):
            yield from (one.text for one in node.paragraphs if one.text.strip())


def _bare(text: str) -> str:
    return _NOISE.sub("", _NUMBER.sub("", _NUMBER.sub("", text.strip())))
