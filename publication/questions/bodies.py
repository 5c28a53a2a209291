"""Which organisations and programmes the public site names: the published ones, and what joins them."""

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex, Substr

from events.enums import Role
from publication.models import Facet, PublishedEvent, PublishedOrganisation
from publication.questions.events import units_by_name


def holders_of_roles(roles) -> QuerySet[PublishedOrganisation]:
    """Organisations that a public event names in one of `roles`; those that pay by agreement are funders."""
    events = PublishedEvent.objects.open().order_by().values("pk")
    facets = Facet.objects.filter(name="role", event__in=events).order_by()
    held = facets.annotate(
        held=Substr("value", 1, StrIndex("value", Value(":")) - 1),
        slug=Substr("value", StrIndex("value", Value(":")) + 1),
    ).filter(held__in=list(roles))
    return PublishedOrganisation.objects.filter(slug__in=held.values("slug"))


def role_choices() -> list[tuple[str, str]]:
    """The roles that an organisation may hold in an event."""
    return [(value, str(label)) for value, label in Role.choices]


def units_of_organisations() -> list[tuple[str, str]]:
    """The 20 units, by name, as choices."""
    return [(unit.slug, unit.name) for unit in units_by_name()]
