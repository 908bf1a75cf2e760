"""Composes a deck: chooses a size for every slide, continues what does not fit, and adds title, source and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ssnet_docs.compose.blemishes import blemished
from ssnet_docs.compose.measure import Measure
from ssnet_docs.compose.region import Composer, Filled, cannot_fit
from ssnet_docs.compose.sizes import Sizes
from ssnet_docs.compose.titles import grown_source, source_note_text, title_texts
from ssnet_docs.model.errors import ContentError, ErrorCollector
from ssnet_docs.model.layout import Layout, Rect, Slot, Theme
from ssnet_docs.model.nodes import DocumentNodes, Heading, Node, SlideNodes
from ssnet_docs.model.page import Deck, Placed, Slide

STEP_COST = 0.15
"""What a step down in size costs, in slides: one slide at the smallest size is worth nearly two at the largest."""
BLEMISH_COST = STEP_COST + 0.01
"""What a careless break costs at the largest size: more than the next one, which most slides are set in."""
MAXIMUM_PARTS = 200


@dataclass(frozen=True, slots=True)
class _Part:
    layout: str
    frames: tuple[Placed, ...]


def compose(document: DocumentNodes, theme: Theme, measure: Measure) -> Deck:
    """Place every slide of the document.

    Raises ContentErrors with all slides that cannot be set: unknown layouts or slots, titles too long, content
    that is too large for a slide at the theme's smallest size.
    """
    errors = ErrorCollector()
    slides: list[Slide] = []
    for section in document.sections:
        for nodes in section.slides:
            try:
                slides += compose_slide(nodes, theme, measure)
            except ContentError as error:
                errors.extend(error)
    errors.close()
    return Deck(
        id=document.id,
        title=document.title,
        theme=theme.name,
        organisation=document.organisation,
        subject=document.subtitle,
        iso_date=document.iso_date,
        slides=tuple(slides),
        sections=tuple((section.key, section.title.text) for section in document.sections if section.slides),
        origins=document.origins,
        approvals=document.approvals,
        footer=document.footer,
        status=document.status,
    )


def compose_slide(nodes: SlideNodes, theme: Theme, measure: Measure) -> list[Slide]:
    """One authored slide as one or more composed ones."""
    layout = _layout(nodes, theme)
    source_height = grown_source(nodes, layout, measure)
    contents = _by_slot(nodes, layout)
    parts = _best(nodes, contents, layout, theme, measure, source_height)
    slides = []
    for number, part in enumerate(parts, start=1):
        chosen = theme.layouts[part.layout]
        frames = [
            *title_texts(nodes, chosen, measure, number, len(parts)),
            *part.frames,
            *source_note_text(nodes, chosen, measure, source_height),
        ]
        slides.append(
            Slide(
                key=nodes.key if number == 1 else f"{nodes.key}#{number}",
                layout=part.layout,
                section=nodes.section,
                frames=tuple(frames),
                notes=nodes.notes if number == 1 else (),
                strategy=nodes.strategy,
                part=number,
                parts=len(parts),
                source=nodes.source,
            )
        )
    return slides


def _layout(nodes: SlideNodes, theme: Theme) -> Layout:
    layout = theme.layouts.get(nodes.layout)
    if layout is None:
        known = "、".join(theme.layouts)
        raise ContentError(nodes.source, f"沒有「{nodes.layout}」這種版面", f"可用的版面：{known}")
    return layout


def _by_slot(nodes: SlideNodes, layout: Layout) -> dict[str, list[Node]]:
    """The nodes of each object slot: named ones where they say, others in order, the last slot taking the rest.

    What one block says (a chart and its note) stays in one slot: its nodes have one source.
    """
    slots = [slot.name for slot in layout.object_slots]
    result: dict[str, list[Node]] = {name: [] for name in slots}
    if nodes.nodes and not slots:
        raise ContentError(nodes.source, f"版面「{layout.name}」沒有放內容的欄位", "請改用 layout: content")
    names = nodes.slots or (None,) * len(nodes.nodes)
    position = 0
    last = None
    for node, name in zip(nodes.nodes, names, strict=True):
        position += last is not None and not isinstance(last, Heading) and not _same_block(last, node)
        last = node if name is None else None
        if name is not None:
            if name not in result:
                known = "、".join(slots)
                raise ContentError(
                    node.source or nodes.source, f"版面「{layout.name}」沒有「{name}」欄位", f"可用的欄位：{known}"
                )
            result[name].append(node)
            continue
        result[slots[min(position, len(slots) - 1)]].append(node)
    return result


def _same_block(one: Node, other: Node) -> bool:
    return one.source is not None and one.source == other.source


# --- choosing a size -----------------------------------------------------------------------------------------------


def _best(
    nodes: SlideNodes,
    contents: dict[str, list[Node]],
    layout: Layout,
    theme: Theme,
    measure: Measure,
    source_height: float,
) -> list[_Part]:
    """The parts at the step that costs least: few slides, large type, and the largest only without careless breaks."""
    best: list[_Part] | None = None
    best_cost = float("inf")
    best_step = 0
    steps = range(max(style.steps for style in theme.types.values()))
    composers = [Composer(Sizes(theme, measure, step)) for step in steps]
    least = [
        _least_parts(composer, contents, layout, source_height) + STEP_COST * step
        for step, composer in zip(steps, composers, strict=True)
    ]
    for step in sorted(steps, key=lambda step: least[step]):
        if best is not None and least[step] >= best_cost:
            break
        parts = _paginate(composers[step], contents, layout, source_height, 1.0)
        if parts is None:
            continue
        cost = len(parts) + STEP_COST * step
        if step == 0 and blemished((frame for part in parts for frame in part.frames), measure):
            cost += BLEMISH_COST
        if cost < best_cost:
            best, best_cost, best_step = parts, cost, step
    if best is None:
        raise _too_large(nodes, contents)
    if len(best) > 1:
        best = _balanced(composers[best_step], contents, layout, source_height, best)
    return best


def _least_parts(composer: Composer, contents: dict[str, list[Node]], layout: Layout, source_height: float) -> int:
    """2 where a slot's tables are certainly too high for one slide, else 1: found without measuring any text."""
    for slot in layout.object_slots:
        least = composer.sizes.least_height(contents.get(slot.name, ()))
        if least > slot.rect.height - source_height + 0.02:
            return 2
    return 1


def _balanced(
    composer: Composer,
    contents: dict[str, list[Node]],
    layout: Layout,
    source_height: float,
    parts: list[_Part],
) -> list[_Part]:
    """The same number of parts with the least height, so that the last one is not nearly empty."""
    low, high = 0.4, 1.0
    best = parts
    for _ in range(5):
        middle = (low + high) / 2
        tried = _paginate(composer, contents, layout, source_height, middle)
        if tried is not None and len(tried) == len(parts):
            best, high = tried, middle
        else:
            low = middle
    return best


def _paginate(
    composer: Composer,
    contents: dict[str, list[Node]],
    layout: Layout,
    source_height: float,
    share: float,
) -> list[_Part] | None:
    """Fill slide after slide; None where something fits on no slide. `share` of the height is used for cutting."""
    parts: list[_Part] = []
    rest: dict[str, list[Node]] = contents
    while True:
        frames: list[Placed] = []
        following: dict[str, list[Node]] = {}
        progress = not any(rest.values())
        for slot in layout.object_slots:
            waiting = rest.get(slot.name, [])
            if not waiting:
                continue
            filled = _fill(composer, waiting, slot, source_height, share)
            progress = progress or bool(filled.frames)
            frames += filled.frames
            if filled.rest:
                following[slot.name] = list(filled.rest)
        if not progress or len(parts) >= MAXIMUM_PARTS:
            return None
        parts.append(_Part(layout.name, tuple(frames)))
        if not following:
            return parts
        layout, rest = _continuation(composer.sizes.theme, layout, following)


def _fill(composer: Composer, nodes: Sequence[Node], slot: Slot, source_height: float, share: float) -> Filled:
    """Fill a slot; content is cut at `share` of its height but placed in the whole of it."""
    rect = replace_height(slot.rect, slot.rect.height - source_height)
    filled = composer.fill(nodes, rect, slot.name, share=share)
    if not filled.frames and filled.rest:
        filled = composer.fill(nodes, rect, slot.name, forced=True)
    return filled


def _continuation(theme: Theme, layout: Layout, rest: dict[str, list[Node]]) -> tuple[Layout, dict[str, list[Node]]]:
    """The next slide's layout: the same, or the plain one where only one slot still has content."""
    plain = theme.layouts.get("content")
    if len(rest) == 1 and len(layout.object_slots) > 1 and plain is not None and plain.object_slots:
        (nodes,) = rest.values()
        return plain, {plain.object_slots[0].name: nodes}
    return layout, rest


def _too_large(nodes: SlideNodes, contents: dict[str, list[Node]]) -> ContentError:
    waiting: Iterable[Node] = (node for slot in contents.values() for node in slot)
    return cannot_fit(next(iter(waiting), None), nodes.source)


def replace_height(rect: Rect, height: float) -> Rect:
    """`rect` with another height."""
    return Rect(rect.x, rect.y, rect.width, height)
