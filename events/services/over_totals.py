"""Women and men beside their total: one rule for each form and each file."""

from collections.abc import Iterator, Mapping

from events.enums import Basis, Sex
from rss_registry.words_of_counts import Count


def over_total(total: Count | None, women: Count | None, men: Count | None) -> int:
    """The number that the parts exceed the total by, or 0. « At least 80 » is never exceeded."""
    if total is None or total.basis == Basis.AT_LEAST:
        return 0
    parts = sum(part.number for part in (women, men) if part is not None)
    return max(0, parts - total.number)


def over_totals(counts: Mapping[tuple, Count]) -> Iterator[tuple[tuple, int]]:
    """The cells of totals that their parts exceed, with by how much. A cell begins with the sex."""
    for (sex, *cell), total in counts.items():
        if sex == Sex.NOT_STATED:
            women, men = (counts.get((part, *cell)) for part in (Sex.WOMEN, Sex.MEN))
            if excess := over_total(total, women, men):
                yield (sex, *cell), excess
