"""Native charts: kind, categories and series with the values that the chart part keeps (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

import math

from ssnet_docs.model.version import Locator, VersionChart, VersionSeries
from ssnet_docs.readers.markup import local, look, name
from ssnet_docs.readers.package import Element, OpenPackage

_MOST_POINTS = 100_000
_DATA = ("tx", "cat", "val", "xVal", "yVal", "bubbleSize", "axId", "crossAx", "idx", "order")


def chart(package: OpenPackage, part: str, locator: Locator, description: str = "") -> VersionChart | None:
    """The chart in a part; None where the part is not there or holds no plot."""
    root = package.xml(part)
    area = None if root is None else root.find(f".//{name('c:plotArea')}")
    if root is None or area is None:
        return None
    plots = [child for child in area if local(child).endswith("Chart")]
    drawn = [item for plot in plots for item in plot.iterfind(name("c:ser"))]
    categories: tuple[str, ...] = ()
    series = []
    for item in drawn:
        own = _texts(item.find(name("c:cat"))) or _texts(item.find(name("c:xVal")))
        categories = own if len(own) > len(categories) else categories
        values = item.find(name("c:val"))
        values = values if values is not None else item.find(name("c:yVal"))
        series.append(VersionSeries(" ".join(_texts(item.find(name("c:tx")))), _numbers(values)))
    title = root.find(f"{name('c:chart')}/{name('c:title')}")
    words = "" if title is None else "".join(item.text or "" for item in title.iter(name("a:t")))
    return VersionChart(
        kind="+".join(dict.fromkeys(local(plot) for plot in plots)),
        categories=categories,
        series=tuple(series),
        locator=locator,
        title=words,
        description=description,
        look=_look(root),
    )


def _look(root: Element) -> str:
    """How the chart is drawn, as a digest: without its data, its title, and the numbers that link its parts.

    Changes the tree, which belongs to this reading alone.
    """
    for item in list(root.iter(*(name(f"c:{tag}") for tag in _DATA))):
        parent = item.getparent()
        above = None if parent is None else parent.getparent()
        if parent is None or above is None:
            continue
        if local(item) != "tx" or local(parent) == "ser" or local(above) == "chart":  # an axis' title is its look
            parent.remove(item)
    return look(root, without=("extLst", "externalData"))


def _points(parent: Element | None) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in () if parent is None else parent.iter(name("c:pt")):
        index, text = point.get("idx", ""), point.find(name("c:v"))
        if index.isdigit() and int(index) < _MOST_POINTS and text is not None:
            found[int(index)] = text.text or ""
    return found


def _texts(parent: Element | None) -> tuple[str, ...]:
    points = _points(parent)
    if not points and parent is not None:
        literal = parent.find(name("c:v"))
        return (literal.text or "",) if literal is not None else ()
    return tuple(points.get(index, "") for index in range(max(points, default=-1) + 1))


def _numbers(parent: Element | None) -> tuple[float | None, ...]:
    """The values in order, None for what is missing or no number."""
    points = _points(parent)
    count = None if parent is None else parent.find(f".//{name('c:ptCount')}")
    known = count.get("val", "0") if count is not None else "0"
    total = max(min(int(known), _MOST_POINTS) if known.isdigit() else 0, max(points, default=-1) + 1)
    return tuple(_number(points.get(index, "")) for index in range(total))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
