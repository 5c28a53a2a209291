"""« À accepter »: agreements that others propose to the programmes that one leads."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from organisations.models import GrantAgreement
from organisations.permissions import can
from organisations.services import agreements
from organisations.services.agreements import ProposalError

_SHOWN = 8
_DECISIONS = {
    "accept": agreements.accept,
    "decline": agreements.decline,
    "reopen": agreements.reopen,
}


@dataclass(frozen=True)
class ProposalsPanel:
    """What waits for the reader's answer, and the decision that she may take back."""

    proposals: tuple
    decided: GrantAgreement | None
    title: str
    count: int
    more: str
    rank: int = 45
    code: str = "proposals"
    template: str = "admin/organisations/_proposals.html"


class ProposalsAdmin:
    """Accepting and declining from the first page, and saying on the form who is waited for."""

    def get_urls(self):
        decisions = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(self.decide),
                {"decision": name},
                name=f"organisations_grantagreement_{name}",
            )
            for name in _DECISIONS
        ]
        return [*decisions, *super().get_urls()]

    @method_decorator(require_POST)
    def decide(self, request, object_id, decision):
        agreement = GrantAgreement.objects.filter(pk=object_id).first()
        # The same answer for one that does not exist: numbers of others are not told.
        if agreement is None or not can(request.user, "accept", agreement):
            raise PermissionDenied
        home = reverse("admin:index")
        try:
            agreement = _DECISIONS[decision](agreement=agreement, by=request.user)
        except ProposalError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return HttpResponseRedirect(home)
        self.message_user(request, _said(decision, agreement), messages.SUCCESS)
        return HttpResponseRedirect(home if decision == "reopen" else f"{home}?decided={agreement.pk}")

    def index_panels(self, request):
        """The answers that others wait for; and the last one that was given, to take it back."""
        waiting = self.rules.acceptable(request.user, GrantAgreement.objects.all())
        rows = waiting.select_related("programme", "recipient", "funder", "proposed_by").order_by("pk")
        shown = tuple((row, self.rules.may_view(request.user, row)) for row in rows[:_SHOWN])
        decided = self._decided(request)
        if not shown and decided is None:
            return []
        count = len(shown) if len(shown) < _SHOWN else waiting.count()
        address = reverse("admin:organisations_grantagreement_changelist")
        address = f"{address}?programme_accepted__exact=0&programme__isnull=False"
        return [ProposalsPanel(shown, decided, _("À accepter"), count, address)]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            return fieldsets
        return [
            (name, options | {"fields": [each for each in options["fields"] if each != "programme_state"]})
            for name, options in fieldsets
        ]

    def save_model(self, request, obj, form, change):
        agreements.settle_programme(agreement=obj, by=request.user)
        super().save_model(request, obj, form, change)
        if obj.is_proposed:
            self.message_user(request, f"{self.programme_state(obj)}.", messages.WARNING)

    @admin.display(description=gettext_lazy("dans le programme"))
    def programme_state(self, obj):
        if obj.is_proposed:
            return _("Proposée, sans réponse encore (%(who)s) ; rien n’en paraît d’ici là") % {
                "who": agreements.who_accepts(obj.programme)
            }
        if obj.programme_id:
            return _("Acceptée")
        if obj.declined_programme_id:
            return _("Refusée par le programme « %(programme)s »") % {"programme": obj.declined_programme}
        return self.get_empty_value_display()

    def _decided(self, request):
        key = request.GET.get("decided", "")
        row = GrantAgreement.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
        is_open = row is None or row.is_proposed or not can(request.user, "accept", row)
        return None if is_open or not (row.programme_id or row.declined_programme_id) else row


def _said(decision, agreement):
    programme = agreement.programme or agreement.declined_programme
    sentences = {
        "accept": _("Convention acceptée : elle paraît dans le programme « %(programme)s »."),
        "decline": _(
            "Convention refusée : elle reste à son titulaire et ne nomme plus le programme « %(programme)s »."
        ),
        "reopen": _("Décision annulée : la convention attend de nouveau une réponse pour « %(programme)s »."),
    }
    return sentences[decision] % {"programme": programme}
