"""Which organisations and programmes the public site names.

An organisation has a page when something public names it; one that only a draft mentions, or that
is only a funder whose name is withheld, has none. The events are reached through the reverse
relation, so that this package imports nothing of `events` and the one gate stays there.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisations.enums import OrganisationKind
from organisations.models import (
    GrantAgreement,
    Membership,
    Organisation,
    Place,
    Programme,
    ProgrammePartner,
)
from rss_registry.data_version import remembered

# The one role that is also held by paying for a programme.
FUNDER = "funder"


def published_events(on=None) -> QuerySet:
    """The events that have a public page."""
    return Organisation.owned_events.rel.related_model.objects.published(on)


def named_programmes(on=None) -> QuerySet[Programme]:
    """Programmes of which at least one event is public."""
    return Programme.objects.filter(Exists(published_events(on).filter(programmes=OuterRef("pk"))))


def disclosed_agreements(on=None) -> QuerySet[GrantAgreement]:
    """Agreements whose funder a public page may name: theirs to pay is an event that hides none."""
    events = published_events(on).may_name_funder(OuterRef(OuterRef("funder")))
    return GrantAgreement.objects.disclosed().filter(
        Exists(events.filter(agreements=OuterRef("pk")))
        | Exists(events.filter(programmes=OuterRef("programme")))
    )


def named_organisations() -> QuerySet[Organisation]:
    """Organisations that a public page names: through an event, a programme, or one another."""
    directly = remembered("organisations named directly", lambda: list(_named_directly()))
    return Organisation.objects.filter(
        Q(pk__in=directly)
        | Q(pk__in=Membership.objects.filter(member__in=directly).values("alliance"))
        | Q(pk__in=Membership.objects.filter(alliance__in=directly).values("member"))
        | Q(pk__in=Organisation.objects.filter(pk__in=directly, parent__isnull=False).values("parent"))
        | Q(parent__in=directly)
    )


def holders_of_roles(roles: Iterable[str]) -> QuerySet[Organisation]:
    """Organisations that a public event names in one of `roles`; those that pay by agreement are funders."""
    held = Exists(_of_public_events("event_roles", "organisation").public().filter(role__in=roles))
    if FUNDER in roles:
        held |= Exists(disclosed_agreements().filter(funder=OuterRef("pk")))
    return Organisation.objects.filter(held)


def role_choices() -> list[tuple[str, str]]:
    """The roles that an organisation may hold in an event, as `events` names them."""
    return list(Organisation._meta.get_field("event_roles").related_model._meta.get_field("role").choices)


def units_of_organisations() -> list[tuple[str, str]]:
    """The 20 units, by name, as choices."""
    return [
        (unit.slug, unit.name) for unit in sorted(Place.objects.units(), key=lambda unit: unit.folded_name)
    ]


def _named_directly() -> QuerySet:
    """Their keys. Each question stops at the first row that names the organisation."""
    agreements = disclosed_agreements()
    of_programmes = ProgrammePartner.objects.filter(
        organisation=OuterRef("pk"), programme__in=named_programmes()
    )
    named = Organisation.objects.order_by().filter(
        Q(kind=OrganisationKind.CCS)
        | Exists(_of_public_events("event_roles", "organisation").public())
        | Exists(_of_public_events("figures", "organisation", published_events().with_every_fact()))
        | Exists(_of_public_events("recommendations_received", "addressee"))
        | Exists(published_events().filter(series__organisation=OuterRef("pk")))
        | Exists(of_programmes)
        | Exists(agreements.filter(funder=OuterRef("pk")))
        | Exists(agreements.filter(recipient=OuterRef("pk")))
        | Exists(agreements.filter(intermediary=OuterRef("pk")))
    )
    return named.values_list("pk", flat=True)


def _of_public_events(relation, column, events=None) -> QuerySet:
    """Rows of public events that point at the organisation of the query in which they stand."""
    rows = Organisation._meta.get_field(relation).related_model.objects.order_by()
    events = published_events() if events is None else events
    return rows.filter(Exists(events.filter(pk=OuterRef("event"))), **{column: OuterRef("pk")})
