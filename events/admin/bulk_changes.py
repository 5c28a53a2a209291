"""A safe field of several records changed from the list: first shown, then made; and the way back."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.corrections import no_longer_shown
from events.forms.bulk_changes import BulkChangeForm
from events.models import Event
from events.services.bulk_changes import CHANGES, ChangedMeanwhileError, carry_out, plan_change
from events.services.correcting import asks_reason, correcting
from rss_registry.held_forms import gives_back, is_given_back, mark_saved

# All are changed, and published again, in one transaction: others wait for it (docs/decisions/0044).
MOST = 100
# In the session: what the last change of several records did, to be taken back.
_LAST = "last_bulk_change"


class BulkChanges:
    """Themes, programmes, languages and the series of the records that one has ticked."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if actions and self.has_change_permission(request):
            for change in CHANGES.values():
                if change.button:
                    actions[change.code] = (_asking(change), change.code, change.button)
        return actions

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("groupe/", view(self.bulk_view), name="events_event_bulk"),
            path("groupe/annuler/", view(self.undo_bulk_view), name="events_event_undo_bulk"),
            *super().get_urls(),
        ]

    # -- pages ---------------------------------------------------------------------

    @gives_back
    def bulk_view(self, request):
        """Asks for the value, shows what would change, changes it."""
        change = CHANGES.get(request.POST.get("change", ""))
        events = self._ticked(request, request.POST.getlist("fiche"))
        if change is None or not change.button or not events:
            return self._to_list(request, _("Cochez d’abord des fiches dans la liste."))
        return self._bulk_page(request, change, events, request.POST)

    @gives_back
    def undo_bulk_view(self, request):
        """Shows what taking back the last change would do, and takes it back."""
        last = request.session.get(_LAST)
        change = CHANGES.get(last["change"]) if last else None
        value = self._values(request, change).filter(pk=last["value"]).first() if change else None
        made = {int(key): rank for key, rank in last["made"].items()} if value else {}
        events = self._ticked(request, list(made))
        if not events:
            return self._to_list(request, _("Il n’y a plus de modification groupée à annuler."))
        return self._bulk_page(request, change, events, request.POST, value=value, made=made)

    def _bulk_page(self, request, change, events, sent=None, *, value=None, made=None):
        data = sent
        if made is not None:
            # What is taken back is known: the page shows it at once.
            data = {**sent.dict(), "value": value.pk}
        form = BulkChangeForm(
            data, change=change, rows=self._values(request, change), asks_reason=any(map(asks_reason, events))
        )
        plan = None
        if form.is_bound and form.is_valid():
            asked = {
                "change": change,
                "value": form.cleaned_data["value"],
                "by": request.user,
                "with_ranks": form.cleaned_data.get("with_ranks", False),
                "made": made,
            }
            plan = plan_change(events=events, **asked)
            if "confirmer" in request.POST and not is_given_back(request):
                try:
                    return self._make(request, form, asked, plan, request.POST.get("vu", ""))
                except ChangedMeanwhileError as refused:
                    plan = refused.plan
                    said = _("Rien n’est encore changé : voici ce qui le serait maintenant.")
                    self.message_user(request, said, messages.WARNING)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Annuler la modification") if made is not None else str(change.button).rstrip("…"),
            "opts": self.opts,
            "change": change,
            "events": events,
            "most": MOST,
            "form": form,
            "plan": plan,
            "asks_reason": plan is not None and any(map(asks_reason, plan.events)),
            "is_undo": made is not None,
            "left_out": _left_out(plan) if plan else [],
            "address": self._bulk_address(made is not None),
            "confirm": _confirm_words(plan) if plan else "",
        }
        return render(request, "admin/events/event/bulk_change.html", context)

    # -- doing it ------------------------------------------------------------------

    def _make(self, request, form, asked, shown, expected):
        # Around the whole: what was changed is published with its commit.
        with correcting(form.cleaned_data.get("reason", "")) as saving:
            keys = [event.pk for event in (*shown.events, *_all_left_out(shown))]
            plan = carry_out(keys=keys, expected=expected, **asked)
        mark_saved(request)
        if plan.events:
            LogEntry.objects.log_actions(
                request.user.pk,
                plan.events,
                CHANGE,
                change_message=[{"changed": {"fields": [plan.said]}}],
                single_object=len(plan.events) == 1,
            )
        self._keep_way_back(request, plan, is_undo=asked["made"] is not None)
        self._say_done(request, plan, is_undo=asked["made"] is not None)
        if saving.no_longer_shown:
            self.message_user(request, no_longer_shown(saving), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:events_event_changelist"))

    def _keep_way_back(self, request, plan, *, is_undo):
        request.session.pop(_LAST, None)
        if plan.events and not is_undo:
            made = {str(key): rank for key, rank in plan.made.items()}
            request.session[_LAST] = {"change": plan.change.inverse, "value": plan.value.pk, "made": made}

    def _say_done(self, request, plan, *, is_undo):
        done = ngettext("%(count)d fiche : %(what)s.", "%(count)d fiches : %(what)s.", len(plan.events))
        sentence = done % {"count": len(plan.events), "what": plan.said}
        if plan.events and not is_undo:
            back = self._bulk_address(is_undo=True)
            sentence = format_html('{} <a href="{}">{}</a>', sentence, back, _("Annuler cette modification"))
        self.message_user(request, sentence, messages.SUCCESS if plan.events else messages.WARNING)
        if plan.left_out:
            reasons = " ; ".join(f"{number} {reason}" for number, reason, _events in _left_out(plan))
            said = _("Laissées de côté : %(reasons)s.") % {"reasons": reasons}
            self.message_user(request, said, messages.WARNING)

    # -- small things --------------------------------------------------------------

    def _ticked(self, request, keys):
        """Of the keys that were sent, the records that the user may see."""
        keys = {int(key) for key in map(str, keys[: MOST + 1]) if key.isdecimal() and len(key) < 16}
        return list(self.get_queryset(request).filter(pk__in=keys))[:MOST]

    def _values(self, request, change):
        """What the same field of the form offers."""
        return self.get_field_queryset(None, Event._meta.get_field(change.field), request)

    def _bulk_address(self, is_undo):
        return reverse("admin:events_event_undo_bulk" if is_undo else "admin:events_event_bulk")

    def _to_list(self, request, said):
        self.message_user(request, said, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:events_event_changelist"))


def _asking(change):
    """The action of the list: the page that asks for the value, for the records that are ticked."""

    def ask(model_admin, request, queryset):
        keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            said = _(
                "Cochez %(most)d fiches au plus à la fois : rien n’est changé. Elles s’enregistrent toutes "
                "ensemble, et ce que d’autres enregistrent attend pendant ce temps."
            )
            model_admin.message_user(request, said % {"most": MOST}, messages.ERROR)
            return None
        return model_admin._bulk_page(request, change, model_admin._ticked(request, keys))

    return ask


def _all_left_out(plan):
    return [event for events in plan.left_out.values() for event in events]


def _left_out(plan):
    """How many, why, and which."""
    return [(len(events), reason.label, events) for reason, events in plan.left_out.items()]


def _confirm_words(plan):
    number = len(plan.events)
    return ngettext("Modifier %(count)d fiche", "Modifier %(count)d fiches", number) % {"count": number}
