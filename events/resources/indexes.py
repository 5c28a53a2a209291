"""By what names files may refer to events, series and the vocabularies."""

from django.utils.translation import gettext_lazy as _

from events.costs import events_to_charge
from events.models import (
    Event,
    HeadcountGroup,
    Language,
    LegalReference,
    Person,
    Recommendation,
    Series,
    StrategyElement,
    Theme,
)
from events.permissions import visible_to
from organisations.resources import indexes as base
from rss_registry.exchange.lookups import NameIndex, Wording
from rss_registry.exchange.records import record_key

_IN_ADMIN = _("Corrigez-le, ou ajoutez-le d’abord dans l’espace de saisie.")


def event_record(event):
    return record_key("F", "events.event", event.pk)


def event_key(event):
    return event.reference or event_record(event)


def events(rows):
    """The given events, by reference, record key or title."""
    index = NameIndex(
        Wording(
            unknown=_("L’événement « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
            advice=_("Donnez sa référence, son n° de fiche ou son titre exact."),
        ),
        key=event_key,
        label=lambda event: event.reference or "",
        describe=str,
    )
    for event in rows:
        index.add(event, (event.title_fr, event.title_en, event_record(event)))
    return index


def groups(user):
    """The totals shared by several events, by their label."""
    index = NameIndex(
        Wording(
            unknown=_("Le total commun « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
            advice=_("Créez-le d’abord sous « Totaux communs », avec ses événements."),
        ),
        key=lambda group: record_key("T", "events.headcountgroup", group.pk),
        label=str,
        describe=str,
    )
    for group in visible_to(user, HeadcountGroup.objects.all()):
        index.add(group, filter(None, {group.label_fr, group.label_en, str(group)}))
    return index


def series(user):
    index = NameIndex(
        Wording(unknown=_("La série « %(cell)s » n’est pas dans le registre."), advice=_IN_ADMIN),
        key=lambda row: row.slug,
        label=lambda row: row.title,
        describe=lambda row: row.title,
    )
    for row in visible_to(user, Series.objects.all()):
        index.add(row, (row.title_fr, row.title_en))
    return index


def people():
    index = NameIndex(
        Wording(unknown=_("La personnalité « %(cell)s » n’est pas dans le registre."), advice=_IN_ADMIN),
        key=lambda row: record_key("P", "events.person", row.pk),
        label=lambda row: row.name,
        describe=lambda row: f"{row.name}, {row.note}" if row.note else row.name,
    )
    for row in Person.objects.prefetch_related("aliases"):
        index.add(row, (row.name, *(alias.name for alias in row.aliases.all())))
    return index


def recommendations(user):
    index = NameIndex(
        Wording(
            unknown=_("La recommandation « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
            advice=_("Donnez son texte exact, ou le code de sa ligne."),
        ),
        key=lambda row: record_key("R", "events.recommendation", row.pk),
        label=lambda row: row.text,
        describe=lambda row: f"{row} – {row.event}",
    )
    for row in visible_to(user, Recommendation.objects.select_related("event")):
        index.add(row, (row.text_fr, row.text_en))
    return index


def _vocabulary(model, unknown, key):
    index = NameIndex(
        Wording(unknown=unknown, advice=_IN_ADMIN),
        key=lambda row: getattr(row, key),
        label=lambda row: row.name,
        describe=lambda row: row.name,
    )
    for row in model.objects.all():
        index.add(row, (row.name_fr, row.name_en))
    return index


def build(name, user):
    """The index called `name`, as this user may see it."""
    match name:
        case "series":
            return series(user)
        case "groups":
            return groups(user)
        case "themes":
            return _vocabulary(Theme, _("Le thème « %(cell)s » n’est pas dans la liste."), "slug")
        case "languages":
            return _vocabulary(Language, _("La langue « %(cell)s » n’est pas dans la liste."), "code")
        case "strategy":
            unknown = _("« %(cell)s » n’est pas un élément de la stratégie nationale.")
            return _vocabulary(StrategyElement, unknown, "code")
        case "legal_references":
            return _vocabulary(LegalReference, _("Le texte « %(cell)s » n’est pas dans la liste."), "code")
        case "agreements" | "sources":
            return getattr(base, name)(user)
        case "people":
            return people()
        case "recommendations":
            return recommendations(user)
        case "charged_events":
            return events(events_to_charge(user).only(*_EVENT_COLUMNS))
        case "visible_events":
            return events(visible_to(user, Event.objects.only(*_EVENT_COLUMNS)))
    return getattr(base, name)()


_EVENT_COLUMNS = ("pk", "reference", "title", "title_fr", "title_en", "owner", "status")
