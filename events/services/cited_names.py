"""Events are found by the names of what they cite: a name that changes is indexed anew.

Listening rather than asking every form, import and command to remember it (docs/decisions/0006).
A name changes rarely and many events may cite it: it costs the one who renames, in the same
transaction, rather than everyone who searches.
"""

from django.apps import apps
from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from events.models import Event
from events.services.search_text import index_events
from rss_registry.databases.gathered import do_for

_PLACES = tuple("__".join(("places", *["parent"] * level)) for level in range(4))
# The model of a name, the column that tells whose name it is, and how events reach that row.
_NAMES = {
    "organisations.Organisation": ("pk", ("roles__organisation",)),
    "organisations.OrganisationAlias": ("organisation_id", ("roles__organisation",)),
    "organisations.Place": ("pk", (*_PLACES, "origins")),
    "organisations.PlaceAlias": ("place_id", _PLACES),
    "organisations.Programme": ("pk", ("programmes",)),
    "organisations.ProgrammeAlias": ("programme_id", ("programmes",)),
    # Whether its funder may be named decides whether a search finds him.
    "organisations.GrantAgreement": ("funder_id", ("roles__organisation",)),
    "events.Theme": ("pk", ("themes",)),
    "events.Series": ("pk", ("series",)),
    "events.Person": ("pk", ("figures__person",)),
    "events.PersonAlias": ("person_id", ("figures__person",)),
}


# Of what is new, these alone name what events may cite already.
_ALIASES = {"organisations.OrganisationAlias", "organisations.PlaceAlias", "organisations.ProgrammeAlias"}
_ALIASES |= {"events.PersonAlias"}


def follow_names():
    for label in _NAMES:
        model = apps.get_model(label)
        post_save.connect(_index_citing, sender=model, dispatch_uid=f"saved name {label}")
        post_delete.connect(_index_citing, sender=model, dispatch_uid=f"deleted name {label}")


def _index_citing(*, sender, instance, created=False, **_message):
    if created and getattr(instance, "funder_disclosed", True) and sender._meta.label not in _ALIASES:
        # No event cites it yet; and an agreement that withholds nothing changes no name.
        return
    column, paths = _NAMES[sender._meta.label]
    condition = Q()
    for path in paths:
        condition |= Q(**{path: getattr(instance, column)})
    events = Event.objects.filter(condition)
    if _message["signal"] is post_delete:
        # Its links are gone already; its words are not.
        events = Event.objects.filter(Q(pk__in=_keys(events)) | Q(pk__in=_keys(_holding_name_of(instance))))
    do_for(index_events, _keys(events))


def _holding_name_of(row):
    found = Event.objects.none()
    for column in ("name", "name_fr", "name_en", "title_fr", "title_en"):
        if name := getattr(row, column, ""):
            found |= Event.objects.search(f'"{name}"')
    return found


def _keys(events):
    return events.order_by().values_list("pk", flat=True)
