"""A new data version with every change of something public, whoever makes it and however.

The one place where the house listens to signals (docs/decisions/0011): the admin, an import, a
service and a cascade all end there, and a new kind of row is public until it is named private.
"""

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save
from simple_history.models import HistoricalChanges

from organisations.models import DataVersion

_APPS = ("organisations", "events")
# What no public page shows: the lists of persons, the accounts, and the register's own traces.
PRIVATE = {
    "organisations.DataVersion",
    "organisations.User",
    "organisations.User_groups",
    "organisations.User_user_permissions",
    "events.Participant",
    "events.Presence",
    "events.TestScore",
    "events.ReferenceCounter",
    "events.StatusChange",
    "events.EventSearchText",
    "events.EventSearchIndex",
}


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


def _renew(*, action="post_save", **_message):
    # A change of links is announced before it and after it.
    if action.startswith("post_"):
        DataVersion.renew()
