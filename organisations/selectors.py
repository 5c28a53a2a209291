"""Which organisations and programmes the public site names.

An organisation has a page when something public names it; one that only a draft mentions, or that
is only a funder whose name is withheld, has none. The events are reached through the reverse
relation, so that this package imports nothing of `events` and the one gate stays there.
"""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet

from organisations.enums import OrganisationKind
from organisations.models import (
    GrantAgreement,
    Membership,
    Organisation,
    Place,
    Programme,
    ProgrammePartner,
)

# The one role that is also held by paying for a programme.
FUNDER = "funder"


def published_events(on=None) -> QuerySet:
    """The events that have a public page."""
    return Organisation.owned_events.rel.related_model.objects.published(on)


def named_programmes(on=None) -> QuerySet[Programme]:
    """Programmes of which at least one event is public."""
    return Programme.objects.filter(pk__in=published_events(on).order_by().values("programmes"))


def disclosed_agreements(on=None) -> QuerySet[GrantAgreement]:
    """Agreements whose funder a public page may name: theirs to pay is an event that hides none."""
    events = published_events(on).may_name_funder(OuterRef(OuterRef("funder"))).order_by()
    return GrantAgreement.objects.disclosed().filter(
        Q(pk__in=events.values("agreements")) | Q(programme__in=events.values("programmes"))
    )


def named_organisations(on=None) -> QuerySet[Organisation]:
    """Organisations that a public page names: through an event, a programme, or one another."""
    # Read once: written five times into one statement, it took the database longer to plan than to answer.
    directly = list(_named_directly(on).values_list("pk", flat=True))
    return Organisation.objects.filter(
        Q(pk__in=directly)
        | Q(pk__in=Membership.objects.filter(member__in=directly).values("alliance"))
        | Q(pk__in=Membership.objects.filter(alliance__in=directly).values("member"))
        | Q(pk__in=Organisation.objects.filter(pk__in=directly, parent__isnull=False).values("parent"))
        | Q(parent__in=directly)
    )


def holders_of_roles(roles: Iterable[str], on=None) -> QuerySet[Organisation]:
    """Organisations that a public event names in one of `roles`; those that pay by agreement are funders."""
    held = _rows("event_roles").public().filter(event__in=published_events(on), role__in=roles)
    found = Q(pk__in=held.values("organisation"))
    if FUNDER in roles:
        found |= Q(pk__in=disclosed_agreements(on).order_by().values("funder"))
    return Organisation.objects.filter(found)


def role_choices() -> list[tuple[str, str]]:
    """The roles that an organisation may hold in an event, as `events` names them."""
    return list(_rows("event_roles").model._meta.get_field("role").choices)


def units_of_organisations() -> list[tuple[str, str]]:
    """The 20 units, by name, as choices."""
    return [
        (unit.slug, unit.name) for unit in sorted(Place.objects.units(), key=lambda unit: unit.folded_name)
    ]


def _named_directly(on) -> QuerySet[Organisation]:
    events = published_events(on)
    agreements = disclosed_agreements(on)
    partners = ProgrammePartner.objects.order_by().filter(programme__in=named_programmes(on))
    return Organisation.objects.order_by().filter(
        Q(kind=OrganisationKind.CCS)
        | Q(pk__in=_rows("event_roles").public().filter(event__in=events).values("organisation"))
        | Q(pk__in=_rows("figures").filter(event__in=events.with_every_fact()).values("organisation"))
        | Q(pk__in=_rows("recommendations_received").filter(event__in=events).values("addressee"))
        | Q(pk__in=_rows("series").filter(events__in=events).values("organisation"))
        | Q(pk__in=partners.values("organisation"))
        | Q(pk__in=agreements.values("funder"))
        | Q(pk__in=agreements.values("recipient"))
        | Q(pk__in=agreements.values("intermediary"))
    )


def _rows(relation) -> QuerySet:
    """All rows that point at organisations through a reverse relation."""
    return Organisation._meta.get_field(relation).related_model.objects.order_by()
