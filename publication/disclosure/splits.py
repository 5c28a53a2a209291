"""One split of a total: which of its parts are withheld so that none below the threshold follows."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace

from rss_registry.figures import THRESHOLD, Basis, Figure, Suppression

_MOST = THRESHOLD - 1


@dataclass(frozen=True)
class SplitRule:
    """What happens to each part that is not shown, and whether the total has to be withheld as well."""

    suppressions: Mapping[Hashable, Suppression] = field(default_factory=dict)
    withholds_total: bool = False

    def apply(self, cells: Mapping[Hashable, Figure]) -> dict[Hashable, Figure]:
        hidden = self.suppressions
        return {
            key: replace(figure, suppression=hidden[key]) if key in hidden else figure
            for key, figure in cells.items()
        }


def is_small(figure: Figure) -> bool:
    """Whether a known figure could point at a person."""
    return figure.is_known and 0 < figure.number < THRESHOLD


def is_withheld(figure: Figure) -> bool:
    return figure.is_known and not figure.is_shown


def suppress_split(
    cells: Mapping[Hashable, Figure],
    total: Figure,
    published: Collection[Hashable] = (),
    total_is_published: bool = False,
    bounded: Collection[Hashable] = (),
) -> SplitRule:
    """The rule for the parts `cells` of `total`.

    `published`: parts that the organiser published. They stay, so they protect nothing: what they leave
    of the total is the total of the others.

    Parts below the threshold read « < 5 ». Others are withheld with them, from the last, until what the
    withheld parts hold together narrows none of them; unnamed people may be enough. Where no number of
    parts is enough, all are withheld with one sign. `bounded`: parts that another split bounds, so that
    they protect no other. What decides is only what is shown anyway:
    how many parts are small and what they hold together.
    """
    known = {key: figure for key, figure in cells.items() if figure.is_known}
    own = {key: figure for key, figure in known.items() if key not in published}
    small = [key for key, figure in own.items() if is_small(figure)]
    if not total.is_known:
        return SplitRule(dict.fromkeys(small, Suppression.PRIMARY))
    left = total.number - sum(figure.number for key, figure in known.items() if key in published)
    rest = left - sum(figure.number for figure in own.values())
    # An order of magnitude leaves nothing that could be computed; beside a small part it hints all the same.
    is_loose = any(figure.basis == Basis.APPROXIMATE for figure in (total, *known.values()))
    rest_is_small = bool(known) and not is_loose and 0 < rest < THRESHOLD
    if not small and not rest_is_small:
        return SplitRule()
    everything = dict.fromkeys(own, Suppression.SECONDARY)
    if left < THRESHOLD or not own:
        return SplitRule(everything, withholds_total=not total_is_published)
    if rest < 0:
        return SplitRule(everything)
    hidden = dict.fromkeys(small, Suppression.PRIMARY)
    together = sum(own[key].number for key in small) + rest
    protecting = int(rest >= THRESHOLD)
    others = [key for key, figure in own.items() if key not in {*hidden, *bounded} and figure.value]
    # Each small part, and unnamed people if there are any, can then be 1 to 4 whatever the others are.
    while not protecting or together < _MOST * (len(small) + 1) + THRESHOLD * protecting:
        if not others:
            return SplitRule(everything)
        last = others.pop()
        hidden[last] = Suppression.SECONDARY
        together += own[last].number
        protecting += 1
    return SplitRule(hidden)
