"""By what names files may refer to events, series and the vocabularies."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

import organisations.resources.indexes  # noqa: F401 -- what else files refer to
from events.costs import events_to_charge
from events.models import (
    CommitteeComposition,
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
from rss_registry.exchange.lookups import name_index
from rss_registry.exchange.records import record_key

_IN_ADMIN = _("Corrigez-le, ou ajoutez-le d’abord dans l’espace de saisie.")
_EVENT_COLUMNS = ("pk", "reference", "title", "title_fr", "title_en", "owner", "status", "sensitivity")


def event_record(event):
    return record_key("F", "events.event", event.pk)


def _composition_names(composition):
    """The committee and the day, as people write both."""
    for name in filter(None, (composition.committee.name_fr, composition.committee.acronym)):
        yield from (f"{name} {composition.as_of}", f"{name} {composition.as_of:%d/%m/%Y}")


for name, rows in (
    ("", lambda user: visible_to(user, Event.objects.only(*_EVENT_COLUMNS))),
    ("charged_events", lambda user: events_to_charge(user).only(*_EVENT_COLUMNS)),
):
    name_index(
        Event,
        name=name,
        rows=rows,
        names=lambda event: (event.title_fr, event.title_en, event_record(event)),
        key=lambda event: event.reference or event_record(event),
        label=lambda event: event.reference or "",
        unknown=_("L’événement « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
        advice=_("Donnez sa référence, son n° de fiche ou son titre exact."),
    )
name_index(
    HeadcountGroup,
    rows=lambda user: visible_to(user, HeadcountGroup.objects.all()),
    names=lambda group: filter(None, {group.label_fr, group.label_en, str(group)}),
    key=lambda group: record_key("T", "events.headcountgroup", group.pk),
    label=str,
    unknown=_("Le total commun « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
    advice=_("Créez-le d’abord sous « Totaux communs », avec ses événements."),
)
name_index(
    Series,
    rows=lambda user: visible_to(user, Series.objects.all()),
    names=lambda row: (row.title_fr, row.title_en),
    label=attrgetter("title"),
    describe=attrgetter("title"),
    unknown=_("La série « %(cell)s » n’est pas dans le registre."),
    advice=_IN_ADMIN,
)
name_index(
    Person,
    rows=lambda user: Person.objects.prefetch_related("aliases"),
    names=lambda row, others: (row.name, *others),
    key=lambda row: record_key("P", "events.person", row.pk),
    label=attrgetter("name"),
    describe=lambda row: f"{row.name}, {row.note}" if row.note else row.name,
    unknown=_("La personnalité « %(cell)s » n’est pas dans le registre."),
    advice=_IN_ADMIN,
)
name_index(
    Recommendation,
    rows=lambda user: visible_to(user, Recommendation.objects.select_related("event")),
    names=lambda row: (row.text_fr, row.text_en),
    key=lambda row: record_key("R", "events.recommendation", row.pk),
    label=attrgetter("text"),
    describe=lambda row: f"{row} – {row.event}",
    unknown=_("La recommandation « %(cell)s » n’existe pas, ou votre équipe n’y a pas accès."),
    advice=_("Donnez son texte exact, ou le code de sa ligne."),
)
name_index(
    CommitteeComposition,
    rows=lambda user: CommitteeComposition.objects.select_related("committee"),
    names=_composition_names,
    key=lambda row: f"{row.committee.slug} / {row.as_of}",
    label=str,
    unknown=_("La composition « %(cell)s » n’est pas dans le registre."),
    advice=_("Donnez le CCS et la date, ou le code de sa ligne."),
)
for model, key, unknown in (
    (Theme, "slug", _("Le thème « %(cell)s » n’est pas dans la liste.")),
    (Language, "code", _("La langue « %(cell)s » n’est pas dans la liste.")),
    (StrategyElement, "code", _("« %(cell)s » n’est pas un élément de la stratégie nationale.")),
    (LegalReference, "code", _("Le texte « %(cell)s » n’est pas dans la liste.")),
):
    name_index(
        model,
        rows=lambda user, model=model: model.objects.all(),
        names=lambda row: (row.name_fr, row.name_en),
        key=attrgetter(key),
        label=attrgetter("name"),
        describe=attrgetter("name"),
        unknown=unknown,
        advice=_IN_ADMIN,
    )
