"""Where a line may end, and where a gap stands between scripts: W3C clreq's rules, and LibreOffice's beyond them.

Kept (https://www.w3.org/TR/clreq/, "Line Breaking"): closing marks and points never start a line, opening marks never
end one, 「——」 and 「……」 stay whole, Latin words break only at spaces and hyphens, a figure stays with its unit. Where
LibreOffice keeps characters together that these rules would part (a slash and what follows it, a letter and the
bracket behind it), they are kept together too: what is counted on must hold in every program.
"""

from __future__ import annotations

import unicodedata

from ssnet_docs.model.typography import is_wide

# What matters of a character, as bits: an IntFlag is ten times slower, and this runs for every character.
WIDE = 1  # set like a Han character: a line may end on either side of it
ASIAN = 2  # belongs to the Chinese script; LATIN to another; neither: it goes with what stands before it
LATIN = 4
NEVER_FIRST = 8
NEVER_LAST = 16
GLUED = 32  # no line ends on either side: no-break space, word joiner
JOINED = 64  # belongs to the character before it: combining marks, variation selectors
SPACE = 128
DIGIT = 256
WORD = 512  # a letter or digit that is not Han
OPENING = 1024
HYPHEN = 2048
UNIT = 4096  # stands with the figure before it
END = 8192  # ends the line by itself
PAIRED = 16384  # may belong to what follows it: 第, 民(國), the first of 人次 and the like

_HAN = WIDE | ASIAN
_SCRIPT = ASIAN | LATIN

LINE_ENDS = "\n\v\f\r\x85\u2028\u2029"
_NEVER_FIRST = frozenset("、，。．：；！？」』）》〉】〕］｝…‥—～·・％‰℃’”\"'),.:;!?]}%/-／｜ー々〻｣･ﾞﾟ′″")
_NEVER_LAST = frozenset("「『（《〈【〔［｛‘“\"'([{＄￥$#＃｢/+±£")
_OPENING = frozenset("「『（《〈【〔［｛([{｢")
_GLUED = frozenset("\u00a0\u202f\u2007\u2060\ufeff")
_UNITS = frozenset(
    "年月日人處案場件戶次名員督歲期區縣市所間元萬億千百週天時分項類級章條款點小個家校園倍度位床席組縣％%成"
)
_SECOND_UNITS = frozenset(
    ("人次", "千元", "萬元", "億元", "小時", "縣市", "個月", "萬人", "年度", "學年", "星期", "人數", "公里")
)
_ORDINALS = frozenset("一二三四五六七八九十")
_PAIRED = frozenset("第民").union(unit[0] for unit in _SECOND_UNITS)

_kinds: dict[str, int] = {}


def kind(character: str) -> int:
    """The kind of a character, reckoned once."""
    if character not in _kinds:
        _kinds[character] = _kind(character)
    return _kinds[character]


def _kind(character: str) -> int:
    found = _script(character)
    for flag, members in (
        (NEVER_FIRST, _NEVER_FIRST),
        (NEVER_LAST, _NEVER_LAST),
        (GLUED, _GLUED),
        (OPENING, _OPENING),
        (HYPHEN, "-–"),
        (UNIT, _UNITS),
        (END, LINE_ENDS),
        (PAIRED, _PAIRED),
    ):
        if character in members:
            found |= flag
    if character == " ":
        found |= SPACE
    if character.isdigit() and not found & WIDE:
        found |= DIGIT
    if character.isalnum() and not found & WIDE:
        found |= WORD
    return found


def _script(character: str) -> int:
    """Script and breadth. Signs of the general blocks (→ ≧ ① “”) and spaces are set in the face before them."""
    code = ord(character)
    if unicodedata.category(character) in ("Mn", "Me") or character == "\u200d" or 0x1F3FB <= code <= 0x1F3FF:
        return JOINED
    if is_wide(character):
        return _HAN
    if 0xFF61 <= code <= 0xFFDC:
        return ASIAN
    if code >= 0x1F000:
        return WIDE
    if code <= 0x20 or code == 0xA0 or 0x2000 <= code < 0x2C00 or unicodedata.category(character) == "Cf":
        return 0
    return LATIN


def may_break(text: str, position: int) -> bool:
    """Whether a line may end before the character at `position` of a text, which is not its first."""
    last = text[position - 1]
    before, after = kind(last), kind(text[position])
    if before == _HAN == after:
        return True
    if before & END:
        return last + text[position] != "\r\n"
    if after & (SPACE | END | JOINED | GLUED) or before & GLUED or last == "\u200d":
        return False
    if before & SPACE:
        return not after & NEVER_FIRST or bool(after & NEVER_LAST)
    if after & NEVER_FIRST or before & NEVER_LAST:
        return False
    if not (before | after) & WIDE:
        behind_hyphen = before & HYPHEN and after & WORD and not after & DIGIT
        return last == "\u200b" or bool(behind_hyphen and position > 1 and text[position - 2].isalnum())
    return not (before & WORD and after & OPENING) and not _counts(text, position, before, after)


def _counts(text: str, position: int, before: int, after: int) -> bool:
    """Whether a break would part a figure from its unit or from what counts it: 3|人, 26|萬人, 第|1期, 民國|115年."""
    if before & DIGIT and after & UNIT:
        return True
    last, next_ = text[position - 1], text[position]
    if last == "第" and (after & DIGIT or next_ in _ORDINALS):
        return True
    if last + next_ in _SECOND_UNITS and position > 1 and kind(text[position - 2]) & DIGIT:
        return True
    if last == "國" and after & DIGIT:
        return text[max(position - 2, 0)] == "民"
    return last == "民" and next_ == "國" and text[position + 1 : position + 2].isdigit()


def gaps(text: str) -> list[bool]:
    """For every character whether a gap stands before it: where the script changes between Han and another."""
    script = 0
    found = []
    for character in text:
        found_kind = kind(character)
        own = found_kind & _SCRIPT
        found.append(own | script == _SCRIPT and own != _SCRIPT)
        if own:
            script = own
        elif found_kind & END:
            script = 0
    return found
