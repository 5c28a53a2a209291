"""An invented register of any size, rich enough to judge a page by; the same one for the same seed and day.

    from script.benchmark.varied_register import make_varied_register
    make_varied_register(count=400, seed=1)

Tests, measures and `script/sample` use it. It expects a database without events.
"""

import random

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from events.enums import Sensitivity, Status
from events.models import Series
from events.services.person_marks import mark_all_lists
from events.services.vocabularies import load_vocabularies
from organisations.services.places import load_places
from script.benchmark.varied import days, headcounts, publishing, results, texts
from script.benchmark.varied.events import EventMaker
from script.benchmark.varied.private_lists import CANARIES, add_lists_of_one
from script.benchmark.varied.rows import Rows
from script.benchmark.varied.world import make_world

__all__ = ["CANARIES", "make_varied_register"]

# Fewer do not hold every kind of fact.
LEAST = 60
_SHARED = ("exact", "about", "with women", "at least")


@transaction.atomic
def make_varied_register(count=400, seed=1, today=None):
    """Write `count` events as seen on the day `today`, and return them in the order of their making."""
    if count < LEAST:
        raise ValueError(f"a varied register has at least {LEAST} events, not {count}")
    load_places()
    load_vocabularies()
    chance, rows = random.Random(seed), Rows()
    with override("fr"):
        world = make_world(rows, chance)
        maker = EventMaker(rows, chance, world, today or timezone.localdate())
        events = _series(rows, chance, world, maker, max(count // 40, 2))
        events += [maker.make() for _ in range(count - len(events))]
        _share_totals(rows, chance, maker.counted)
        results.join_recommendations(rows, chance, 3 + count // 40)
        publishing.give_references(events)
        publishing.add_status_changes(rows, events)
        rows.store()
        publishing.date_rows(events)
        add_lists_of_one(events)
        mark_all_lists()
        publishing.open_to_public(events)
        publishing.correct(events)
    return events


def _series(rows, chance, world, maker, number):
    """Series of three to seven events, of which the last ones are still to come."""
    subjects = texts.subjects()
    events = []
    for order in range(number):
        subject = subjects[order % len(subjects)]
        size = 3 + order * 2 % 5
        series = rows.add(
            Series(
                slug=f"serie-exemple-{order + 1}",
                programme=world.programmes[order % len(world.programmes)] if order % 3 else None,
                organisation=world.bodies["alliance-exemple"],
                planned_number=None if order == 3 else size + order % 2,
                **texts.Text(
                    f"Cycle de forums n° {order + 1} sur {subject.title.fr}",
                    f"Forum cycle no. {order + 1} on {subject.title.en}",
                ).columns("title"),
                **texts.Text(
                    "Un rapport réunira les recommandations de tous les forums.",
                    "A report will gather the recommendations of all forums.",
                ).columns("final_output"),
            )
        )
        units = chance.sample(world.units, size)
        for unit in units:
            rows.add(Series.planned_places.through(series=series, place=unit))
        when = days.cycle(chance, max(size - 1 - order % 3, 2), maker.today)
        for rank in range(1, size + 1):
            made = maker.make(
                when=when.pop(0) if when else None,
                held=rank <= size - 1 - order % 3 or rank <= 2,
                series=series,
                unit=units[rank - 1],
                rank=None if order == 4 else rank,
                subject=subject,
            )
            events.append(made)
    return events


def _share_totals(rows, chance, counted):
    """Totals that two or three events share, also with one of which the public knows less, or nothing."""
    public = [(event, form) for event, form in counted if _is(event, Sensitivity.PUBLIC)]
    uncounted = [event for wanted in ("audience only", "none") for event, form in public if form == wanted]
    with_total = [event for event, form in public if form in ("total", "about", "women of a total")]
    # Of some there is no number at all.
    uncounted = uncounted[: -max(len(uncounted) // 4, 1)]
    while len(uncounted) < 3:
        uncounted.append(with_total.pop())
    number = 0
    while len(uncounted) >= 3:
        size = 3 - number % 2
        headcounts.share(rows, chance, uncounted[:size], _SHARED[number % len(_SHARED)])
        # As many again stay alone.
        uncounted, number = uncounted[2 * size :], number + 1
    less_known = (
        lambda event: _is(event, Sensitivity.REGION_AND_MONTH),
        lambda event: _is(event, Sensitivity.HIDDEN),
        lambda event: event.status == Status.DRAFT,
    )
    for order, (event, test) in enumerate(zip(with_total, less_known, strict=False)):
        other = next(other for other, _form in counted if test(other))
        headcounts.share(rows, chance, [event, other], _SHARED[order % len(_SHARED)])


def _is(event, sensitivity):
    return event.status == Status.PUBLISHED and event.sensitivity == sensitivity
