"""Organisations of one town: an event known to its region and month does not name them.

Whoever reads « mairie de Markala » knows where the event was.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organisations.enums import OrganisationKind, PlaceKind
from organisations.models import GrantAgreement, Organisation
from publication.facts import Link
from publication.project.dates import unit_of
from publication.project.links import link_to


def tells_the_town(organisation: Organisation) -> bool:
    """Whether its name may tell a place below the region; read it with its `place`."""
    if organisation.kind in OrganisationKind.of_one_town():
        return True
    return organisation.place is not None and organisation.place.kind in PlaceKind.below_units()


def is_named(event, organisation: Organisation) -> bool:
    """Whether `event` may say its name."""
    return not event.is_coarse or not tells_the_town(organisation)


def free_note(event, note: str) -> str:
    """What staff wrote beside a fact: « antenne de Markala » would tell where a coarse event was."""
    return "" if event.is_coarse else note


def parties_of(agreement: GrantAgreement) -> Iterator[Organisation]:
    return filter(None, (agreement.funder, agreement.recipient, agreement.intermediary))


def public_link(event, organisation: Organisation, note: str = "") -> Link:
    """As `event` may name it: « organisation locale (Gao) », without a page, where it stands for a town."""
    if is_named(event, organisation):
        return link_to(organisation, free_note(event, note))
    unit = unit_of(organisation.place)
    # Regions of the event alone: those that it tells anyway.
    if unit is not None and any(unit_of(item.place) == unit for item in event.event_places.all()):
        name = _("organisation locale (%(region)s)") % {"region": unit.name}
    else:
        name = _("organisation locale")
    return Link(name, short=name)
