"""Names of agencies, laws and programmes that are no longer, not yet, or never right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.glossary import Term, day, shown, terms
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|《[^《》]*》")
_HISTORY = re.compile(
    r"前身|原名|原稱|改制|升格|整併|合併|改名|更名|當時|時任|舊稱|舊制|前稱|修正前|(?:^|[（(，])[原前]"
)
_YEAR_BEFORE = re.compile(r"(?<![0-9])(1?[0-9]{2})年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:度|底)?，?(?:由|，|經)?$")
_LONGER = re.compile(r"門|分署|研究院")  # 科技部門 is no 科技部


class OutdatedNameCheck(Check):
    """機關、法規或計畫的名稱已改、還沒有，或寫錯：行政院衛生署、性騷擾防制法。

    依文件日期與 `data/glossary.csv` 的有效期間判斷；名稱前面緊接年度的，依那一年。談沿革（原、前身、改制）與引文不算。
    改法：改用當時的名稱；談過去的事，寫「行政院衛生署（現衛生福利部）」。新的名稱請補進 `data/glossary.csv`，註明依據。
    """

    id = "outdated-name"
    title = "名稱已改或寫錯"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        known = terms(subject)
        if not known:
            return
        dates = {document.id: document.date or document.iso_date for document in subject.documents}
        any_name = re.compile("|".join(re.escape(word) for term in known for word in (term.name, *term.wrong)))
        for one in passages(subject):
            if any_name.search(one.text) is None:
                continue
            text = _QUOTED.sub("", one.text)
            for message, hint in _judged(text, known, dates[one.document]):
                yield self.at(one, message, hint)


def _judged(text: str, known: tuple[Term, ...], date: str) -> Iterator[tuple[str, str]]:
    history = _HISTORY.search(text) is not None
    predecessors = {term.successor: term for term in known if term.successor}
    for term in known:
        for wrong in term.wrong:
            if wrong in text:
                yield f"「{wrong}」應為「{term.name}」", "請改正名稱"
        at = text.find(term.name)
        if at < 0 or _LONGER.match(text, at + len(term.name)):
            continue
        dated = _YEAR_BEFORE.search(text[:at])
        text = text.replace(term.name, "〓" * len(term.name))  # so that a shorter name is not found inside it
        when = dated[1] if dated else date
        first, last = day(when), day(when, last=True)
        if first is None or last is None or history:
            continue
        if term.last is not None and first > term.last:
            yield f"「{term.name}」只到{shown(term.last)}，後來是「{term.successor}」", f"請改用「{term.successor}」"
        elif term.first is not None and last < term.first:
            place = f"{dated[1]}年" if dated else "文件日期"
            before = predecessors.get(term.name)
            rest = f"，當時是「{before.name}」" if before else ""
            yield f"{place}早於「{term.name}」的起用日{shown(term.first)}{rest}", f"依據：{term.basis}"
