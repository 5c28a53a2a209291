"""Publishing the totals that several events share: once each, and while each of its events has a page."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from events.models import HeadcountGroup
from publication.disclosure.shared import ToldTotal
from publication.disclosure.stored import to_json
from publication.disclosure.told import told_of
from publication.facts import SharedTotal
from publication.facts.stored import stored
from publication.models import DisclosedVersion, PublishedEvent, PublishedTotal
from publication.shared_totals import (
    GROUP_READS,
    disclosed_of_total,
    key_of_total,
    label_of_total,
    summarise_shared,
)


def companions_of(keys: Collection[int]) -> set[int]:
    """These events and all that share a total with one of them, however many totals lie between."""
    links = HeadcountGroup.events.through.objects
    found, frontier = set(keys), set(keys)
    while frontier:
        groups = links.filter(event__in=frontier).values("headcountgroup")
        linked = set(links.filter(headcountgroup__in=groups).values_list("event", flat=True))
        frontier = linked - found
        found |= frontier
    return found


@transaction.atomic(savepoint=False)
def publish_totals(keys: Collection[int] | None = None) -> bool:
    """Bring the shared totals of these events (of all) up to date; says whether one changed."""
    groups = HeadcountGroup.objects.prefetch_related(*GROUP_READS)
    standing = PublishedTotal.objects.prefetch_related("events")
    if keys is not None:
        groups = groups.filter(events__in=keys).distinct()
        standing = standing.filter(events__in=keys).distinct()
    open_keys = set(PublishedEvent.objects.values_list("pk", flat=True)) if keys is None else None
    before = {row.pk: _said(row) for row in standing}
    # In the same order whoever saves: the one entered first of two labels, and not of two translations.
    with override(settings.LANGUAGE_CODE):
        opened = [group for group in groups if _is_open(group, open_keys)]
    told = told_of({event.pk for group in opened for event in group.events.all()})
    expected = {}
    for group in opened:
        disclosed = disclosed_of_total(group, told)
        if disclosed is not None and disclosed.total.is_known:
            members = frozenset(event.pk for event in group.events.all())
            expected[group.pk] = _texts(group, disclosed), members
            _remember(ToldTotal(members, disclosed), told)
    gone = before.keys() - expected.keys()
    PublishedTotal.objects.filter(pk__in=gone).delete()
    changed = {key: told for key, told in expected.items() if before.get(key) != told}
    for key, (texts, members) in changed.items():
        total, _created = PublishedTotal.objects.update_or_create(
            pk=key, defaults={f"content_{language}": text for language, text in texts.items()}
        )
        total.events.set(members)
    return bool(gone or changed)


def _said(row):
    texts = {language: getattr(row, f"content_{language}") for language, _name in settings.LANGUAGES}
    return texts, frozenset(event.pk for event in row.events.all())


def _is_open(group, open_keys):
    """Whether each of its events is public: what is left of a total would be those that are not."""
    members = {event.pk for event in group.events.all()}
    if open_keys is None:
        open_keys = set(PublishedEvent.objects.filter(pk__in=members).values_list("pk", flat=True))
    return bool(members) and members <= open_keys


def _texts(group, disclosed):
    texts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            summary = summarise_shared(group, disclosed)
            texts[language] = stored(SharedTotal(key_of_total(group), label_of_total(group), summary))
    return texts


def _remember(new, told):
    numbers = to_json(new.disclosed)
    if any(total.events == new.events and to_json(total.disclosed) == numbers for total in told.totals):
        return
    told.totals.append(new)
    DisclosedVersion.objects.bulk_create(
        DisclosedVersion(event=event, together=sorted(new.events), numbers=numbers)
        for event in sorted(new.events)
    )
