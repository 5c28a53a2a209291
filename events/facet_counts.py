"""How many events each value of a filter would find, counted before one chooses it.

`events` is what the other filters leave. Each function counts as the filter of the same name
finds: a test holds every count against the list behind it.
"""

from contextlib import suppress

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Value

from events.enums import Role
from events.models import Audience, Event, EventPlace, EventRole
from events.selectors import unit_of_place
from organisations.models import Organisation, Place


def by_region(events) -> dict[str, int]:
    slugs = dict(Place.objects.units().values_list("pk", "slug"))
    units = EventPlace.objects.filter(event__in=_keys(events)).annotate(unit=unit_of_place())
    counted = units.order_by().values_list("unit").annotate(Count("event", distinct=True))
    return {slugs[unit]: number for unit, number in counted if unit in slugs}


def by_year(events) -> dict[str, int]:
    """An event that runs into the next year counts in both."""
    found: dict[str, int] = {}
    spans = events.filter(starts_on__isnull=False).order_by().values_list("starts_on__year", "ends_on__year")
    for first, last, number in spans.annotate(Count("pk")):
        for year in range(first, last + 1):
            found[str(year)] = found.get(str(year), 0) + number
    return found


def by_kind(events) -> dict[str, int]:
    return dict(events.order_by().values_list("kind").annotate(Count("pk")))


def by_theme(events) -> dict[str, int]:
    return _linked(Event.themes.through, "theme__slug", events)


def by_programme(events) -> dict[str, int]:
    return _linked(Event.programmes.through, "programme__slug", events)


def by_audience(events) -> dict[str, int]:
    return _linked(Audience, "category", events)


def by_organisation(events, roles=()) -> dict[str, int]:
    """For what it did and for what it paid, each event once; only for `roles` when some are given."""
    held = _roles(events).filter(role__in=roles) if roles else _roles(events)
    return _named(held, *(_payments(events) if not roles or Role.FUNDER in roles else ()))


def by_funder(events) -> dict[str, int]:
    return _named(_roles(events).filter(role=Role.FUNDER), *_payments(events))


def by_role_of(organisations, events) -> dict[str, int]:
    """The roles that `organisations` held in `events`."""
    keys = [organisation.pk for organisation in organisations]
    held = _roles(events).filter(organisation__in=keys).annotate(what=F("role"), held=F("event"))
    paid = [
        pairs.filter(**{f"{funder}__in": keys}).annotate(what=Value(Role.FUNDER.value), held=F("event"))
        for pairs, funder in _payments(events)
    ]
    return _distinct(held, *paid)


def _keys(events):
    return events.order_by().values("pk")


def _linked(model, value, events):
    return dict(
        model.objects.filter(event__in=_keys(events)).order_by().values_list(value).annotate(Count("event"))
    )


def _roles(events):
    return EventRole.objects.public().filter(event__in=_keys(events)).order_by()


def _payments(events):
    """Links of events to agreements that name their funder (and the path to it), unless withheld."""
    for link, agreement in (
        (Event.agreements.through, "grantagreement"),
        (Event.programmes.through, "programme__agreements"),
    ):
        funder = f"{agreement}__funder"
        role = EventRole.objects.filter(
            event=OuterRef("event"), organisation=OuterRef(funder), role=Role.FUNDER, disclosed=False
        )
        withheld = Event.agreements.through.objects.filter(
            event=OuterRef("event"),
            grantagreement__funder=OuterRef(funder),
            grantagreement__funder_disclosed=False,
        )
        pairs = link.objects.filter(
            ~Exists(role),
            ~Exists(withheld),
            event__in=_keys(events),
            event__funders_withheld=False,
            **{f"{agreement}__funder_disclosed": True},
        )
        yield pairs, funder


def _named(roles, *payments):
    """Events per organisation, by slug, each event once however often the organisation is in it."""
    held = roles.annotate(what=F("organisation"), held=F("event"))
    paid = [pairs.annotate(what=F(funder), held=F("event")) for pairs, funder in payments]
    slugs = dict(Organisation.objects.values_list("pk", "slug"))
    return {slugs[key]: number for key, number in _distinct(held, *paid).items()}


def _distinct(*pairs):
    """How many distinct `held` each `what` has; Django cannot group a union."""
    statements, parameters = [], []
    for query in pairs:
        columns = query.order_by().values_list("what", "held")
        # A query that can find nothing has no statement.
        with suppress(EmptyResultSet):
            sql, given = columns.query.get_compiler(connection=connection).as_sql()
            # Each column by its name: a model with translated fields gives them in an order of its own.
            statements.append(f"SELECT what, held FROM ({sql}) AS pair")
            parameters += given
    if not statements:
        return {}
    with connection.cursor() as cursor:
        union = " UNION ".join(statements)
        cursor.execute(f"SELECT what, COUNT(*) FROM ({union}) AS pairs GROUP BY what", parameters)
        return dict(cursor.fetchall())
