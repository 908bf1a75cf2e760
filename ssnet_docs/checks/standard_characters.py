"""Characters that official documents write in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import Passage, passages
from ssnet_docs.model.finding import Finding

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|《[^《》]*》")
_STANDARD = (  # 立法院法律統一用字表, as far as a word is wrong wherever it stands
    (re.compile(r"佈建"), "布建"),
    (re.compile(r"公佈|頒佈|分佈|發佈|宣佈"), "公布、頒布、分布、發布、宣布"),
    (re.compile(r"部份(?!子)"), "部分"),
    (re.compile(r"身份"), "身分"),
    (re.compile(r"佔(?=[有比用總全其率據]|[0-9])|[獨強侵]佔"), "占"),
    (re.compile(r"計劃"), "計畫"),
    (re.compile(r"規畫|策畫|籌畫"), "規劃、策劃、籌劃"),
    (re.compile(r"抵觸"), "牴觸"),
    (re.compile(r"搜集"), "蒐集"),
    (re.compile(r"僱主|僱員"), "雇主、雇員"),
    (re.compile(r"(?<!被)雇用"), "僱用"),
    (re.compile(r"儘管制|盡速|盡量|盡早|盡快"), "儘速、儘量、儘早、儘快"),
    (re.compile(r"徹底"), "澈底"),
    (re.compile(r"粘貼"), "黏貼"),
    (re.compile(r"妨碍|防礙"), "妨礙"),
    (re.compile(r"紀錄器|記錄片"), "記錄器、紀錄片"),
    (re.compile(r"蹤跡可循|事跡|史跡"), "事蹟、史蹟"),
    (re.compile(r"涵概"), "涵蓋"),
    (re.compile(r"佈署|部屬(?=人力|資源|策略)"), "部署"),
    (re.compile(r"輔道"), "輔導"),
    (re.compile(r"複原|回覆正常"), "復原、回復正常"),
    (re.compile(r"連絡會議|連繫會議"), "聯繫會議"),
)
_EITHER = (
    ("平臺", "平台"),
    ("櫃臺", "櫃台"),
    ("每週", "每周"),
    ("週期", "周期"),
    ("瞭解", "了解"),
    ("裡", "裏"),
    ("第一期", "第1期"),
    ("第二期", "第2期"),
)


class StandardCharactersCheck(Check):
    """公文統一用字寫錯，或同一份文件裡一個詞兩種寫法：佈建、部份、身份、計劃；平臺與平台並用。

    依立法院「法律統一用字表」：布建、部分、身分、占、計畫（名詞）、規劃（動詞）、牴觸、蒐集、雇主、僱用、澈底。兩種都可用的
    詞（平臺、平台；第一期、第1期），同一份文件用一種，列為提示。引文與書名從其原文。
    改法：改成統一用字；全文取代即可。
    """

    id = "standard-characters"
    title = "統一用字"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        firsts: dict[tuple[str, str], Passage] = {}
        for one in passages(subject):
            text = _QUOTED.sub("", one.text)
            for wrong, right in _STANDARD:
                found = wrong.search(text)
                if found:
                    yield self.at(
                        one, f"「{found[0]}」依統一用字應為「{right}」：{one.text[:40]}", f"請改成「{right}」"
                    )
            for pair in _EITHER:
                for word in pair:
                    if word in text and one.part != "source":
                        firsts.setdefault((one.document, word), one)
        for document in subject.documents:
            for first, second in _EITHER:
                ours, theirs = firsts.get((document.id, first)), firsts.get((document.id, second))
                if ours is not None and theirs is not None:
                    message = f"同一份文件「{first}」（{ours.slide}）與「{second}」並用"
                    yield self.at(theirs, message, "請統一用一種", "note")
