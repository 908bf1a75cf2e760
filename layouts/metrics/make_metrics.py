"""Makes the tables of advance widths in this folder from open fonts (needs fontTools and the fonts; developers only).

    python layouts/metrics/make_metrics.py /usr/share/fonts

Each table says for every character how wide it is, in thousandths of an em, in the regular and the bold face, and how
high a line of the Chinese face is (hhea). Han characters and full-width marks are 1000 in every Chinese face and are
left out. Letters, digits and ASCII marks are the Latin font's; a sign that both fonts have (× ° “ →) may be set in
either, depending on the program and on its neighbours, so the wider one counts. README.md names the sources.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
TABLES = {
    # stem: (title, Latin regular, Latin bold, Chinese regular, Chinese bold, number of the face in the collection)
    "jhenghei-arial": (
        "微軟正黑體 with Arial: Noto Sans CJK TC with Liberation Sans",
        "LiberationSans-Regular.ttf",
        "LiberationSans-Bold.ttf",
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJK-Bold.ttc",
        "Noto Sans CJK TC",
    ),
    "sans-tc": (
        "微軟正黑體 with its own Latin: Noto Sans CJK TC",
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJK-Bold.ttc",
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJK-Bold.ttc",
        "Noto Sans CJK TC",
    ),
    "serif-tc": (
        "新細明體, 明體 with their own Latin: Noto Serif CJK TC",
        "NotoSerifCJK-Regular.ttc",
        "NotoSerifCJK-Bold.ttc",
        "NotoSerifCJK-Regular.ttc",
        "NotoSerifCJK-Bold.ttc",
        "Noto Serif CJK TC",
    ),
    "kai": (
        "標楷體 with Times New Roman: TW-Kai with Liberation Serif",
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
        "TW-Kai-98_1.ttf",
        "TW-Kai-98_1.ttf",
        "TW-Kai",
    ),
}
LETTERS = range(0x20, 0x250)
SYMBOLS = (*range(0x2000, 0x2070), *range(0x20A0, 0x2BFF), *range(0x370, 0x400), *range(0x3000, 0x3040))

FULL = "—…‥“”‘’·‧"  # 1 em as Chinese punctuation, whatever the font says of them in Latin text


def main(root: Path) -> None:
    for stem, (title, *files, name) in TABLES.items():
        fonts = [face(root, file, name) for file in files]
        (latin, latin_bold, chinese, chinese_bold) = fonts
        table = {
            "title": title,
            "line": round(
                (chinese["hhea"].ascent - chinese["hhea"].descent + chinese["hhea"].lineGap) * 1000 / em(chinese)
            ),
            "regular": widths(latin, chinese),
            "bold": widths(latin_bold, chinese_bold),
        }
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
        (HERE / f"{stem}.json").write_text(text + "\n", encoding="utf-8")


def face(root: Path, file: str, name: str) -> TTFont:
    found = sorted(root.rglob(file))
    if not found:
        raise SystemExit(f"no font {file} below {root}")
    path = found[-1]  # liberation2 rather than liberation
    if path.suffix != ".ttc":
        return TTFont(path)
    for number in range(64):
        font = TTFont(path, fontNumber=number)
        if font["name"].getDebugName(1) == name:
            return font
    raise SystemExit(f"no face {name} in {file}")


def em(font: TTFont) -> int:
    return int(font["head"].unitsPerEm)


def advance(font: TTFont, code: int) -> int | None:
    glyph = font.getBestCmap().get(code)
    return None if glyph is None else round(font["hmtx"][glyph][0] * 1000 / em(font))


def is_sign(code: int) -> bool:
    """Whether a character behind ASCII is a sign, which Chinese fonts have too (east-asian width "ambiguous")."""
    return code > 0x7E and not chr(code).isalpha() and unicodedata.east_asian_width(chr(code)) == "A"


def widths(latin: TTFont, chinese: TTFont) -> dict[str, int]:
    table = {}
    for code in LETTERS:
        width = advance(latin, code)
        if width is not None and not is_sign(code):
            table[chr(code)] = width
    for code in (*filter(is_sign, LETTERS), *SYMBOLS):
        found = [width for font in (latin, chinese) if (width := advance(font, code)) is not None]
        if found and max(found) != 1000 and chr(code) not in FULL and unicodedata.category(chr(code)) != "Cf":
            table[chr(code)] = max(found)
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]))
