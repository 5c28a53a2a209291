"""What follows when two records look alike: they are said to be two events, or the facts of one are given to
the other as a second source.

Whoever keeps the other record stays its master: sources are added at once only by who may correct it; the
facts wait beside it, in words, for its owner and the coordination.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.enums import Basis, CountUnit, Role
from events.models import DifferentEvents, Event, EventSource, ProposedFacts
from events.permissions import can, visible_to
from events.services.likeness import stored_facts
from events.services.likeness_scores import fingerprint
from organisations.models import User
from rss_registry.figures import Figure
from rss_registry.written_dates import when_text


@transaction.atomic
def say_different(*, event: Event, other: Event, by: User) -> DifferentEvents:
    """The two are not pointed out as one again, as long as neither changes its days or places."""
    first, second = sorted((event, other), key=lambda row: row.pk)
    facts = stored_facts([event.pk, other.pk])
    compared = fingerprint(facts[event.pk], facts[other.pk])
    return DifferentEvents.objects.update_or_create(
        first=first, second=second, defaults={"compared": compared, "by": by}
    )[0]


@transaction.atomic
def forget_difference(*, event: Event, other: Event) -> None:
    """Let the two be compared again."""
    first, second = sorted((event, other), key=lambda row: row.pk)
    DifferentEvents.objects.filter(first=first, second=second).delete()


@transaction.atomic
def give_facts(*, event: Event, other: Event, by: User) -> ProposedFacts:
    """Keep what `event` tells beside `other`, with its sources; they join `other` if `by` may correct it."""
    facts = {"event": other, "text": facts_in_words(event), "proposed_by": by, "settled_at": None}
    # The same click twice gives them once.
    proposed, _is_new = ProposedFacts.objects.get_or_create(**facts)
    proposed.sources.set(row.source for row in event.event_sources.select_related("source"))
    if can(by, "change", other):
        _add_sources(proposed)
    return proposed


@transaction.atomic
def settle_facts(*, proposed: ProposedFacts, by: User) -> ProposedFacts:
    """The reader has seen them; their sources join the record if he may correct it."""
    proposed = ProposedFacts.objects.select_for_update().get(pk=proposed.pk)
    if can(by, "change", proposed.event):
        _add_sources(proposed)
    if proposed.settled_at is None:
        proposed.settled_by, proposed.settled_at = by, timezone.now()
        proposed.save(update_fields=["settled_by", "settled_at"])
    return proposed


def waiting_facts(user: User):
    """The facts that wait for this reader: for the team that keeps the record, and for the coordination."""
    # From the few proposals to their events, and not through all events for their proposals.
    mine = visible_to(user, Event.objects.filter(pk=OuterRef("event")))
    waiting = ProposedFacts.objects.filter(Exists(mine), settled_at__isnull=True)
    return waiting.prefetch_related("event", "proposed_by__organisation", "sources")


def facts_in_words(event: Event) -> str:
    """What the record tells of its event, a line for each thing; never who paid, nor anybody's name."""
    roles = event.roles.filter(role__in=(Role.ORGANISER, Role.CO_ORGANISER)).select_related("organisation")
    lines = (
        (_("titre"), event.title),
        (_("dates"), when_text(event.when, event.stated_days)),
        (_("lieux"), ", ".join(row.place.name for row in event.event_places.select_related("place"))),
        (_("salle ou site"), event.venue),
        (_("organisateurs"), ", ".join(row.organisation.short_name for row in roles)),
        (_("effectifs"), ", ".join(_headcounts(event))),
        (_("sources"), " ; ".join(str(row.source) for row in event.event_sources.select_related("source"))),
    )
    return "\n".join(f"{capfirst(label)} : {value}" for label, value in lines if value)


def _headcounts(event):
    rows = event.headcounts.filter(unit=CountUnit.PERSONS, category="", age_band="")
    for row in rows.exclude(basis=Basis.PLANNED):
        label = row.get_sex_display() if row.sex else _("total")
        yield f"{label} {Figure(row.number, row.basis).short}"


def _add_sources(proposed):
    held = set(proposed.event.event_sources.values_list("source_id", flat=True))
    for source in proposed.sources.all():
        if source.pk not in held:
            EventSource.objects.create(event=proposed.event, source=source)
