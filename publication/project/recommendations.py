"""The recommendations and wishes of an event as published rows."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.enums import FollowUpStatus
from events.models import Recommendation
from organisations.enums import DatePrecision
from publication import facts as types
from publication.facts.stored import stored
from publication.project.local import free_note, public_link
from rss_registry.dates import last_of_month


@dataclass(frozen=True)
class RecommendationRow:
    key: int
    position: int
    kind: str
    addressee: str
    """The slug of an organisation of the register."""
    theme: str
    status: str
    due_on: date | None
    same_as: int | None
    content: tuple[tuple[str, str], ...]
    """(language, stored facts)."""


def recommendation_facts(event, item) -> types.RecommendationFacts:
    """One recommendation of `event`; where only region and month may be known, no source is named."""
    coarse = event.is_coarse
    # « Sous trente jours » is counted from the day of the event.
    precision = (DatePrecision.MONTH if coarse else DatePrecision.DAY).value
    follow_ups = tuple(
        types.FollowUpFacts(
            last_of_month(step.day) if coarse else step.day,
            step.status,
            step.get_status_display(),
            free_note(event, step.note),
            step.source.title if step.source and not coarse else "",
            precision,
        )
        for step in item.follow_ups.all()
    )
    latest = follow_ups[0] if follow_ups else None
    addressee = public_link(event, item.addressee) if item.addressee else None
    return types.RecommendationFacts(
        text=item.text,
        kind=item.kind,
        addressee=addressee or _addressee_in_words(event, item),
        theme=item.theme.name if item.theme else "",
        due_on=last_of_month(item.due_on) if coarse and item.due_on else item.due_on,
        status=latest.status if latest else FollowUpStatus.NOT_KNOWN.value,
        status_label=latest.label if latest else str(FollowUpStatus.NOT_KNOWN.label),
        follow_ups=follow_ups,
        due_precision=precision,
    )


def _addressee_in_words(event, item):
    if not item.addressee_text:
        return None
    return types.Link(free_note(event, item.addressee_text) or _("destinataire non publié"))


def recommendation_rows(event) -> tuple[RecommendationRow, ...]:
    return tuple(_row(event, item, position) for position, item in enumerate(event.recommendations.all()))


def _row(event, item: Recommendation, position):
    facts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            facts[language] = recommendation_facts(event, item)
    french = facts[settings.LANGUAGE_CODE]
    return RecommendationRow(
        key=item.pk,
        position=position,
        kind=item.kind,
        addressee=french.addressee.slug if french.addressee else "",
        theme=item.theme.slug if item.theme else "",
        status=french.status,
        due_on=french.due_on,
        same_as=item.same_as_id,
        content=tuple((language, stored(each)) for language, each in facts.items()),
    )
