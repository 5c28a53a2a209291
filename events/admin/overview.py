"""The page of one record: its parts with the state of each, what came back and why, and the next move."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import sections as parts
from events.admin.section_addresses import section_address
from events.admin.section_summaries import summaries_of
from events.enums import Status
from events.permissions import can, keeps_list_of
from events.services.section_states import Progress, set_not_applicable, states_of


class RecordOverview:
    """The list of parts: what a record's address opens for whoever may correct it."""

    def overview_view(self, request, event):
        progress = states_of([event])[event.pk]
        summaries = summaries_of(event)
        first, with_reason = self.steps_for(request, event)
        keeps_list = keeps_list_of(request.user, event)
        may_change = self.has_change_permission(request, event)
        rows = [
            {
                "part": each.section,
                "progress": each.progress,
                "gaps": each.gaps,
                "summary": summaries[each.section.key],
                "address": section_address(event, each.section.key),
                "is_set_apart": may_change and each.progress == Progress.NOT_APPLICABLE,
                "may_be_set_apart": may_change
                and each.section.may_not_apply
                and each.progress == Progress.TO_COMPLETE,
            }
            for each in progress.parts
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": str(event),
            "opts": self.opts,
            "original": event,
            "parts": rows,
            "progress": progress,
            "to_correct": [(part, section_address(event, part.key)) for part in progress.typed],
            "essentials": section_address(event, parts.ESSENTIALS.key),
            "everything": section_address(event, parts.WHOLE.key),
            "record": section_address(event, parts.RECORD.key),
            "steps": first,
            "reason_steps": with_reason,
            "may_change": may_change,
            "may_answer": can(request.user, "answer", event),
            "proposals": [
                (row, parts.BY_KEY[row.section].title, section_address(event, row.section))
                for row in event.proposals.select_related("proposed_by", "answered_by")
            ],
            "last_change": event.status_changes.order_by("-pk").first(),
            "public_address": self.public_address(event),
            "keeps_list": keeps_list,
            "list_length": event.participants.count() if keeps_list else 0,
            "may_delete": self.has_delete_permission(request, event),
            "who_deletes": self.who_deletes(request, event),
            "may_copy": self.has_add_permission(request),
            **self.likely_context(request, event),
            "is_published": event.status == Status.PUBLISHED,
        }
        return render(request, "admin/events/event/overview.html", context)

    @method_decorator(require_POST)
    def not_applicable_view(self, request, object_id, key):
        """Say of a part that there is nothing to enter, or take it back."""
        event, part = self.get_object(request, str(object_id)), parts.BY_KEY.get(key)
        if part is None or not part.may_not_apply:
            raise Http404
        if event is None or not can(request.user, "change", event):
            raise PermissionDenied
        to = "take_back" not in request.POST
        if set_not_applicable(event=event, section=part, by=request.user, to=to):
            sentence = _("« %(part)s » : sans objet.") if to else _("« %(part)s » : de nouveau à compléter.")
            self.message_user(request, sentence % {"part": part.title}, messages.SUCCESS)
        else:
            sentence = _("« %(part)s » garde une saisie à corriger : corrigez-la ou videz-la d’abord.")
            self.message_user(request, sentence % {"part": part.title}, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))
