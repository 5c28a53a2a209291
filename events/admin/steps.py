"""The moves of a record as buttons, pages and actions; the workflow itself is a service."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from events.forms.events import ReasonForm, WithdrawalForm
from events.permissions import can
from events.services import proposals, workflow
from events.services.workflow import WorkflowError
from organisations.permissions import coordinates
from rss_registry.held_forms import gives_back, is_given_back, mark_saved


@dataclass(frozen=True)
class Step:
    """One move: `name` is also the right that it needs (`may_<name>`)."""

    name: str
    perform: Callable
    button: str
    done: str
    form: type[ReasonForm] | None = None
    """What it asks first."""
    move: str = ""
    """Its button where there is nothing to save with it."""

    @property
    def needs_reason(self) -> bool:
        return self.form is not None


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            workflow.submit,
            gettext_lazy("Enregistrer et soumettre à la relecture"),
            ngettext_lazy(
                "%(count)d fiche soumise à la relecture.",
                "%(count)d fiches soumises à la relecture.",
                "count",
            ),
            move=gettext_lazy("Soumettre à la relecture"),
        ),
        Step(
            "publish",
            workflow.publish,
            gettext_lazy("Enregistrer et publier"),
            ngettext_lazy("%(count)d fiche publiée.", "%(count)d fiches publiées.", "count"),
            move=gettext_lazy("Publier"),
        ),
        Step(
            "return",
            workflow.return_to_author,
            gettext_lazy("Renvoyer pour correction…"),
            ngettext_lazy(
                "%(count)d fiche renvoyée pour correction.",
                "%(count)d fiches renvoyées pour correction.",
                "count",
            ),
            ReasonForm,
        ),
        Step(
            "ask",
            proposals.ask_correction,
            gettext_lazy("Demander une correction…"),
            ngettext_lazy(
                "Correction demandée pour %(count)d fiche : sa page reste en ligne.",
                "Correction demandée pour %(count)d fiches : leurs pages restent en ligne.",
                "count",
            ),
            ReasonForm,
        ),
        Step(
            "withdraw",
            workflow.withdraw,
            gettext_lazy("Retirer du site…"),
            ngettext_lazy("%(count)d fiche retirée du site.", "%(count)d fiches retirées du site.", "count"),
            WithdrawalForm,
        ),
    )
}


class StepsAdmin:
    """Submit, publish, return and withdraw, from the form and from the list."""

    actions = ["submit_selected", "publish_selected", "return_selected", "withdraw_selected"]

    def has_review_permission(self, request):
        return coordinates(request.user)

    # -- from the form -------------------------------------------------------------

    def steps_for(self, request, event):
        """The moves that the user may make now: (those that save first, those that ask for a reason)."""
        open_steps = [step for step in STEPS.values() if can(request.user, step.name, event)]
        return (
            [step for step in open_steps if not step.needs_reason],
            [step for step in open_steps if step.needs_reason],
        )

    def step_after_saving(self, request, event):
        """Make the move whose button saved the form; the address to go to, None without a move."""
        step = next((step for name, step in STEPS.items() if f"_{name}" in request.POST), None)
        if step is None or step.needs_reason:
            return None
        self._perform(request, step, [event])
        return reverse("admin:events_event_change", args=[event.pk])

    @gives_back
    def step_view(self, request, object_id, name):
        """The page that asks why one record is returned or withdrawn; of the other moves, the move itself."""
        step, event = STEPS.get(name), self.get_object(request, object_id)
        if step is None or not (step.needs_reason or request.method == "POST"):
            raise Http404
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not can(request.user, name, event):
            raise PermissionDenied
        back = reverse("admin:events_event_change", args=[event.pk])
        if not step.needs_reason:
            if not is_given_back(request):
                self._perform(request, step, [event])
            return HttpResponseRedirect(back)
        return self._ask_reason(request, step, [event], back) or HttpResponseRedirect(back)

    # -- from the list -------------------------------------------------------------

    def submit_selected(self, request, queryset):
        self._perform(request, STEPS["submit"], queryset)

    submit_selected.short_description = gettext_lazy("Soumettre à la relecture")
    submit_selected.allowed_permissions = ("change",)

    def publish_selected(self, request, queryset):
        self._perform(request, STEPS["publish"], queryset)

    publish_selected.short_description = gettext_lazy("Publier")
    publish_selected.allowed_permissions = ("review",)

    def return_selected(self, request, queryset):
        return self._ask_reason(request, STEPS["return"], queryset)

    return_selected.short_description = gettext_lazy("Renvoyer pour correction…")
    return_selected.allowed_permissions = ("review",)

    def withdraw_selected(self, request, queryset):
        return self._ask_reason(request, STEPS["withdraw"], queryset)

    withdraw_selected.short_description = gettext_lazy("Retirer du site…")
    withdraw_selected.allowed_permissions = ("review",)

    # -- both ----------------------------------------------------------------------

    def _ask_reason(self, request, step, events, back=""):
        """The page that asks why; None once the reason was given and the moves were made."""
        form = step.form(request.POST if "reason" in request.POST else None)
        if form.is_valid() and not is_given_back(request):
            self._perform(request, step, events, **form.cleaned_data)
            mark_saved(request)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": str(step.button).rstrip("…"),
            "opts": self.opts,
            "form": form,
            "step": step,
            "events": events,
            "back": back or reverse("admin:events_event_changelist"),
            "selected": [] if back else request.POST.getlist(ACTION_CHECKBOX_NAME),
            "action": request.POST.get("action", ""),
        }
        return render(request, "admin/events/event/reason.html", context)

    def _perform(self, request, step, events, **arguments):
        """Make the move for each event, and say for how many, and why not for the others."""
        done = 0
        for event in events:
            try:
                if not can(request.user, step.name, event):
                    raise WorkflowError(
                        _("Fiche « %(status)s » : ce changement n’est pas possible, ou pas pour vous."),
                        params={"status": event.get_status_display()},
                    )
                step.perform(event=event, by=request.user, **arguments)
                done += 1
            except WorkflowError as refused:
                self.message_user(request, f"{event} – {' '.join(refused.messages)}", messages.ERROR)
        if done:
            self.message_user(request, step.done % {"count": done}, messages.SUCCESS)
