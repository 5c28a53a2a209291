"""Questions that one asks of events."""

from django.db import models
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, When
from django.db.models.functions import TruncMonth
from django.utils import timezone

from events.enums import Outcome, Role, Sensitivity, Status
from events.models import fact_reads
from events.models.search_terms import matching_text


def public_day(event=""):
    """The first day to order public lists by: of an event known to its month, the first of the month.

    Its place between two dated events would tell the day. `event` is the path to it (« event__ »).
    """
    day = f"{event}starts_on"
    coarse = When(**{f"{event}sensitivity__in": Sensitivity.coarse()}, then=TruncMonth(day))
    return Case(coarse, default=F(day), output_field=DateField())


def public_rank():
    """The rank in its series to order public lists by: of an event known to its month, none.

    « 2e de 5 » between two dated events would tell the day as well.
    """
    coarse = When(sensitivity__in=Sensitivity.coarse(), then=None)
    return Case(coarse, default=F("series_rank"), output_field=models.IntegerField())


class EventQuerySet(models.QuerySet):
    """Reads. `on` is the day from which one looks: today unless told."""

    # -- the one gate -----------------------------------------------------------------

    def published(self, on=None):
        """Events that have a public page: what is published is made of these and no others."""
        return self.counted(on).filter(sensitivity__in=Sensitivity.with_page())

    def counted(self, on=None):
        """Events that enter public totals: those with a page, and « aggregate only »."""
        return self.countable().filter(visible_from__lte=on or timezone.localdate())

    def countable(self):
        """Events that enter public totals today or on a day to come."""
        return self.filter(
            visible_from__isnull=False, status=Status.PUBLISHED, sensitivity__in=Sensitivity.counted()
        )

    def with_every_fact(self):
        """Those that tell more than their region and month: the people, sources and files of that day."""
        return self.exclude(sensitivity__in=Sensitivity.coarse())

    def no_longer_published(self, on=None):
        """Events that had a public page and have none today: withdrawn, or sent back to be corrected.

        Of those that were never public nobody may know; one that had a page has a day of publication.
        """
        return self.filter(
            visible_from__lte=on or timezone.localdate(),
            first_published_at__isnull=False,
            reference__isnull=False,
            sensitivity__in=Sensitivity.with_page(),
        ).exclude(status=Status.PUBLISHED)

    # -- questions --------------------------------------------------------------------

    def held(self):
        return self.filter(outcome=Outcome.HELD)

    def submitted(self):
        """Handed over for review at least, so that their records are complete."""
        return self.exclude(status__in=Status.editable_by_officers())

    def not_yet_held(self):
        return self.filter(outcome__in=Outcome.not_yet_held())

    def of_kind(self, kind):
        """Events of which it is the first or the second nature."""
        return self.filter(Q(kind=kind) | Q(second_kind=kind))

    def in_place(self, place):
        """Events in `place` or anywhere below it (cercle, commune, locality)."""
        return self._where(
            Q(place=place.pk)
            | Q(place__parent=place.pk)
            | Q(place__parent__parent=place.pk)
            | Q(place__parent__parent__parent=place.pk),
            "event_places",
        )

    def publicly_with_role(self, organisation, *roles):
        """Events in which `organisation` held one of `roles` (any when none is given) and may be named."""
        public = self._related("roles").told().filter(event=OuterRef("pk"), organisation=organisation)
        return self.filter(Exists(public.filter(role__in=roles) if roles else public))

    def may_name_funder(self, funder):
        """Events that do not withhold `funder`: as a whole, in its role or in an agreement of theirs.

        `funder` may be an OuterRef(OuterRef(…)) of the query in which this one stands.
        """
        role = self._related("roles").filter(
            event=OuterRef("pk"), organisation=funder, role=Role.FUNDER, disclosed=False
        )
        agreement = self.model.agreements.through.objects.filter(
            event=OuterRef("pk"), grantagreement__funder=funder, grantagreement__funder_disclosed=False
        )
        return self.filter(~Exists(role), ~Exists(agreement), funders_withheld=False)

    def search(self, text):
        """Events that hold every word and « phrase » of `text`; its last word may be the start of one."""
        return matching_text(self, self._related("search_index"), text)

    def with_public_order(self):
        """Annotate `day` and `rank`, by which public lists are ordered."""
        return self.annotate(day=public_day(), rank=public_rank())

    def with_places(self):
        """Each event's places with what they lie in, for lists: one more query."""
        return self.prefetch_related(*fact_reads.lookups("event_places", self._related))

    def with_facts(self, filled=None, *, towns=True):
        """Everything that `build_event_facts` reads, in a constant number of queries.

        `filled`: which relations (« programmes », « programmes__claims ») have rows for any of these events,
        if one knows it: the others are not read (`say_empty`). `towns`: False if none of them is known by
        its region and month alone.
        """
        read = [relation for relation in fact_reads.RELATIONS if filled is None or relation in filled]
        return self.select_related("series", "owner").prefetch_related(
            *(
                lookup
                for each in read
                for lookup in fact_reads.lookups(each, self._related, towns=towns, filled=filled)
            )
        )

    def _related(self, relation):
        return self.model._meta.get_field(relation).related_model._default_manager.all()

    def _where(self, condition, relation):
        """Filter by a condition on related rows without multiplying the events."""
        return self.filter(Exists(self._related(relation).filter(condition, event=OuterRef("pk"))))


class StandingEvents(models.Manager.from_queryset(EventQuerySet)):
    """Every reading of events, also from a place or a series: without those that were deleted."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at__isnull=True)
