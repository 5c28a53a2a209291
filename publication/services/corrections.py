"""What was corrected of published events, written while they are published, and across an absence."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone

from events.models import Event
from publication.models import Correction, FormerFacts, PublishedEvent, PublishedFacts
from publication.project.corrections import changed_elements, digests_of
from publication.project.rows import EventRows

_LONGEST = Correction._meta.get_field("reason").max_length


def write_correction(
    rows: EventRows, before: PublishedEvent | None, stood: Mapping[str, str], at: datetime, reason: str
) -> None:
    """Of `rows` over the facts that `stood`, or over those of before an absence.

    Nothing beside an event known to its month: the day would say when somebody knew more.
    """
    if before is not None:
        if not before.is_coarse:
            _write(rows, digests_of(stood), at, reason)
    elif former := FormerFacts.objects.filter(pk=rows.key).first():
        _write(rows, former.digests, timezone.now(), " – ".join(former.reasons) or reason)
        former.delete()


def _write(rows, before, at, reason):
    if changed := changed_elements(before, digests_of(rows.facts)):
        Correction.objects.create(event_id=rows.key, at=at, facts=changed, reason=reason[:_LONGEST])


def keep_former_facts(keys: Collection[int]) -> None:
    """Before these events leave: what they tell, as digests; a record that is gone leaves nothing."""
    texts: defaultdict[int, dict[str, str]] = defaultdict(dict)
    facts = PublishedFacts.objects.filter(event__in=keys, event__is_coarse=False)
    for event, language, content in facts.values_list("event", "language", "content"):
        texts[event][language] = content
    still = set(Event.objects.filter(pk__in=keys).values_list("pk", flat=True))
    FormerFacts.objects.filter(pk__in=keys).delete()
    FormerFacts.objects.bulk_create(
        FormerFacts(event=event, digests=digests_of(texts[event])) for event in sorted(texts.keys() & still)
    )
    Correction.objects.filter(event__in=set(keys) - still).delete()


def keep_reason(key: int, reason: str) -> None:
    """Why a record that is not public just now is changed, to be told on its return."""
    former = FormerFacts.objects.filter(pk=key).first()
    if former is not None and reason not in former.reasons:
        former.reasons.append(reason)
        former.save(update_fields=["reasons"])
