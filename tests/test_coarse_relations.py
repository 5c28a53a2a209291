"""Whatever a coarse event is tied to, found by reflection, changes nothing public within region and month.

A new relation, place or day of the private record fails the first test until somebody says what the public
may know of it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.db import models

from events.enums import HalfDay, Role, Sensitivity
from events.models import Event, HeadcountGroup, Person, Session
from organisations.enums import PlaceKind
from organisations.models import GrantAgreement, Organisation, Place, Source
from publication.services.rebuilding import rebuild
from tests.factories import (
    make_agreement,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_role,
    make_source,
)
from tests.public_register import make_register
from tests.test_documents_tell_no_more import differing, printed  # noqa: F401 -- a fixture
from tests.test_public_surface import addresses, text_of
from tests.test_sensitivity_levels import differences, plant

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("no_request_limits")]

MONTH = date(2023, 3, 2)
# Changed below, all at once.
SWAPPED = {
    "Event.agreements",
    "Event.announced_on",
    "Event.ends_on",
    "Event.first_published_at",
    "Event.headcount_groups",
    "Event.owner",
    "Event.starts_on",
    "Event.updated_at",
    "EventClaim.source",
    "EventFigure.organisation",
    "EventFigure.person",
    "EventPlace.place",
    "Event.origins",
    "EventRole.intermediary",
    "EventRole.organisation",
    "EventSource.source",
    "FollowUp.day",
    "FollowUp.source",
    "Headcount.source",
    "Photo.source",
    "Recommendation.addressee",
    "Recommendation.due_on",
    "Session.day",
    "Session.place",
}
# What the public is told of a coarse event as well: it is in no place and on no day.
TOLD = {
    "Event.contributes_to",
    "Event.languages",
    "Event.legal_references",
    "Event.programmes",
    "Event.series",
    "Event.themes",
    "Recommendation.theme",
}
# Follows from the others: places by their rows, the first visible day by the dates; and the total that
# events share has numbers of its own, which are none of this event alone.
DERIVED = {"Event.places", "Event.visible_from", "Headcount.group"}
# In nothing that is published (publication/services/following.py), and traces of the register's own work.
PRIVATE = {
    "CostLine.agreement",
    "CostLine.updated_at",
    "Event.created_at",
    "Event.created_by",
    "Event.deleted_at",
    "Justification.updated_at",
    "ListImport.created_at",
    "MarkedList.marked_at",
    "ListImport.created_by",
    "ListImport.finished_at",
    "ListMerge.merged_at",
    "ListMerge.merged_by",
    "ProposedFacts.proposed_at",
    "ProposedFacts.proposed_by",
    "ProposedFacts.settled_at",
    "ProposedFacts.settled_by",
    "ProposedFacts.sources",
    "Justification.written_by",
    "Participant.organisation",
    "Quotation.source",
    "ProposedCorrection.answered_at",
    "ProposedCorrection.answered_by",
    "ProposedCorrection.proposed_at",
    "ProposedCorrection.proposed_by",
    "SectionState.updated_at",
    "SectionState.updated_by",
    "StatusChange.at",
    "StatusChange.by",
}


@dataclass(frozen=True)
class Tie:
    """A field of an event or of one of its parts; `path` leads from the part to the event."""

    model: type[models.Model]
    field: models.Field
    path: str

    @property
    def name(self):
        return f"{self.model.__name__}.{self.field.name}"


def parts(model=Event, path="", seen=None):
    """The event and every row that goes with it, however deep, each with its path to the event."""
    seen = {model: path} if seen is None else seen
    for relation in model._meta.related_objects:
        part = relation.related_model
        is_part = relation.on_delete is models.CASCADE and not part.__name__.startswith("Historical")
        if is_part and part._meta.app_label == "events" and part not in seen:
            seen[part] = f"{relation.field.name}__{path}" if path else relation.field.name
            parts(part, seen[part], seen)
    return seen


def ties():
    """Every relation that leaves the event and its parts, and every date of theirs."""
    own = parts()
    for model, path in own.items():
        for field in model._meta.get_fields():
            if isinstance(field, models.DateField) or (field.is_relation and field.concrete):
                if not field.is_relation or field.related_model not in own:
                    yield Tie(model, field, path)
            elif field.many_to_many and field.related_model not in own:
                yield Tie(model, field, path)


def test_every_tie_of_an_event_is_classified():
    found = [tie.name for tie in ties()]
    assert len(found) == len(set(found)) == len(SWAPPED | TOLD | DERIVED | PRIVATE)
    assert set(found) == SWAPPED | TOLD | DERIVED | PRIVATE


@pytest.fixture
def register():
    return make_register()


def coarse_event(register):
    """One with everything that an event may have, and whatever it is tied to lying in one town."""
    planted = plant(register, day=MONTH, sensitivity=Sensitivity.REGION_AND_MONTH)
    event, town = planted.event, Place.objects.get(event_places__event=planted.event)
    radio = make_organisation(name_fr="Radio d’ici", place=town)
    holder, relay = make_organisation(place=town), make_organisation(place=town)
    for role, through in ((Role.PARTNER, None), (Role.FUNDER, relay), (Role.HOST, None)):
        make_role(event, radio, role, intermediary=through)
    event.origins.add(town)
    make_recommendation(event, addressee=radio, due_on=date(2023, 4, 2))
    Session.objects.create(event=event, day=MONTH, half_day=HalfDay.MORNING, place=town, title="Module d’ici")
    event.agreements.add(make_agreement(radio, recipient=holder, intermediary=relay, shows_logos=True))
    tied = models.Q(event_roles__event=event) | models.Q(recommendations_received__event=event)
    for organisation in Organisation.objects.filter(tied).distinct():
        organisation.place = town
        organisation.save()
    in_march = datetime(2023, 3, 10, tzinfo=UTC)
    Event.objects.filter(pk=event.pk).update(
        announced_on=MONTH, first_published_at=in_march, updated_at=in_march
    )
    return planted


class Others:
    """For each thing another one, which lies in another town of the same region or on another day."""

    def __init__(self, region):
        self.town = make_place(kind=PlaceKind.COMMUNE, parent=region, name_fr="Commune d’ailleurs")
        self._organisations = {}

    def of(self, value):
        match value:
            case datetime() | date():
                return value.replace(day=29 - value.day)
            case Place():
                return self.town
            case Organisation():
                return self.organisation(value)
            case Source():
                return make_source(title="Article d’ailleurs")
            case Person():
                return Person.objects.create(name="Personne d’ailleurs")
            case GrantAgreement():
                parties = {
                    party: self.organisation(getattr(value, party))
                    for party in ("funder", "recipient", "intermediary")
                }
                return make_agreement(**parties, shows_logos=value.shows_logos)
            case HeadcountGroup():
                return HeadcountGroup.objects.create(label_fr="ailleurs")
        raise AssertionError(f"no other {value!r}")

    def organisation(self, one):
        if one.pk not in self._organisations:
            other = make_organisation(name_fr=f"Ailleurs {one.name}", kind=one.kind, place=self.town)
            self._organisations[one.pk] = other
        return self._organisations[one.pk]


def swap(event, others):
    """Everything of SWAPPED; returns what was found to change."""
    changed, moments = set(), {}
    for model, path in parts().items():
        own = [tie for tie in ties() if tie.model is model and tie.name in SWAPPED]
        for row in model._default_manager.filter(**{path or "pk": event.pk}) if own else ():
            for tie in own:
                changed |= _swap_one(row, tie, others, moments)
            row.save()
    # Written at each save.
    Event.objects.filter(pk=event.pk).update(**moments)
    return changed


def _swap_one(row, tie, others, moments):
    name = tie.field.name
    if tie.field.many_to_many:
        links = getattr(row, name)
        standing = list(links.all())
        links.set([others.of(thing) for thing in standing])
        return {tie.name} if standing else set()
    value = getattr(row, name)
    if value is None:
        return set()
    setattr(row, name, others.of(value))
    if isinstance(tie.field, models.DateTimeField):
        moments[name] = getattr(row, name)
    return {tie.name}


def everything(client, register, planted):
    """What every address says in both languages, workbooks included; what is printed is compared apart."""
    cache.clear()
    rebuild()
    asked = [*addresses(register, "fr"), *addresses(register, "en"), *planted.addresses]
    return {
        address: _without_moments(text_of(client.get(address)))
        for address in dict.fromkeys(asked)
        if ".pdf" not in address
    }


def _without_moments(text):
    """A file says when it was made, and a page when it was asked for."""
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", "…", text)


def test_no_public_byte_follows_what_a_coarse_event_is_tied_to(client, register, printed):  # noqa: F811
    for day in (1, 13, 31):
        make_published_event(starts_on=MONTH.replace(day=day), places=[register.region])
    planted = coarse_event(register)
    documents = [address for address in planted.addresses if address.endswith(".pdf")]
    before, printed_before = everything(client, register, planted), printed(*documents)
    changed = swap(Event.objects.get(pk=planted.event.pk), Others(register.region))
    assert changed == SWAPPED
    assert differing(printed_before, printed(*documents)) == []
    assert differences(before, everything(client, register, planted)) == {}
