"""The scale of a value axis as Office would choose it: where a value will stand, estimated before it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ssnet_docs.model.chart import ChartSpec

PERCENT_SIGNS = {"%", "％"}
_HEADROOM = 0.05  # Office leaves at least a twentieth of the range above the highest value


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `minimum` to `maximum` with a tick every `step`, in the axis's unit."""

    minimum: float
    maximum: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        count = round((self.maximum - self.minimum) / self.step)
        return tuple(round(self.minimum + position * self.step, 10) for position in range(count + 1))

    def share(self, value: float) -> float:
        """Where the value stands: 0 at the axis's start, 1 at its end."""
        return (value - self.minimum) / (self.maximum - self.minimum)


def round_scale(low: float, high: float) -> Scale:
    """A scale of four to six steps of 1, 2, 2.5 or 5 (times a power of ten) that covers low to high."""
    if not high - low > 1e-12 * max(abs(low), abs(high), 1.0):
        high = low + max(abs(low), 1.0)
    raw = (high - low) / 5
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next((factor * magnitude for factor in (1, 2, 2.5, 5) if factor * magnitude >= raw * 0.999), 10 * magnitude)
    return Scale(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step)


def value_scale(spec: ChartSpec, *, secondary: bool = False) -> Scale:
    """The scale of the primary or secondary value axis; percent charts run from 0 to 1."""
    if spec.stacking == "percent":
        return Scale(0.0, 1.0, 0.2)
    chosen = [series for series in spec.series if series.secondary == secondary]
    stacked = [series for series in chosen if spec.stacking == "stacked" and series.kind != "line"]
    totals = [
        sum(series.values[position] or 0.0 for series in stacked) for position in range(len(spec.categories)) if stacked
    ]
    values = totals + [
        value for series in chosen if series not in stacked for value in series.values if value is not None
    ]
    low, high = min(values, default=0.0), max(values, default=1.0)
    start = min(low, 0.0) if spec.axis_minimum is None or secondary else spec.axis_minimum
    if spec.axis_maximum is not None and not secondary and spec.axis_maximum > start:
        return _fixed(start, spec.axis_maximum)
    found = round_scale(start, high + _HEADROOM * (high - start) if is_open(axis_unit(spec, secondary), high) else high)
    return found if spec.axis_minimum is None or secondary else Scale(start, found.maximum, found.step)


def axis_unit(spec: ChartSpec, secondary: bool = False) -> str:
    """The unit of the primary or the secondary value axis."""
    own = next((series.unit for series in spec.series if series.secondary), None) if secondary else None
    return spec.unit if own is None else own


def is_open(unit: str, high: float) -> bool:
    """Whether the axis may end above the highest value; an axis of percentages near 100 ends there."""
    return not (unit in PERCENT_SIGNS and 80 < high <= 100)


def _fixed(low: float, high: float) -> Scale:
    return Scale(low, high, round_scale(low, high).step)
