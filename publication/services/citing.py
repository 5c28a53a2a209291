"""Which events cite a row that many of them may cite, and whether its change may restrict what they tell."""

from django.apps import apps
from django.db.models import Q

from events.models import Event
from publication.models import PublishedEvent, PublishedOrganisation, PublishedPlace

# How events reach the rows that many of them cite.
_TO_PLACE = tuple("__".join(("places", *["parent"] * level)) for level in range(4))
CITED = {
    "organisations.Organisation": (
        "roles__organisation",
        "roles__intermediary",
        "figures__organisation",
        "recommendations__addressee",
        "agreements__funder",
        "agreements__recipient",
        "agreements__intermediary",
        "programmes__agreements__funder",
        "programmes__agreements__recipient",
        "programmes__agreements__intermediary",
    ),
    "organisations.Programme": ("programmes",),
    "organisations.GrantAgreement": ("agreements", "programmes__agreements"),
    "organisations.Place": (*_TO_PLACE, "sessions__place", "origins"),
    "organisations.Source": (
        "event_sources__source",
        "claims__source",
        "headcounts__source",
        "photos__source",
        "recommendations__follow_ups__source",
        "programmes__claims__source",
    ),
    "events.Series": ("series",),
    "events.Theme": ("themes", "recommendations__theme"),
    "events.Language": ("languages",),
    "events.StrategyElement": ("contributes_to",),
    "events.LegalReference": ("legal_references",),
    "events.Person": ("figures__person",),
    "events.HeadcountGroup": ("headcount_groups",),
}
# An organisation is named by what it is and by where: one of a town is not named everywhere.
CITED["organisations.Place"] += tuple(f"{path}__place" for path in CITED["organisations.Organisation"])
# Of these only their names are told, which are joined at the moment of reading.
_NAMES_ALONE = {
    "organisations.Programme",
    "events.Theme",
    "events.Language",
    "events.StrategyElement",
    "events.LegalReference",
    "events.Series",
}
# What of these decides whether an event may name them, beside what was last published of it.
_RESTRICTING_COLUMNS = {
    "organisations.Organisation": (PublishedOrganisation, ("kind", "place", "parent")),
    "organisations.Place": (PublishedPlace, ("kind", "parent")),
}


def events_citing(label, number) -> set[int]:
    condition = Q()
    for path in CITED[label]:
        condition |= Q(**{path: number})
    published = PublishedEvent.objects.order_by().values("pk")
    return set(Event.objects.filter(condition, pk__in=published).order_by().values_list("pk", flat=True))


def may_restrict(label, number) -> bool:
    """Whether less may have to be told now: another place may lie below a region, another name does not."""
    if label not in _RESTRICTING_COLUMNS:
        return label not in _NAMES_ALONE
    published, columns = _RESTRICTING_COLUMNS[label]
    before = published._default_manager.filter(pk=number).values_list(*columns).first()
    now = apps.get_model(label)._default_manager.filter(pk=number).values_list(*columns).first()
    return before != now
