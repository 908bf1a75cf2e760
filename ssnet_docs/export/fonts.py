"""Open fonts in place of the faces that documents name, for programs that draw them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from xml.sax.saxutils import escape

STAND_INS: Mapping[str, tuple[str, ...]] = {
    "微軟正黑體": ("Noto Sans CJK TC",),
    "Microsoft JhengHei": ("Noto Sans CJK TC",),
    "Microsoft JhengHei UI": ("Noto Sans CJK TC",),
    "標楷體": ("TW-Kai", "TW-Kai-Ext-B"),
    "DFKai-SB": ("TW-Kai", "TW-Kai-Ext-B"),
    "BiauKai": ("TW-Kai", "TW-Kai-Ext-B"),
    "新細明體": ("Noto Serif CJK TC",),
    "PMingLiU": ("Noto Serif CJK TC",),
    "Arial": ("Liberation Sans",),
    "Times New Roman": ("Liberation Serif",),
    "Calibri": ("Carlito", "Liberation Sans"),
    "Segoe UI": ("Noto Sans", "Liberation Sans"),
}
"""Open fonts for the faces that documents name, best first. A face that is installed is used itself."""


def fontconfig() -> str:
    """A fontconfig file with the stand-ins, on top of the system's or the user's own configuration."""
    # a relative name is looked for in fontconfig's own folder, wherever the system has it
    base = os.environ.get("FONTCONFIG_FILE") or "fonts.conf"
    aliases = "".join(
        f'<alias binding="same"><family>{escape(family)}</family><accept>'
        + "".join(f"<family>{escape(stand_in)}</family>" for stand_in in stand_ins)
        + "</accept></alias>\n"
        for family, stand_ins in STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'{aliases}<include ignore_missing="yes">{escape(base)}</include>\n</fontconfig>\n'
    )
