"""Counters and histograms as plain numbers, of which a registry of prometheus_client makes samples when it is read.

Its own take a lock for every number: several times the cost, and here one thread does all the counting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.utils import floatToGoString

Values = tuple[str, ...]
"""Values of the labels of one series, in the order in which its metric names them."""


class Counter:
    """Counts how often something happened: `counter.add("telegram", "press")`."""

    def __init__(self, name: str, meaning: str, *labels: str) -> None:
        self._family = name, meaning, None, labels
        self._numbers = defaultdict[Values, int](int)

    def add(self, *values: str) -> None:
        self._numbers[values] += 1

    def collect(self) -> Iterator[Metric]:
        family = CounterMetricFamily(*self._family)
        for values, number in self._numbers.items():
            family.add_metric(values, number)
        yield family


class Histogram:
    """Sorts amounts by `bounds`, the upper ends of its buckets: `histogram.add(0.25, "telegram")`."""

    def __init__(self, name: str, meaning: str, *labels: str, bounds: Sequence[float]) -> None:
        self._family = name, meaning, None, None, labels
        self._bounds = bounds
        self._buckets = defaultdict[Values, list[int]](lambda: [0] * (len(bounds) + 1))
        self._sums = defaultdict[Values, float](float)

    def add(self, amount: float, *values: str) -> None:
        self._buckets[values][bisect_left(self._bounds, amount)] += 1
        self._sums[values] += amount

    def collect(self) -> Iterator[Metric]:
        family = HistogramMetricFamily(*self._family)
        ends = [*map(floatToGoString, self._bounds), "+Inf"]
        for values, numbers in self._buckets.items():
            upto = list(zip(ends, accumulate(numbers), strict=True))
            family.add_metric(values, upto, self._sums[values])
        yield family


class Gauge:
    """Reads a level when it is collected: `gauge.put(read, "telegram")`."""

    def __init__(self, name: str, meaning: str, *labels: str) -> None:
        self._family = name, meaning, None, labels
        self._readers: dict[Values, Callable[[], float]] = {}

    def put(self, read: Callable[[], float], *values: str) -> None:
        self._readers[values] = read

    def collect(self) -> Iterator[Metric]:
        family = GaugeMetricFamily(*self._family)
        for values, read in self._readers.items():
            family.add_metric(values, read())
        yield family
