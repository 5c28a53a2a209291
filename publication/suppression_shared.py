"""Totals that several events share: which may be disclosed, and what they leave for one event."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from publication.suppression import suppress, withhold_everything
from publication.suppression_splits import is_small
from publication.suppression_types import Disclosed, Statements
from rss_registry.figures import Figure


@dataclass(frozen=True)
class SharedCount:
    """A total that belongs to several events together; the lower its key, the earlier it was entered."""

    key: int
    events: frozenset
    as_published: bool = False
    all_have_pages: bool = True
    """Whether each of its events has a public page that tells every fact."""


def may_be_disclosed(mine: SharedCount, others: Iterable[SharedCount]) -> bool:
    """Whether a shared total may be disclosed beside `others` that may be as well.

    Only while each of its events has a page: 20 people of one in a total of 28 tell of 8 at a hidden one.

    {A, B} = 30 and {A, B, C} = 33 tell of three people at C. So no event is in two totals that are
    disclosed, and no sum of them can be taken apart. The one entered first stays: a number once public
    does not leave because of a later one, and is not to be compared with it. What the organiser
    published is known anyway.
    """
    if not mine.all_have_pages:
        return False
    return mine.as_published or not any(
        rival.as_published or rival.key < mine.key for rival in _overlapping(mine, others)
    )


def may_be_split(mine: SharedCount, others: Iterable[SharedCount]) -> bool:
    """Whether the parts of a shared total that is disclosed may be: no overlapping one is."""
    return not any(rival.as_published for rival in _overlapping(mine, others))


def _overlapping(mine, others):
    return [other for other in others if other.key != mine.key and other.events & mine.events]


def suppress_shared(
    stated: Statements,
    own: Iterable[Disclosed],
    *,
    may_disclose: bool = True,
    may_split: bool = True,
    earlier: Iterable[Disclosed] = (),
) -> Disclosed:
    """What may be disclosed of a shared total, beside what each of its events discloses on its `own`.

    Where events are counted on their own, what they leave of the total must be nobody or enough people,
    and no split of it is disclosed.
    """
    disclosed = suppress(stated, earlier=earlier)
    counted = [event.total for event in own if event.total.is_known]
    if not may_disclose or (counted and _leaves_few(disclosed.total, counted)):
        return withhold_everything(stated)
    if counted or not may_split:
        return replace(withhold_everything(stated), total=disclosed.total)
    return disclosed


def _leaves_few(total: Figure, counted):
    if not total.is_known:
        return False
    left = total.value - sum(figure.value for figure in counted)
    return left < 0 or is_small(Figure(left)) or not all(figure.is_shown for figure in counted)
