"""Programmes, and one programme with its periods, partners, funders and events."""

from django.views.generic import DetailView, ListView

from organisations.models import Programme, ProgrammeClaim
from publication.questions.bodies import disclosed_agreements, named_programmes


class ProgrammeListView(ListView):
    template_name = "website/programme_list.html"
    context_object_name = "programmes"

    def get_queryset(self):
        return named_programmes().prefetch_related("partners__organisation")


class ProgrammeDetailView(DetailView):
    template_name = "website/programme_detail.html"
    context_object_name = "programme"

    def get_queryset(self):
        return named_programmes().prefetch_related("aliases", "phases", "partners__organisation")

    def get_context_data(self, **kwargs):
        programme: Programme = self.object
        disclosed = disclosed_agreements().filter(programme=programme)
        has_withheld_funder = programme.agreements.exclude(pk__in=disclosed.values("pk")).exists()
        claims = programme.claims.select_related("source")
        if has_withheld_funder:
            # What a source says of the money would name whom the page does not.
            claims = claims.exclude(field=ProgrammeClaim.Field.FUNDER)
        return super().get_context_data(
            claims=claims,
            agreements=disclosed.select_related("funder", "intermediary"),
            has_withheld_funder=has_withheld_funder,
            **kwargs,
        )
