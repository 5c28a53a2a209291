"""« Faire une seule fiche »: two records of one event, side by side."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.enums import Sensitivity, Status
from events.forms.event_merging import EventMergeForm, parts_of
from events.models import Event
from events.permissions import visible_to
from events.services.correcting import correcting
from events.services.likeness import find, stored_facts
from events.services.merge_limits import is_open_in_full, may_merge, protection_of_both
from events.services.merging import merge_events, part_events
from events.services.same_events import say_different
from organisations.admin.merging import PairPages
from organisations.models import Merge
from organisations.permissions import coordinates, is_staff_member

# Records that one page looks through for doubles, the last changed first.
LOOKED_AT = 150


@dataclass(frozen=True)
class EventPair:
    first: Event
    second: Event
    why: str


class EventMergePages(PairPages):
    """For the coordination; for officers between drafts of their own."""

    merge_form = EventMergeForm

    def may_merge(self, request):
        return is_staff_member(request.user) and (
            coordinates(request.user) or request.user.organisation_id is not None
        )

    def may_merge_pair(self, request, one, other):
        return may_merge(request.user, one, other) or may_merge(request.user, other, one)

    def may_part(self, request, merge):
        if coordinates(request.user):
            return True
        kept = Event.objects.filter(pk=merge.kept_key).first()
        may_change = kept is not None and self.has_change_permission(request, kept)
        return may_change and merge.merged_by_id == request.user.pk

    def likely_pairs(self, request):
        """Among the records of this page, and what resembles them."""
        mine = visible_to(request.user, Event.objects.all()).exclude(status=Status.WITHDRAWN)
        keys = mine.order_by("-updated_at", "-pk").values_list("pk", flat=True)
        looked_at = Paginator(keys, LOOKED_AT).get_page(request.GET.get("page"))
        facts = list(stored_facts(list(looked_at)).values())
        events = Event.objects.select_related("owner").in_bulk([each.pk for each in facts])
        pairs = {}
        for each, rows in zip(facts, find(facts, user=request.user) if facts else [], strict=True):
            for row in rows:
                one, other = sorted((events[each.pk], row.event), key=lambda event: event.pk)
                if row.event.status != Status.WITHDRAWN and self.may_merge_pair(request, one, other):
                    pairs.setdefault((one.pk, other.pk), (row.score, EventPair(one, other, row.reasons)))
        surest_first = [pair for _score, pair in sorted(pairs.values(), key=lambda found: -found[0])]
        return surest_first, {"looked_at": looked_at}

    def likeness_explained(self):
        return _(
            "Mêmes jours à peu près, et un lieu, une salle, un organisateur ou un programme en commun. "
            "Le registre ne réunit rien de lui-même."
        )

    def links_of(self, record):
        return parts_of(record)

    def pair_context(self, one, other):
        return {
            "explanation": _(
                "La fiche qui reste reçoit ce que l’autre a de plus. Les effectifs ne s’additionnent pas : "
                "ceux que vous ne retenez pas restent à côté, comme ce que dit une source. Cela s’annule "
                "pendant un mois."
            ),
            "notices": list(_notices(one, other)),
        }

    def make_one(self, request, form):
        # Around the whole: what was changed is published with its commit.
        with correcting(_public_reason(form.kept, form.absorbed)):
            return merge_events(
                kept=form.kept,
                absorbed=form.absorbed,
                values=form.values(),
                by=request.user,
                sides=form.sides(),
                replacing=form.replacing(),
            )

    def say_two(self, request, one, other):
        say_different(event=one, other=other, by=request.user)
        return _(
            "Noté : ce sont deux. La question ne revient que si les dates ou les lieux de l’une changent."
        )

    def take_apart(self, request, merge: Merge):
        kept = Event.objects.filter(pk=merge.kept_key).first()
        is_told = kept is not None and is_open_in_full(kept) and merge.former_slug
        with override(settings.LANGUAGE_CODE):
            reason = _("séparée de nouveau d’une autre fiche") if is_told else ""
        with correcting(reason):
            return part_events(merge=merge, by=request.user)


def _public_reason(kept, absorbed):
    """Beside the correction, in the language of the record: only where both pages told every fact."""
    if not (is_open_in_full(kept) and is_open_in_full(absorbed)):
        return ""
    with override(settings.LANGUAGE_CODE):
        said = _("réunie avec %(reference)s, qui disait le même événement")
        return said % {"reference": absorbed.reference}


def _notices(one, other):
    """What becomes less visible, before anybody decides."""
    level = Sensitivity(protection_of_both(one, other)["sensitivity"])
    if {level} != {one.sensitivity, other.sensitivity}:
        yield _("La fiche qui reste prend la protection la plus forte des deux : %(level)s.") % {
            "level": level.label
        }
    if is_open_in_full(one) and is_open_in_full(other):
        yield _("Les deux fiches sont publiques : l’adresse de celle qui part mènera à l’autre.")
