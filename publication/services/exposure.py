"""What somebody who means harm would look for in the public page of an event, named before it is published.

The projection applies the rules; what an officer has typed in free words, and what she has chosen to tell,
only a person can judge. So each finding says what can be read, and leads to where it is changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import sections
from events.enums import Outcome, Role, Status
from events.models import EventRole
from organisations.models import GrantAgreement, Organisation
from publication.facts import EventFacts
from publication.headcounts import HeadcountSummary
from publication.project.funding import withheld_for
from publication.project.links import key_of
from rss_registry.dates import span_text
from rss_registry.figures import THRESHOLD
from rss_registry.text import fold

_CONTACTS = (
    re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    # Eight digits as one writes them in Mali, or a number with its country; « 2022-2024 » is neither.
    re.compile(r"(?<![0-9])[2-9][0-9](?:[ .\u00a0\u202f]?[0-9]{2}){3}(?![0-9])"),
    re.compile(r"(?:\+|\b00)[1-9](?:[ .\u00a0\u202f-]?[0-9]){7,}"),
    re.compile(r"-?[0-9]{1,2}[.,][0-9]{3,}"),
)


@dataclass(frozen=True)
class Exposure:
    """One thing that can be read; `section` is the part of the record in which it is changed."""

    code: str
    sentence: str
    section: str


def exposures_of(event, facts: EventFacts) -> list[Exposure]:
    """In the order in which they matter; `facts` are what the public would read of `event`."""
    found = (*_in_advance(facts), *_in_words(event, facts), *_of_persons(facts), *_of_files(facts))
    found = (*found, *_of_money(facts), *_of_origins(facts), *_of_intermediaries(event, facts))
    return [Exposure(code, sentence, section.key) for code, sentence, section in found]


def _in_advance(facts) -> Iterator[tuple]:
    if facts.outcome != Outcome.HELD and facts.is_dated:
        yield (
            "to_come",
            _("Le jour et le lieu sont annoncés d’avance : on peut y attendre quelqu’un."),
            sections.PROTECTION,
        )


def _in_words(event, facts):
    for text in _texts(facts):
        for contact in filter(None, (pattern.search(text) for pattern in _CONTACTS)):
            yield (
                "contact",
                _("Un texte contient « %(text)s » : un téléphone, une adresse ou une position ?")
                % {"text": contact[0]},
                sections.AIMS,
            )
    if facts.is_coarse:
        for word in _told_in_words(event, facts):
            yield (
                "told_in_words",
                _("Un texte dit « %(text)s », que la fiche protège par ailleurs.") % {"text": word},
                sections.AIMS,
            )


def _of_persons(facts):
    if facts.figures:
        names = ", ".join(figure.name or figure.title for figure in facts.figures)
        yield (
            "named",
            ngettext(
                "Une personne est nommée, avec ce qu’elle a dit ou fait : %(names)s.",
                "Des personnes sont nommées, avec ce qu’elles ont dit ou fait : %(names)s.",
                len(facts.figures),
            )
            % {"names": names},
            sections.WHO,
        )
    if facts.venue:
        yield "venue", _("La salle est nommée : %(venue)s.") % {"venue": facts.venue}, sections.WHERE
    if numbers := sorted(set(_small(facts.headcount))):
        yield (
            "small_numbers",
            _(
                "De petits nombres sont montrés tels quels, parce qu’une source publique les donne : "
                "%(numbers)s."
            )
            % {"numbers": ", ".join(map(str, numbers))},
            sections.ATTENDANCE,
        )


def _of_files(facts):
    if shown := [photo for photo in facts.photos if photo.image]:
        yield (
            "photos",
            ngettext(
                "%(count)d photo est montrée : chaque visage a-t-il dit oui ?",
                "%(count)d photos sont montrées : chaque visage a-t-il dit oui ?",
                len(shown),
            )
            % {"count": len(shown)},
            sections.EVIDENCE,
        )
    if facts.documents:
        titles = ", ".join(document.title for document in facts.documents)
        yield (
            "documents",
            _("Des documents s’ouvrent en entier : %(titles)s. Ne nomment-ils aucun participant ?")
            % {"titles": titles},
            sections.EVIDENCE,
        )


def _of_money(facts):
    if facts.payers:
        names = ", ".join(payer.name for payer in facts.payers)
        yield (
            "funders",
            _("On lit qui paie : %(names)s. Est-ce sans danger pour les partenaires sur place ?")
            % {"names": names},
            sections.WHO,
        )


def _of_origins(facts):
    if facts.origins:
        names = ", ".join(place.name for place in facts.origins)
        yield (
            "origins",
            _("On lit d’où venaient les participants : %(names)s. En désigne-t-on certains ?")
            % {"names": names},
            sections.ATTENDANCE,
        )


def _of_intermediaries(event, facts):
    """Who is named here, and elsewhere as the one by whom the money of a withheld funder passes."""
    withheld = withheld_for(event)
    if event.funders_withheld:
        withheld |= {role.organisation_id for role in event.roles.all() if role.role == Role.FUNDER}
        withheld |= {agreement.funder_id for agreement in event.agreements.all()}
    relays = Q(
        pk__in=EventRole.objects.filter(
            organisation__in=withheld, disclosed=True, event__status=Status.PUBLISHED
        ).values("intermediary")
    ) | Q(
        pk__in=GrantAgreement.objects.filter(funder__in=withheld, funder_disclosed=True).values(
            "intermediary"
        )
    )
    named = {link.key for group in facts.roles for link in group.organisations}
    named |= {line.intermediary.key for line in facts.funding if line.intermediary}
    for body in Organisation.objects.filter(relays).order_by("pk") if withheld else ():
        if key_of(body) in named:
            yield (
                "relay",
                _(
                    "« %(name)s » est citée ici, et l’on lit ailleurs qu’elle transmet l’argent "
                    "d’un bailleur que cette fiche ne nomme pas."
                )
                % {"name": body.full_name},
                sections.WHO,
            )


def _texts(facts):
    yield from (
        facts.title,
        facts.place_note,
        facts.origin_note,
        *facts.other_categories,
        *facts.audiences,
        facts.dates.note,
        *facts.objectives,
    )
    yield from (narrative.text for narrative in facts.narratives)
    yield from (item.text for item in facts.all_said)
    yield from (figure.statement for figure in facts.figures)


def _told_in_words(event, facts):
    """Towns below the region, the venue and the days of a coarse event, as its own texts spell them."""
    protected = [
        row.place.name for row in event.event_places.all() if row.place.name not in _public_names(facts)
    ]
    protected += [event.venue] if event.venue else []
    if event.starts_on:
        protected.append(span_text(event.starts_on, event.ends_on))
    said = " ".join(fold(text) for text in _texts(facts) if text)
    return [word for word in protected if fold(word) and fold(word) in said]


def _public_names(facts):
    return {place.name for place in (*facts.places, *facts.regions)}


def _small(summary: HeadcountSummary):
    cells = (*summary.categories, *summary.age_bands)
    for figure in (summary.total, summary.women, summary.men, *(cell.figure for cell in cells)):
        if figure.is_shown and 0 < figure.number < THRESHOLD:
            yield figure.value
