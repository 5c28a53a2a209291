"""Tables of facts: a label, and what is known under it. No entry at all reads « non communiqué »."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Modality, Outcome
from publication.facts import EventFacts, Link


@dataclass(frozen=True)
class Entry:
    """One value, its public address where there is one, and a precision."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    entries: tuple[Entry, ...] = ()


def row(label: str, *texts: str, note: str = "") -> Row:
    """A row of plain texts; the empty ones are not entries."""
    return Row(label, tuple(Entry(text, note=note) for text in texts if text))


def linked_row(label: str, links: tuple[Link, ...]) -> Row:
    return Row(label, tuple(Entry(link.name, absolute(link.url), link.note) for link in links))


def absolute(url: str) -> str:
    """The address as a reader of paper needs it, with its host."""
    return f"{settings.PUBLIC_URL}{url}" if url.startswith("/") else url


def identity_rows(facts: EventFacts) -> tuple[Row, ...]:
    """Who, when, where and in what frame, in the order of a paper activity sheet."""
    rows = (
        row(_("Référence permanente"), facts.reference),
        row(_("Type"), capfirst(facts.kind)),
        _outcome(facts),
        _dates(facts),
        linked_row(_("Lieu"), facts.places),
        row(_("Salle ou site"), facts.venue, note=facts.place_note),
        *([row(_("Séances"), *(session.text for session in facts.sessions))] if facts.sessions else []),
        _modality(facts),
        row(_("Langues de travail"), ", ".join(facts.languages)),
        _series(facts),
        *(linked_row(capfirst(link.label), (link.event,)) for link in facts.links),
        linked_row(_("Programmes"), facts.programmes),
        row(_("Thèmes"), ", ".join(theme.name for theme in facts.themes)),
        row(_("Stratégie nationale"), *facts.strategy),
        linked_row(_("Textes de référence"), facts.legal_references),
    )
    # What an event need not have, or what is withheld, is left out rather than called unknown.
    optional = {
        _("État"),
        *([_("Salle ou site")] if facts.is_coarse else []),
        _("Série"),
        _("Programmes"),
        _("Stratégie nationale"),
        _("Textes de référence"),
    }
    return tuple(item for item in rows if item.entries or item.label not in optional)


def role_rows(facts: EventFacts) -> tuple[Row, ...]:
    return tuple(linked_row(capfirst(group.label), group.organisations) for group in facts.roles)


def duration(facts: EventFacts) -> str:
    days = facts.dates.days or facts.dates.stated_days
    return ngettext("%(days)d jour", "%(days)d jours", days) % {"days": days} if days else ""


def _outcome(facts):
    """Said only where it is not what a report of activity takes for granted."""
    return row(_("État"), "" if facts.outcome == Outcome.HELD else capfirst(facts.outcome_label))


def _modality(facts):
    not_stated = facts.modality == str(Modality.NOT_STATED.label)
    return row(_("Modalité"), "" if not_stated else capfirst(facts.modality))


def _dates(facts):
    parts = (duration(facts), facts.dates.note)
    explanation = " – ".join(part for part in parts if part)
    return row(_("Dates"), facts.dates.text, note=explanation)


def _series(facts):
    if facts.series is None:
        return Row(_("Série"))
    entry = Entry(facts.series.title, absolute(facts.series.url), facts.series.position)
    return Row(_("Série"), (entry,))
