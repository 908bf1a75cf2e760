"""Full-width digits and letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ssnet_docs.checks.parts.base import Check, Subject
from ssnet_docs.checks.parts.texts import passages
from ssnet_docs.model.finding import Finding

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ％][０-９Ａ-Ｚａ-ｚ％．，]*")


class FullWidthCheck(Check):
    """數字或英文字母用了全形：１１５年、５０％。

    全形數字與旁邊的半形數字寬窄不一，也搜尋不到、不能計算。
    改法：改成半形數字；標點仍用全形。
    """

    id = "full-width"
    title = "全形數字"
    family = "content"

    def run(self, subject: Subject) -> Iterator[Finding]:
        for one in passages(subject):
            found = _WIDE.search(one.text)
            if found:
                message = f"「{found[0]}」是全形：{one.text[:40]}"
                hint = f"請改成半形「{unicodedata.normalize('NFKC', found[0])}」"
                yield self.at(one, message, hint)
