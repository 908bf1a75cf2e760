"""Theme colours in DrawingML: always a colour of the scheme, so that editing the master restyles everything."""

from __future__ import annotations

import colorsys
from functools import lru_cache

from ssnet_docs import themes
from ssnet_docs.model.layout import Theme
from ssnet_docs.model.text import Colour, ColourRole

SCHEME: dict[ColourRole, str] = {
    "ink": "tx1",
    "paper": "bg1",
    "brand": "tx2",
    "surface": "bg2",
    "strategy-1": "accent1",
    "strategy-2": "accent2",
    "strategy-3": "accent3",
    "strategy-4": "accent4",
    "strategy-5": "accent5",
    "strategy-6": "accent6",
    "accent": "hlink",
    "alert": "folHlink",
}
"""The scheme colours that roles are written as; `muted` and `rule` are lighter forms of ink."""

_WHOLE = 100_000  # Office counts percentages in thousandths
_FULL_TURN = 21_600_000  # and angles in 60000ths of a degree


def colour_xml(colour: Colour, theme: Theme, strategy: int | None = None, *, opacity: float = 1.0) -> str:
    """`<a:schemeClr>` of a colour, with what makes the scheme's colour into it (hue, saturation, luminance).

    `strategy` is what `key` stands for (None: brand). The result equals `themes.rgb` within rounding.
    """
    scheme, transforms = scheme_colour(colour, theme, strategy)
    if opacity < 1:
        transforms = (*transforms, ("alpha", round(opacity * _WHOLE)))
    if not transforms:
        return f'<a:schemeClr val="{scheme}"/>'
    inner = "".join(f'<a:{name} val="{value}"/>' for name, value in transforms)
    return f'<a:schemeClr val="{scheme}">{inner}</a:schemeClr>'


def fill_xml(colour: Colour | None, theme: Theme, strategy: int | None = None, *, opacity: float = 1.0) -> str:
    """`<a:solidFill>` of a colour; `<a:noFill/>` for None."""
    if colour is None:
        return "<a:noFill/>"
    return f"<a:solidFill>{colour_xml(colour, theme, strategy, opacity=opacity)}</a:solidFill>"


def scheme_colour(colour: Colour, theme: Theme, strategy: int | None = None) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The scheme colour that a colour is written as, and the transforms (name, value) in the order they apply.

    Word's `w:themeColor` knows no hue or saturation: its writer takes the hex of `themes.rgb` beside the name.
    """
    role = themes.resolved(colour.role, strategy)
    base: ColourRole = role if role in SCHEME else "ink"
    return SCHEME[base], _transforms(theme.colours[base], themes.rgb(theme, colour, strategy))


@lru_cache(maxsize=4096)
def _transforms(base: str, wanted: str) -> tuple[tuple[str, int], ...]:
    """What changes one RGB colour into another in Office's HSL terms."""
    if base == wanted:
        return ()
    hue, light, saturation = _hls(base)
    to_hue, to_light, to_saturation = _hls(wanted)
    result: list[tuple[str, int]] = []
    if 0 < to_light < 1:  # hue and saturation say nothing about black and white
        turn = (to_hue - hue) % 1.0
        if to_saturation > 0 and min(turn, 1 - turn) > 0.004:
            result.append(("hueOff", round((turn if turn < 0.5 else turn - 1) * _FULL_TURN)))
        if abs(to_saturation - saturation) > 0.004:
            result.append(
                ("satMod", round(to_saturation / saturation * _WHOLE))
                if saturation > 0
                else ("satOff", round(to_saturation * _WHOLE))
            )
    if to_light < light:
        result.append(("lumMod", round(to_light / light * _WHOLE)))
    elif to_light > light:
        offset = (to_light - light) / (1 - light)
        result += [("lumMod", round((1 - offset) * _WHOLE)), ("lumOff", round(offset * _WHOLE))]
    return tuple(result)


def _hls(colour: str) -> tuple[float, float, float]:
    red, green, blue = (channel / 255 for channel in themes.channels(colour))
    return colorsys.rgb_to_hls(red, green, blue)
