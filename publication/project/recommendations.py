"""The recommendations and wishes of an event as published rows."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import override

from events.models import Recommendation
from publication.facts.stored import stored
from publication.project.facts import recommendation_facts


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


def recommendation_rows(event, coarse: bool) -> tuple[RecommendationRow, ...]:
    return tuple(_row(item, position, coarse) for position, item in enumerate(event.recommendations.all()))


def _row(item: Recommendation, position, coarse):
    facts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            facts[language] = recommendation_facts(item, coarse)
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
