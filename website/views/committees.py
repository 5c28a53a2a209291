"""The directory of security committees (CCS)."""

from django.views.generic import TemplateView

from publication.questions.committees import committees


class CommitteeListView(TemplateView):
    template_name = "website/committee_list.html"

    def get_context_data(self, **kwargs):
        records = committees()
        return super().get_context_data(
            records=records,
            untrained=sum(not record.received for record in records),
            installed=sum(bool(record.committee.ccs_installed_on) for record in records),
            **kwargs,
        )
