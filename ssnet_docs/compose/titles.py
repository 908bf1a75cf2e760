"""The texts of a slide that stand in its layout's own slots: title, kicker, subtitle, source note."""

from __future__ import annotations

from dataclasses import replace

from ssnet_docs.compose.measure import Measure
from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.layout import Layout, Rect, Slot
from ssnet_docs.model.nodes import SlideNodes
from ssnet_docs.model.page import PlacedText
from ssnet_docs.model.text import Paragraph, Run

LINE_GAP = 24.0
"""Least distance (points) between kicker and subtitle on their line."""


def title_texts(nodes: SlideNodes, layout: Layout, measure: Measure, part: int, parts: int) -> list[PlacedText]:
    """The slide's texts in the layout's own slots: title first, then kicker, subtitle and others by name."""
    title = nodes.title
    if parts > 1:
        title = replace(
            title, runs=(*title.runs, Run(f"（續）{part}/{parts}" if part > 1 else f"　{part}/{parts}", scale=0.6))
        )
    texts = {"title": title, "kicker": nodes.kicker, "subtitle": nodes.subtitle, **nodes.texts}
    frames = []
    slots = _shared_line(layout, texts, measure)
    for slot in sorted(slots, key=lambda slot: slot.kind != "title"):
        text = texts.get(slot.name)
        if text is None or not text.runs or slot.kind in ("object", "footer", "number") or slot.name == "source":
            continue
        frames.append(_slot_text(slot, text, measure, nodes.source))
    return frames


def _shared_line(layout: Layout, texts: dict[str, Paragraph | None], measure: Measure) -> tuple[Slot, ...]:
    """The layout's slots, where kicker and subtitle stand on one line with that line shared by what they need."""
    kicker, subtitle = layout.slot("kicker"), layout.slot("subtitle")
    if kicker is None or subtitle is None or kicker.rect.y != subtitle.rect.y or kicker.rect.x > subtitle.rect.x:
        return layout.slots
    left, right = (texts.get(slot.name) for slot in (kicker, subtitle))
    end = subtitle.rect.right
    if right is None or not right.runs:
        wide = replace(kicker, rect=replace(kicker.rect, width=end - kicker.rect.x))
        return tuple(wide if slot is kicker else slot for slot in layout.slots)
    steps = range(measure.theme.style(kicker.role).steps)
    for step in steps:
        needs = [
            measure.natural_width(measure.sized((replace(text, role=slot.role),), step)) if text is not None else 0.0
            for slot, text in ((kicker, left), (subtitle, right))
        ]
        if sum(needs) + LINE_GAP > end - kicker.rect.x:
            continue
        if needs[0] <= kicker.rect.width and needs[1] <= subtitle.rect.width:
            break
        start = kicker.rect.x + needs[0] + LINE_GAP
        changed = {
            "kicker": replace(kicker, rect=replace(kicker.rect, width=needs[0])),
            "subtitle": replace(subtitle, rect=replace(subtitle.rect, x=start, width=end - start)),
        }
        return tuple(changed.get(slot.name, slot) for slot in layout.slots)
    return layout.slots


def _slot_text(slot: Slot, text: Paragraph, measure: Measure, source: Source | None) -> PlacedText:
    """The text at the largest size of the slot's role that fits; ContentError where the smallest does not."""
    text = replace(text, role=slot.role, align=text.align or slot.align)
    steps = measure.theme.style(slot.role).steps
    for step in range(steps):
        sized = measure.sized((text,), step)
        if measure.height(sized, slot.rect.width) <= slot.rect.height + 0.5:
            return PlacedText(
                rect=slot.rect, paragraphs=sized, slot=slot.name, anchor=slot.anchor, name=slot.name, key=slot.name
            )
    raise ContentError(
        source, f"「{text.text}」太長，「{slot.name}」欄位放不下", "請縮短，或把部分文字移到副標題或內文"
    )


def _source_slot(layout: Layout) -> Slot | None:
    return layout.slot("source")


def grown_source(nodes: SlideNodes, layout: Layout, measure: Measure) -> float:
    """By how much (points) a long source note grows upwards into the content."""
    slot = _source_slot(layout)
    if slot is None or nodes.source_note is None:
        return 0.0
    needed = measure.height(measure.sized((nodes.source_note,), 0), slot.rect.width)
    return max(needed - slot.rect.height, 0.0)


def source_note_text(nodes: SlideNodes, layout: Layout, measure: Measure, grown: float) -> list[PlacedText]:
    slot = _source_slot(layout)
    if slot is None or nodes.source_note is None:
        return []
    rect = Rect(slot.rect.x, slot.rect.y - grown, slot.rect.width, slot.rect.height + grown)
    return [
        PlacedText(
            rect=rect,
            paragraphs=measure.sized((nodes.source_note,), 0),
            slot=slot.name,
            anchor=slot.anchor,
            name=slot.name,
            key="source",
        )
    ]
