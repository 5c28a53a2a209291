"""A reader who knows the rules: from what is published back to everything that it may stand for."""

from collections import defaultdict
from itertools import islice

import pytest

from rss_registry.figures import THRESHOLD, Figure

MOST_FIGURES = 64
FIGURES = [Figure(number) for number in range(MOST_FIGURES)]

# Fewer values than that and a small number is as good as told.
FEWEST_VALUES = 3


def read(figure):
    """What a reader sees of one figure."""
    if not figure.is_known:
        return None
    return (figure.value, str(figure.basis)) if figure.is_shown else figure.suppression.value


def read_all(disclosed):
    """What a reader sees of everything that is disclosed of an event."""
    return (
        read(disclosed.total),
        tuple(
            (split, key, read(cell))
            for split, cells in disclosed.splits.items()
            for key, cell in cells.items()
        ),
        tuple(
            (key, read(table.total), tuple((sex, read(cell)) for sex, cell in table.cells.items()))
            for key, table in disclosed.tables.items()
        ),
    )


class Attacker:
    """Sees outputs, knows for each which inputs give it, and computes what every number can be."""

    def __init__(self):
        self._truths = defaultdict(list)

    def learn(self, output, numbers, *, is_asked=True):
        """`numbers`: the true ones, in a fixed order, each with what completes it: (number, complement).

        A number that may be known (published by the organiser, or following from what is) is None.
        `is_asked`: whether it is a secret to find out. At the end of a range it only stands for what a
        secret further inside could be as well.
        """
        self._truths[output].append((tuple(numbers), is_asked))

    def findings(self, at_least=FEWEST_VALUES):
        """(output, true numbers, place) wherever a number below the threshold has too few values left."""
        for output, truths in self._truths.items():
            for place in range(len(truths[0][0])):
                pairs = [truth[place] for truth, _is_asked in truths]
                values = {pair[0] for pair in pairs if pair}
                complements = {pair[1] for pair in pairs if pair and pair[1] is not None}
                for truth, is_asked in truths:
                    pair = truth[place]
                    if not is_asked or not pair or not 0 < pair[0] < THRESHOLD:
                        continue
                    if len(values) < at_least or (pair[1] is not None and len(complements) < at_least):
                        yield output, truth, place

    def assert_learns_nothing(self):
        found = list(islice(self.findings(), 3))
        if found:
            pytest.fail("\n".join(f"{output}: {truth}, number {place}" for output, truth, place in found))
