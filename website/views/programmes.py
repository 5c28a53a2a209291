"""Programmes, and one programme with its periods, partners, funders and events."""

from django.views.generic import DetailView, TemplateView

from publication.models import PublishedProgramme
from publication.questions.programmes import read_programmes
from website.views.moved import LeadsOn


class ProgrammeListView(TemplateView):
    template_name = "website/programme_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            programmes=read_programmes(PublishedProgramme.objects.all()), **kwargs
        )


class ProgrammeDetailView(LeadsOn, DetailView):
    former_table = "organisations.programme"
    template_name = "website/programme_detail.html"
    context_object_name = "programme"

    def get_queryset(self):
        return PublishedProgramme.objects.all()

    def get_context_data(self, **kwargs):
        programme: PublishedProgramme = self.object
        ((_programme, facts),) = read_programmes([programme])
        return super().get_context_data(
            facts=facts, agreements=programme.agreements.select_related("funder", "intermediary"), **kwargs
        )
