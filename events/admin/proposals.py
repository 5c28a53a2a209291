"""Correcting a public record beside its page: an officer proposes, a coordinator reads, and saves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import sections as parts
from events.admin.kept_drafts import part_of, show_typed, typed_fields
from events.admin.proposed_changes import changes_in
from events.admin.sections import PARAMETER
from events.models import ProposedCorrection
from events.permissions import can
from events.services.proposals import ProposalError, propose, settle_proposal, turn_down
from rss_registry.held_forms import mark_saved

# In the forms: which proposal the coordinator has read; another may have taken its place meanwhile.
SHOWN = "_proposal"


class ProposalsAdmin:
    """The pages of the parts of a public record, for the officers who may not save them."""

    def has_change_permission(self, request, obj=None):
        if getattr(request, "opens_form", False) and obj is not None:
            # The form is open, and never valid: nothing that is sent with it is saved.
            return True
        return super().has_change_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        event = self.asked_row(request, object_id)
        if event is None or (PARAMETER not in request.GET and "version" not in request.POST):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if self._may_only_propose(request, event):
            return self._proposal_view(request, event, object_id, form_url, extra_context)
        if self.has_change_permission(request, event):
            request.proposal = self._shown_proposal(request, event)
            if request.method == "GET" and request.proposal is not None:
                typed, by = request.proposal.typed, request.proposal.proposed_by
                show_typed(self, request, event, typed, by=by)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_proposal"] = getattr(request, "is_proposal", False)
        proposal = getattr(request, "proposal", None)
        if proposal is not None:
            formsets = [each.formset for each in context["inline_admin_formsets"]]
            context |= {
                "proposal": proposal,
                "proposed_changes": changes_in(context["adminform"].form, formsets),
                "correction_reason": proposal.reason,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and getattr(request, "proposal", None) is not None:
            settle_proposal(proposal=request.proposal, by=request.user)

    def _may_only_propose(self, request, event):
        return not self.has_change_permission(request, event) and can(request.user, "propose", event)

    def _shown_proposal(self, request, event):
        """The one that the page shows, or showed when it was sent."""
        waiting = event.proposals.open().filter(section=self._part(request, event).key)
        if request.method == "POST":
            key = request.POST.get(SHOWN, "")
            waiting = waiting.filter(pk=key) if key.isdecimal() else waiting.none()
        return waiting.select_related("event", "proposed_by").first()

    def _part(self, request, event):
        return part_of(self.chosen_sections(request, event))

    def _proposal_view(self, request, event, object_id, form_url, extra_context):
        request.is_proposal = request.opens_form = request.is_given_back = True
        part = self._part(request, event)
        is_sent = request.method == "POST"
        if not is_sent and (proposal := event.proposals.filter(section=part.key).first()):
            show_typed(self, request, event, proposal.typed, by=proposal.proposed_by)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if not is_sent or not isinstance(response, TemplateResponse) or response.context_data["errors"]:
            return response
        context = response.context_data
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        try:
            propose(
                event=event,
                section=part,
                typed=typed_fields(request, context["adminform"].form, formsets, is_lasting=True),
                reason=request.POST.get("correction_reason", "")[:200].strip(),
                by=request.user,
            )
        except ProposalError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return response
        mark_saved(request)
        self.message_user(
            request,
            _(
                "Correction proposée. La page publique reste telle quelle jusqu’à la réponse "
                "de la coordination."
            ),
            messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))

    @method_decorator(require_POST)
    def proposal_view(self, request, object_id, key):
        """Set a proposal aside: its officer takes it back, or a coordinator says why not."""
        event = self.get_object(request, str(object_id))
        proposal = ProposedCorrection.objects.filter(event=event, section=key).first() if event else None
        back = HttpResponseRedirect(reverse("admin:events_event_change", args=[object_id]))
        may_answer = event is not None and can(request.user, "answer", event)
        if event is None or not (may_answer or can(request.user, "propose", event)):
            raise PermissionDenied
        if proposal is None:
            return back
        title = parts.BY_KEY[key].title
        if not may_answer:
            proposal.delete()
            self.message_user(
                request, _("Proposition reprise : %(part)s.") % {"part": title}, messages.SUCCESS
            )
            return back
        if request.POST.get(SHOWN, "") not in ("", str(proposal.pk)):
            self.message_user(
                request,
                _("Cette proposition a changé entre-temps : relisez-la avant de répondre."),
                messages.WARNING,
            )
            return back
        try:
            turn_down(proposal=proposal, by=request.user, answer=request.POST.get("answer", ""))
        except ProposalError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
        else:
            self.message_user(
                request, _("Proposition écartée : %(part)s.") % {"part": title}, messages.SUCCESS
            )
        return back
