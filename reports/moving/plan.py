"""Which tables a move takes along, and why the others stay behind.

A table that is added tomorrow belongs to none of these lists and goes along: only what is named stays.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

APPS = ("organisations", "events", "publication", "reports")
# Of the libraries: what staff may do by groups, and who changed what.
OF_LIBRARIES = ("auth.Group", "auth.Group_permissions", "admin.LogEntry")
# Every installation makes these for itself; rows point at them by name.
NAMED_ROWS = {
    "contenttypes.ContentType": ("app_label", "model"),
    "auth.Permission": ("content_type__app_label", "content_type__model", "codename"),
}
# They name participants, and leave with an explicit word only.
LISTS = ("events.Participant", "events.Presence", "events.TestScore", "events.DifferentPeople")
# Of the publication what no private row can say again: what the public was once told, and since when.
HISTORY = (
    "publication.BatchMember",
    "publication.CoarseInSeries",
    "publication.Correction",
    "publication.DisclosedComposition",
    "publication.DisclosedVersion",
    "publication.FormerFacts",
    "publication.PersonBatch",
    "publication.PersonBatchMember",
    "publication.PersonFigure",
    "publication.PublishedBatch",
    "publication.PublishedEvent",
    "publication.Withdrawal",
)
_REBUILT = _("refait à partir des fiches")
_INDEX = _("index de recherche, refait")
_OF_ACCOUNTS = _("ce qui ouvre un compte : chacun le choisit de nouveau")
LEFT_OUT = {
    "organisations.RecordSearch": _INDEX,
    "organisations.RecordWords": _INDEX,
    "events.EventSearchText": _INDEX,
    "events.EventSearchIndex": _INDEX,
    "publication.Facet": _REBUILT,
    "publication.Fingerprint": _REBUILT,
    "publication.FormerAddress": _REBUILT,
    "publication.PublicationState": _REBUILT,
    "publication.PublishedAgreement": _REBUILT,
    "publication.PublishedComposition": _REBUILT,
    "publication.PublishedFacts": _REBUILT,
    "publication.PublishedMembership": _REBUILT,
    "publication.PublishedName": _REBUILT,
    "publication.PublishedNumber": _REBUILT,
    "publication.PublishedOrganisation": _REBUILT,
    "publication.PublishedPersons": _REBUILT,
    "publication.PublishedPlace": _REBUILT,
    "publication.PublishedProgramme": _REBUILT,
    "publication.PublishedRecommendation": _REBUILT,
    "publication.PublishedSeries": _REBUILT,
    "publication.PublishedText": _INDEX,
    "publication.PublishedTheme": _REBUILT,
    "publication.PublishedTotal": _REBUILT,
    "publication.PublishedTotal_events": _REBUILT,
    "publication.PublishedWords": _INDEX,
    "publication.Waiting": _REBUILT,
    "organisations.AccountLink": _OF_ACCOUNTS,
    "organisations.AttemptCounter": _OF_ACCOUNTS,
    "organisations.AuthenticatorApp": _OF_ACCOUNTS,
    "organisations.KnownNetwork": _OF_ACCOUNTS,
    "organisations.RecoveryCode": _OF_ACCOUNTS,
    "organisations.SignIn": _OF_ACCOUNTS,
    "organisations.SentForm": _("clés des formulaires ouverts dans un navigateur"),
    "events.WorkbookImport": _("ce qui annulerait un classeur importé"),
    "events.ListImport": _("listes de présence en cours d’import : leurs fichiers ne partent pas"),
    "events.ListMerge": _("ce qui séparerait deux lignes d’une liste : des noms, gardés une semaine"),
    "reports.DocumentJob": _("documents longs en préparation : on les demande de nouveau"),
}
_OF_THE_MACHINE = _("de cette installation : sessions, essais de connexion, tâches")
_MADE_HERE = _("chaque installation fait les siens ; les lignes les citent par leur nom")
LEFT_OUT_OF_LIBRARIES = {
    "auth.Permission": _MADE_HERE,
    "contenttypes.ContentType": _MADE_HERE,
    "sessions.Session": _OF_THE_MACHINE,
    "django_tasks_database.DBTaskResult": _OF_THE_MACHINE,
}
# What `prepare_database` gives a new installation: replaced by what comes.
GIVEN_TO_NEW = {
    "organisations.Place",
    "organisations.PlaceAlias",
    "organisations.HistoricalPlace",
    "events.Theme",
    "events.Language",
    "events.StrategyElement",
    "events.LegalReference",
    "reports.DonorTemplate",
    "reports.DonorSection",
    "reports.HistoricalDonorTemplate",
    "reports.HistoricalDonorSection",
}
# What a column says in the archive, or once it has arrived, in place of what is stored.
# A hash of a password can be tried at leisure by whoever finds the file: none leaves, and no second factor.
NEVER_LEAVES = {"organisations.User": {"password": "!", "second_factor_since": None}}
# Marks without names go along with the identifier of their key, and without the list if that stays: where the
# key has come too, persons are counted on, elsewhere they match no new mark.
WITHOUT_LISTS = {"events.PersonMark": {"participant_id": None}}
# A published event is public nowhere until its rows are made again, and then since when it was.
ON_ARRIVAL = {"publication.PublishedEvent": {"digest": "", "part_digests": "", "is_suspended": True}}


def all_models() -> Iterator[type[models.Model]]:
    """Every table of the register, with those of links."""
    for label in APPS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)
    for label in OF_LIBRARIES:
        yield apps.get_model(label)


def moved_models(*, with_lists: bool) -> list[type[models.Model]]:
    stay = set(LEFT_OUT) | (set() if with_lists else set(LISTS))
    return [model for model in all_models() if model._meta.label not in stay]


def columns_of(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.concrete_fields)


def said_instead(model: type[models.Model], *, with_lists: bool) -> dict[str, object]:
    """By column what leaves in place of what is stored."""
    label = model._meta.label
    return NEVER_LEAVES.get(label, {}) | ({} if with_lists else WITHOUT_LISTS.get(label, {}))


def rows_of(model: type[models.Model], *, with_lists: bool) -> models.QuerySet:
    """The rows that leave, as they are stored: no manager leaves any out, or reads another language."""
    rows = models.QuerySet(model).order_by("pk")
    if model._meta.label == "organisations.Merge" and not with_lists:
        # What parts two participants again names both.
        rows = rows.exclude(Q(table__in=[label.lower() for label in LISTS]))
    return rows


def reasons_left_out(*, with_lists: bool) -> dict[str, str]:
    """By table, in words."""
    found = {label: str(reason) for label, reason in (LEFT_OUT | LEFT_OUT_OF_LIBRARIES).items()}
    if not with_lists:
        found |= dict.fromkeys(LISTS, str(_("listes de présence : des noms de personnes")))
    return found
