"""Programmes, and one programme with its periods, partners, funders and events."""

from django.views.generic import DetailView, ListView

from organisations.models import Programme
from organisations.selectors import disclosed_agreements, named_programmes


class ProgrammeListView(ListView):
    template_name = "organisations/programme_list.html"
    context_object_name = "programmes"

    def get_queryset(self):
        return named_programmes().prefetch_related("partners__organisation")


class ProgrammeDetailView(DetailView):
    template_name = "organisations/programme_detail.html"
    context_object_name = "programme"

    def get_queryset(self):
        return named_programmes().prefetch_related("aliases", "phases", "partners__organisation")

    def get_context_data(self, **kwargs):
        programme: Programme = self.object
        agreements = programme.agreements.all()
        disclosed = disclosed_agreements().filter(programme=programme)
        return super().get_context_data(
            claims=programme.claims.select_related("source"),
            agreements=disclosed.select_related("funder", "intermediary"),
            has_withheld_funder=agreements.filter(funder_disclosed=False).exists(),
            events=programme.events.published(),
            **kwargs,
        )
