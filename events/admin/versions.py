"""The history of a record with all its parts in words, and the way back to an earlier version."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.version_words import (
    Names,
    change_words,
    link_words,
    list_label,
    list_words,
    step_words,
    subject_of,
)
from events.models import Event
from events.services.correcting import asks_reason, correcting
from events.services.record_history import LISTS, moment_of, moments_of, rows_of, state_in
from events.services.restoring import RestoringError, plan_return, restore
from rss_registry.held_forms import gives_back, is_given_back, mark_saved

_PER_PAGE = 20


class ReturnForm(forms.Form):
    """What the reader was shown (`version`), and why what is public changes."""

    version = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Motif de la correction (publié)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Une ligne, lue à côté de la correction sur la page publique."),
    )

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["reason"]


class RecordVersions:
    """Reading follows the rules of the record, going back those of its form."""

    def history_view(self, request, object_id, extra_context=None):
        event = self.get_object(request, unquote(object_id))
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        moments = moments_of(event)
        page = Paginator(moments, _PER_PAGE).get_page(request.GET.get("page"))
        names = self._names(request)
        steps = [step for moment in page for step in moment.steps]
        lists = {model: list(rows_of(event, model)) for model in LISTS}
        names.ask([row for step in steps for row in (step.record, step.before) if row is not None])
        names.ask([row for rows in lists.values() for row in rows])
        may_return = self.has_change_permission(request, event)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Historique de la fiche"),
            "subtitle": str(event),
            "opts": self.opts,
            "original": event,
            "page": page,
            "moments": [
                {
                    "by": moment.by,
                    "at": moment.at,
                    "words": _moment_words(moment, lists, names),
                    "address": reverse("admin:events_event_return", args=[event.pk, moment.key])
                    if may_return and moment is not moments[0]
                    else "",
                }
                for moment in page
            ],
            **(extra_context or {}),
        }
        return render(request, "admin/events/event/history.html", context)

    @gives_back
    def return_view(self, request, object_id, moment):
        """What going back would change; after a POST it is done."""
        event = self.get_object(request, object_id)
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        at = moment_of(moment)
        plan = plan_return(event, at) if at else None
        if plan is None:
            raise Http404
        version = event.updated_at.isoformat()
        data = request.POST or None
        form = ReturnForm(data, asks=asks_reason(event), initial={"version": version})
        if form.is_valid() and plan and not is_given_back(request):
            if form.cleaned_data["version"] == version and self._restored(request, event, plan, form, at):
                mark_saved(request)
                return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))
            if form.cleaned_data["version"] != version:
                self.message_user(
                    request,
                    _("La fiche a changé entre-temps : voici ce que le retour changerait maintenant."),
                    messages.WARNING,
                )
            # The plan again, of the rows as they are stored.
            event = self.get_object(request, object_id)
            plan = plan_return(event, at)
            kept = {"version": event.updated_at.isoformat(), "reason": form.cleaned_data.get("reason", "")}
            form = ReturnForm(asks=asks_reason(event), initial=kept)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Revenir à la version du %(moment)s")
            % {"moment": date_format(localtime(at), "DATETIME_FORMAT")},
            "subtitle": str(event),
            "opts": self.opts,
            "original": event,
            "form": form,
            **self._plan_words(request, plan),
        }
        return render(request, "admin/events/event/return.html", context)

    def get_urls(self):
        view = self.admin_site.admin_view(self.return_view)
        own = path("<int:object_id>/revenir/<int:moment>/", view, name="events_event_return")
        return [own, *super().get_urls()]

    def _restored(self, request, event, plan, form, at):
        try:
            # Around the whole: what was changed is published with its commit.
            with correcting(form.cleaned_data.get("reason", "")):
                restore(plan)
                said = _("revenue à la version du %(moment)s") % {
                    "moment": date_format(localtime(at), "SHORT_DATETIME_FORMAT")
                }
                self.log_change(request, event, [{"changed": {"fields": [said]}}])
        except (RestoringError, ValidationError) as refused:
            for sentence in refused.messages:
                self.message_user(request, sentence, messages.ERROR)
            return False
        self.message_user(
            request, _("La fiche est revenue à la version choisie ; rien de l’historique n’est perdu.")
        )
        return True

    def _names(self, request):
        def visible(model):
            if model is Event:
                return None
            model_admin = self.admin_site._registry.get(model)
            return model_admin.get_queryset(request) if model_admin else None

        return Names(visible)

    def _plan_words(self, request, plan):
        names = self._names(request)
        rows = [each for change in plan.rows for each in (change.row, change.past) if each is not None]
        past = [change for change in plan.fields if change.field.is_relation]
        names.ask([*rows, plan.event])
        names.ask_keys([(each.field.related_model, each.then) for each in past])
        names.ask_keys(
            [(each.field.related_model, key) for each in plan.links for key in each.now | each.then]
        )
        changes = [change_words(each.field, each.now, each.then, names) for each in plan.fields]
        changes += [link_words(each.field, each.now, each.then, names) for each in plan.links]
        kept = []
        for change in plan.rows:
            subject = subject_of(change.model, change.row or change.past, names)
            if change.kept:
                kept.append(f"{subject} : {change.kept}")
            elif change.row is None:
                changes.append(_("%(subject)s (revient)") % {"subject": subject})
            elif change.past is None:
                changes.append(_("%(subject)s (est retiré)") % {"subject": subject})
            else:
                words = [change_words(each.field, each.now, each.then, names) for each in change.fields]
                changes.append(
                    _("%(subject)s – %(changes)s") % {"subject": subject, "changes": " ; ".join(words)}
                )
        return {"changes": changes, "kept": kept}


def _moment_words(moment, lists, names):
    """One line for each change; what is a list as the whole list before and after."""
    steps = [step for step in moment.steps if step.model not in LISTS]
    words = [line for step in steps for line in step_words(step, names)]
    for model, records in lists.items():
        if any(step.model is model for step in moment.steps):
            before, after = (
                list_words(model, state_in(records, at), names) for at in (moment.before, moment.at)
            )
            if before != after:
                words.append(f"{list_label(model)} : {before or '–'} → {after or '–'}")
    return words or [_("aucun changement visible")]
