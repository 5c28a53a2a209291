"""The forms in which coordinators keep the forms of donors."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.forms.records import NamedForm
from reports.documents.donor_report.registry import grouped_choices
from reports.models import DonorReport, DonorSection, DonorTemplate
from rss_registry.forms import NumberedRowsFormSet, RecordForm


class DonorTemplateForm(NamedForm):
    named_after = ("name_fr",)
    errors_at = {"duplicate_template": "name_fr"}

    class Meta:
        model = DonorTemplate
        fields = (
            "name_fr",
            "audience_fr",
            "languages",
            "is_active",
            "origin_fr",
            "name_en",
            "audience_en",
            "origin_en",
        )


class DonorSectionForm(RecordForm):
    fed_by = forms.MultipleChoiceField(
        label=_("Champs du registre"),
        choices=grouped_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Imprimés ici, dans l’ordre de cette liste, sans rien retaper."),
    )

    class Meta:
        model = DonorSection
        fields = (
            "number",
            "title_fr",
            "instruction_fr",
            "fed_by",
            "fixed_text_fr",
            "is_required",
            "expects_text",
            "word_limit",
            "title_en",
            "instruction_en",
            "fixed_text_en",
        )


class SectionFormSet(NumberedRowsFormSet):
    """A part under which somebody wrote stays: the text would lose its question."""

    def clean(self):
        super().clean()
        for form in self.initial_forms:
            if self._should_delete_form(form) and form.instance.texts.exists():
                raise ValidationError(
                    _(
                        "La partie « %(part)s » porte des textes de l’équipe : elle ne se supprime pas. "
                        "Rendez-la facultative, ou préparez un nouveau modèle et cessez de proposer celui-ci."
                    ),
                    params={"part": form.instance},
                    code="part_has_texts",
                )


class DonorReportForm(RecordForm):
    """Which form, about what, for when. The choices that it offers are the admin's to narrow."""

    errors_at = {
        "not_one_scope": "programme",
        "period_reversed": "ends_on",
        "duplicate_report": "template",
    }

    class Meta:
        model = DonorReport
        fields = ("template", "programme", "agreement", "subject", "starts_on", "ends_on", "organisation")
