"""Records that may tell the same event: while one types, beside a record, and on a page of their own."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from events.forms.likeness import says_something, typed_facts
from events.models import DifferentEvents, Event, ProposedFacts
from events.permissions import can
from events.services.deleting import restored_for
from events.services.likeness import Likely, find, known_to, likely_of, stored_facts
from events.services.merge_limits import may_merge
from events.services.same_events import (
    forget_difference,
    give_facts,
    say_different,
    settle_facts,
    waiting_facts,
)
from rss_registry.written_dates import when_text

# As many as one looks at while typing.
_SHOWN = 5


@dataclass(frozen=True)
class LikelyRow:
    likely: Likely
    when: str
    where: str
    merging: str = ""
    """Where the two are made one, for who may."""


@dataclass(frozen=True)
class FactsPanel:
    """On the first page: what other teams say of records that one keeps."""

    rows: tuple
    title: str
    count: int
    rank: int = 15
    code: str = "facts"
    template: str = "admin/events/event/_facts_panel.html"


class LikelyPages:
    """The addresses of what resembles a record, and of what one says of it."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("ressemblances/", view(self.likely_view), name="events_event_likely"),
            path("<int:object_id>/distinct/", view(self.different_view), name="events_event_different"),
            path("<int:object_id>/meme/", view(self.same_view), name="events_event_same"),
            path("<int:object_id>/faits/", view(self.facts_view), name="events_event_facts"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= self.likely_context(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def likely_context(self, request, event):
        """What `_likely.html` expects of a stored record."""
        rows = likely_of(event, user=request.user)
        return {
            "likely": shown(rows[:_SHOWN]),
            "more_likely": max(len(rows) - _SHOWN, 0),
            "waiting_facts": list(waiting_facts(request.user).filter(event=event)),
        }

    @method_decorator(require_GET)
    def likely_view(self, request):
        """Of the values in the address, of the record `evenement`, or of both; `fragment`: the list alone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = request.GET.get("evenement", "")
        event = self.get_object(request, key) if key else None
        if key and event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, key)
        facts = stored_facts([event.pk])[event.pk] if event else None
        if says_something(request.GET):
            facts = typed_facts(request.GET, stored=facts)
        rows = find([facts], user=request.user)[0] if facts and facts.tells_something() else []
        if "fragment" in request.GET:
            context = {"likely": shown(rows[:_SHOWN]), "more_likely": max(len(rows) - _SHOWN, 0)}
            return render(request, "admin/events/event/_likely_rows.html", {**context, "original": event})
        context = {
            **self.admin_site.each_context(request),
            "title": _("Fiches qui se ressemblent"),
            "subtitle": str(event or ""),
            "opts": self.opts,
            "original": event,
            "likely": shown(rows, event, request.user),
            **(self._what_one_may_do(request, event) if event else {}),
        }
        return render(request, "admin/events/event/likely.html", context)

    def _what_one_may_do(self, request, event):
        said = DifferentEvents.objects.filter(Q(first=event) | Q(second=event))
        pairs = said.select_related("first", "second", "by").order_by("-at")
        others = [(row.second if row.first_id == event.pk else row.first, row) for row in pairs]
        known = set(known_to(request.user).filter(pk__in=[other.pk for other, _row in others]))
        return {
            "may_decide": self.has_change_permission(request, event),
            "may_delete": self.has_delete_permission(request, event),
            "days": restored_for().days,
            "different": [(other, row) for other, row in others if other in known],
            "waiting_facts": list(waiting_facts(request.user).filter(event=event)),
        }

    # -- what one says of them -----------------------------------------------------------

    @method_decorator(require_POST)
    def different_view(self, request, object_id):
        """« Ce sont deux »; with `annuler`, the way back."""
        event, other = self._pair(request, object_id)
        if "annuler" in request.POST:
            forget_difference(event=event, other=other)
            self.message_user(request, _("Les deux fiches seront de nouveau comparées."), messages.SUCCESS)
        else:
            say_different(event=event, other=other, by=request.user)
            said = _(
                "« %(other)s » ne sera plus signalé ici, tant que ni les dates ni les lieux ne changent."
            )
            self.message_user(request, said % {"other": other}, messages.SUCCESS)
        return HttpResponseRedirect(likely_address(event))

    @method_decorator(require_POST)
    def same_view(self, request, object_id):
        """« C’est le même »: the facts of the record are kept beside the other one."""
        event, other = self._pair(request, object_id)
        give_facts(event=event, other=other, by=request.user)
        if can(request.user, "change", other):
            said = _("Vos sources sont ajoutées à « %(other)s », et vos faits notés à côté de la fiche.")
        else:
            said = _("Vos faits et vos sources sont proposés à qui tient « %(other)s » et à la coordination.")
        self.message_user(request, said % {"other": other}, messages.SUCCESS)
        return HttpResponseRedirect(likely_address(event))

    @method_decorator(require_POST)
    def facts_view(self, request, object_id):
        """« Vu »: proposed facts wait no longer."""
        event = Event.objects.filter(pk=object_id).first()
        if event is None or not can(request.user, "view", event):
            raise PermissionDenied
        key = request.POST.get("faits", "")
        proposed = ProposedFacts.objects.filter(pk=key, event=event).first() if key.isdecimal() else None
        if proposed is None:
            raise Http404
        settle_facts(proposed=proposed, by=request.user)
        self.message_user(request, _("Les faits proposés sont classés."), messages.SUCCESS)
        return HttpResponseRedirect(likely_address(event))

    def _pair(self, request, object_id):
        event = Event.objects.filter(pk=object_id).first()
        # The same answer for one that does not exist: numbers of others are not told.
        if event is None or not self.has_change_permission(request, event):
            raise PermissionDenied
        key = request.POST.get("autre", "")
        known = known_to(request.user).exclude(pk=event.pk)
        other = known.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
        if other is None:
            raise Http404
        return event, other


def likely_address(event):
    return f"{reverse('admin:events_event_likely')}?evenement={event.pk}"


def shown(rows, event=None, user=None):
    """The rows with what the page says of each: when, where, and where it is made one with `event`."""
    prefetch_related_objects([row.event for row in rows], "event_places__place")
    return [
        LikelyRow(
            row,
            when_text(row.event.when, row.event.stated_days),
            ", ".join(each.place.name for each in row.event.event_places.all()),
            _merging_address(event, row.event, user) if event is not None else "",
        )
        for row in rows
    ]


def _merging_address(event, other, user):
    if not (may_merge(user, event, other) or may_merge(user, other, event)):
        return ""
    return reverse("admin:events_event_merge", args=sorted((event.pk, other.pk)))


def facts_panels(user):
    """What other teams say of records that the reader keeps; nothing where nothing waits."""
    rows = tuple((proposed, likely_address(proposed.event)) for proposed in waiting_facts(user))
    if not rows:
        return []
    title = ngettext("Faits proposés pour une fiche", "Faits proposés pour des fiches", len(rows))
    return [FactsPanel(rows, title, len(rows))]
