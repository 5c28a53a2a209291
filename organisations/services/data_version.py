"""A new data version with every change of something public, whoever makes it and however.

The one place where the house listens to signals (docs/decisions/0011): the admin, an import, a
service and a cascade all end there, and a new kind of row is public until it is named private.
"""

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save
from simple_history.models import HistoricalChanges

from organisations.models import DataVersion

_APPS = ("organisations", "events")
# What no public page shows: the lists of persons, what events cost and what officers say of gaps,
# the accounts, and the register's own traces.
PRIVATE = {
    "organisations.DataVersion",
    "organisations.PublicChange",
    "organisations.User",
    "organisations.User_groups",
    "organisations.User_user_permissions",
    "events.Participant",
    "events.Presence",
    "events.TestScore",
    "events.ReferenceCounter",
    "events.StatusChange",
    "events.CostLine",
    "events.Justification",
    "events.EventSearchText",
    "events.EventSearchIndex",
}
# Of these a change is read where it is shown: no count and no sum of events depends on them.
_UNCOUNTED = {
    "organisations.PlaceAlias",
    "organisations.Organisation",
    "organisations.OrganisationAlias",
    "organisations.Membership",
    "organisations.Source",
    "organisations.Programme",
    "organisations.ProgrammeAlias",
    "organisations.ProgrammePhase",
    "organisations.ProgrammePartner",
    "organisations.ProgrammeClaim",
    "organisations.Indicator",
    "organisations.IndicatorReading",
    "events.Series",
    "events.Theme",
    "events.Language",
    "events.StrategyElement",
    "events.LegalReference",
    "events.Person",
    "events.CommitteeComposition",
    "events.CommitteeSeats",
}
NO_EVENT = 0


def public_models():
    """Every model whose rows can change a public page, tables of links included."""
    for label in _APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.label not in PRIVATE and not issubclass(model, HistoricalChanges):
                yield model


def follow_public_changes():
    for model in public_models():
        signals = (m2m_changed,) if model._meta.auto_created else (post_save, post_delete)
        for signal in signals:
            signal.connect(_renew, sender=model, dispatch_uid=f"data version {model._meta.label}")


def _renew(*, sender, instance, signal, action="post_save", **message):
    # A change of links is announced before it and after it.
    if not action.startswith("post_"):
        return
    if signal is m2m_changed:
        touched = _linked_events(instance, **message)
    elif signal is post_save and sender._meta.label in _UNCOUNTED:
        touched = [NO_EVENT]
    else:
        touched = [_event_of(instance)]
    for event in touched:
        DataVersion.renew(event)


def _event_of(row):
    """The one event that the row is or belongs to; None when it may touch any."""
    if row._meta.label == "events.Event":
        return row.pk
    if row._meta.label == "events.FollowUp":
        return row.recommendation.event_id
    return getattr(row, "event_id", None)


def _linked_events(row, *, model, pk_set, **_message):
    """The events of a change of links, from whichever end it was made; [None]: any."""
    if row._meta.label == "events.Event":
        return [row.pk]
    if model._meta.label == "events.Event" and pk_set is not None and row._meta.label in _UNCOUNTED:
        return sorted(pk_set) or [NO_EVENT]
    return [None]
