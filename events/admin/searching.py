"""One search over everything that the reader may see: events by their texts, other records by their names."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst

from events.models import Series
from organisations.models import GrantAgreement, Organisation, Place, Programme, Source
from organisations.services.record_search import found
from rss_registry.admin_search import SHOWN, SearchSection

# Of very many hits of one kind so many are looked at: the reader adds a word, or opens the list.
_LOOKED_AT = 500
_ORDER = {
    Organisation: ["name_fr", "pk"],
    Place: ["name_fr", "pk"],
    Programme: ["name_fr", "pk"],
    Series: ["title_fr", "pk"],
    Source: ["-published_on", "pk"],
    GrantAgreement: ["reference", "pk"],
}
_JOINED = {GrantAgreement: ["funder", "programme"], Place: ["parent"]}


class SearchEverywhere:
    """What the search of the head of each page finds; every kind through the rules of its own admin."""

    def search_sections(self, request, text):
        events = self.get_queryset(request).search(text).order_by("-starts_on", "-pk")
        yield self._section(self, events, text, self._event_details)
        for model, order in _ORDER.items():
            model_admin = self.admin_site.get_model_admin(model)
            if model_admin.has_view_permission(request):
                rows = found(model_admin.get_queryset(request), text, _LOOKED_AT).order_by(*order)
                if model in _JOINED:
                    rows = rows.select_related(*_JOINED[model])
                yield self._section(model_admin, rows, text, _DETAILS.get(model, lambda row: ""))

    def _section(self, model_admin, rows, text, details):
        shown = list(rows[: SHOWN + 1])
        name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}"
        return SearchSection(
            capfirst(model_admin.opts.verbose_name_plural),
            tuple(
                (model_admin.choice_label(row), reverse(f"{name}_change", args=[row.pk]), details(row))
                for row in shown[:SHOWN]
            ),
            f"{reverse(f'{name}_changelist')}?{urlencode({'q': text})}" if len(shown) > SHOWN else "",
        )

    def _event_details(self, event):
        return f"{self.reference_column(event)} · {event.get_status_display()}"


_DETAILS = {
    Organisation: lambda row: row.get_kind_display(),
    Source: lambda row: row.signature,
    GrantAgreement: lambda row: str(row.programme or ""),
}
