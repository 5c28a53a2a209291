"""The page of quality: what the checks find in the records that one may see, and what was answered."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.section_addresses import section_address
from events.enums import Status
from events.findings import count_findings
from events.models import Event, Justification
from events.quality import CHECKS, Check
from organisations.models import Organisation
from organisations.permissions import coordinates
from rss_registry.admin_menu import Group, MenuPage

_PER_PAGE = 50
# Records whose findings are counted, the latest first: in a larger register the page says so.
_LOOKED_AT = 2000
_STATES = {
    "": (gettext_lazy("toutes les fiches"), None),
    "published": (gettext_lazy("publiées"), [Status.PUBLISHED]),
    "work": (
        gettext_lazy("en cours de saisie ou de relecture"),
        [Status.DRAFT, Status.RETURNED, Status.SUBMITTED],
    ),
}


@dataclass(frozen=True)
class FindingLine:
    """One check and how many records it concerns."""

    check: Check
    number: int
    justified: int
    address: str
    is_chosen: bool


class QualityPage:
    """The address of the findings over all records that one may see."""

    def quality_view(self, request):
        state = request.GET.get("etat", "")
        state = state if state in _STATES else ""
        rows = self.get_queryset(request)
        chosen = next((check for check in CHECKS if check.code == request.GET.get("constat")), None)
        owners = self._owners(request, rows)
        owner = next((each for each in owners if each.slug == request.GET.get("organisation")), None)
        if owner is not None:
            rows = rows.filter(owner=owner)
        if statuses := _STATES[state][1]:
            rows = rows.filter(status__in=statuses)
        # What each link of the page keeps of the choices that were made.
        asked = {"etat": state, "organisation": owner.slug if owner else ""}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Qualité des fiches"),
            "subtitle": str(owner or "") if owners else str(request.user.organisation or ""),
            "opts": self.opts,
            "lines": _lines(rows, asked, chosen),
            "looked_at": _LOOKED_AT if rows.order_by()[_LOOKED_AT:].exists() else None,
            "states": [
                (
                    label,
                    _address(**asked | {"etat": code, "constat": chosen.code if chosen else ""}),
                    code == state,
                )
                for code, (label, _statuses) in _STATES.items()
            ],
            "state": state,
            "state_label": _STATES[state][0],
            "owners": owners,
            "owner": owner,
            "chosen": chosen,
            "today": timezone.localdate(),
            **(self._chosen(chosen, rows, request.GET.get("page")) if chosen else {}),
            "page_address": _address(**asked, constat=chosen.code) if chosen else "",
        }
        return render(request, "admin/events/event/quality.html", context)

    def menu_pages(self, request):
        if self.has_view_permission(request):
            yield MenuPage(Group.EVENTS, _("Qualité des fiches"), reverse("admin:events_event_quality"))
            yield MenuPage(Group.EVENTS, _("Préparer un atelier"), reverse("admin:events_event_prepare"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.quality_view)
        return [path("qualite/", view, name="events_event_quality"), *super().get_urls()]

    def _owners(self, request, rows):
        """Whose records a coordinator may look at; nobody else has a choice."""
        if not coordinates(request.user):
            return []
        return list(Organisation.objects.filter(pk__in=rows.order_by().values("owner")).order_by("name_fr"))

    def _chosen(self, check, rows, number):
        """The records that wait for an answer, one page of them, and those that have one."""
        page = Paginator(self._listed(check.find_open(rows)), _PER_PAGE).get_page(number)
        answers = Justification.objects.filter(finding=check.code).select_related("written_by")
        justified = self._listed(check.find_justified(rows)).prefetch_related(
            Prefetch("justifications", answers, to_attr="answers")
        )
        return {
            "page": page,
            "found": [self._record(event, check) for event in page],
            "justified": [
                {**self._record(event, check), "answer": event.answers[0]} for event in justified[:_PER_PAGE]
            ],
        }

    def _listed(self, rows):
        return rows.select_related("owner").order_by("-updated_at", "-pk")

    def _record(self, event, check):
        justify = reverse("admin:events_event_justifications", args=[event.pk])
        return {
            "event": event,
            "reference": self.reference_column(event),
            "dates": self.dates_column(event),
            "address": section_address(event, check.section, check.field),
            "justify": f"{justify}?{urlencode({'constat': check.code})}#constat-{check.code}",
        }


def _lines(rows, asked, chosen):
    """One for each check that finds something, and for the one that was asked for."""
    latest = rows.order_by("-updated_at").values("pk")[:_LOOKED_AT]
    counts = count_findings(Event.objects.filter(pk__in=latest))
    return [
        FindingLine(check, *counts[check.code], _address(**asked, constat=check.code), check is chosen)
        for check in CHECKS
        if any(counts[check.code]) or check is chosen
    ]


def _address(**asked):
    asked = {name: value for name, value in asked.items() if value}
    address = reverse("admin:events_event_quality")
    return f"{address}?{urlencode(asked)}" if asked else address
