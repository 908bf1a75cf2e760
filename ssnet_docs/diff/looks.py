"""Changes of look: of words inside a paragraph, and of the paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ssnet_docs.diff.paragraphs import joined
from ssnet_docs.diff.sites import Site, shortened
from ssnet_docs.model.change import Change, TextPair
from ssnet_docs.model.version import PARAGRAPH_END, VersionParagraph

PROPERTIES = {
    "bold": "粗體",
    "italic": "斜體",
    "underline": "底線",
    "strike": "刪除線",
    "superscript": "上標",
    "subscript": "下標",
    "highlight": "醒目提示",
    "colour": "文字顏色",
    "size": "字級",
    "font": "字型",
    "link": "連結",
    "other": "其他文字格式",
}
_LONGEST = 60


def look_changes(pair: TextPair, before: Sequence[VersionParagraph], site: Site, old: str) -> Iterator[Change]:
    for look in pair.looks:
        told = "、".join(_property(*change) for change in look.properties)
        text = shortened(old[look.old_start : look.old_start + look.length])
        place = site.place(
            before[0].locator,
            pair.new[0].locator,
            old_text=old.strip(PARAGRAPH_END),
            new_text=joined(pair.new).strip(PARAGRAPH_END),
            old_range=(look.old_start, look.old_start + look.length),
            new_range=(look.new_start, look.new_start + look.length),
        )
        yield Change(id="", kind="look", cause="template", summary=told, places=(place,), old=text, new=text)
    if len(before) == len(pair.new) == 1:
        told = "、".join(_paragraph_looks(before[0], pair.new[0]))
        if told:
            text = shortened(joined(pair.new).strip(PARAGRAPH_END), _LONGEST)
            place = site.place(
                before[0].locator,
                pair.new[0].locator,
                old_text=old.strip(PARAGRAPH_END),
                new_text=joined(pair.new).strip(PARAGRAPH_END),
            )
            yield Change(id="", kind="look", cause="template", summary=told, places=(place,), old=text, new=text)


def _property(name: str, old: str, new: str) -> str:
    title = PROPERTIES.get(name, name)
    if {old, new} <= {"", "0", "1"}:
        return f"{'加上' if new == '1' else '取消'}{title}"
    if name == "other":
        return f"{title}變更"
    return f"{title} {old or '預設'} → {new or '預設'}"


def _paragraph_looks(old: VersionParagraph, new: VersionParagraph) -> Iterator[str]:
    if old.style != new.style:
        yield f"樣式 {old.style or '預設'} → {new.style or '預設'}"
    elif old.heading != new.heading:
        yield f"大綱階層 {old.heading or '本文'} → {new.heading or '本文'}"
    if old.level != new.level:
        yield f"清單階層 {_level(old)} → {_level(new)}"
    if old.look != new.look:
        was, now = dict(old.look), dict(new.look)
        names = sorted(key for key in was | now if was.get(key) != now.get(key))
        yield f"段落格式變更（{'、'.join(_PARAGRAPH.get(key, key) for key in names)}）"


def _level(paragraph: VersionParagraph) -> str:
    return "無" if paragraph.level is None else str(paragraph.level + 1)


_PARAGRAPH = {
    "jc": "對齊",
    "algn": "對齊",
    "ind": "縮排",
    "marL": "縮排",
    "indent": "縮排",
    "spacing": "間距",
    "spcBef": "間距",
    "spcAft": "間距",
    "lnSpc": "行距",
    "keepNext": "分頁",
    "keepLines": "分頁",
    "pageBreakBefore": "分頁",
    "section": "版面設定",
    "shd": "網底",
    "pBdr": "框線",
    "tabs": "定位點",
}
