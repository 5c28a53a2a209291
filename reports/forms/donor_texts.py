"""What officers write under the parts of a donor's report: one box per part and language."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from reports.documents.donor_report.build import DonorDocument
from reports.enums import TemplateLanguage
from reports.models import DonorReport, DonorText
from reports.models.donor_templates import LONGEST_TEXT

_LABELS = {"fr": _("Texte de l’équipe, en français"), "en": _("Texte de l’équipe, en anglais")}


class DonorTextsForm(forms.Form):
    # When the page was opened, to see that nobody saved in between.
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, document: DonorDocument, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = document.report
        self.languages = TemplateLanguage(self.report.template.languages).codes
        self.texts = {text.section_id: text for text in self.report.texts.all()}
        self.initial["version"] = _version_of(self.report)
        for part in document.parts:
            if not part.is_heading:
                for language in self.languages:
                    self._add_box(part.section, language)

    def boxes_of(self, section):
        """The bound boxes of one part; none under a heading."""
        names = [_name(section, language) for language in self.languages]
        return [self[name] for name in names if name in self.fields]

    def clean(self):
        cleaned = super().clean()
        # Locked until the end of the transaction: two officers may save in the same second.
        current = _version_of(DonorReport.objects.select_for_update().get(pk=self.report.pk))
        if cleaned.get("version") not in ("", current):
            # The next save replaces knowingly: the form now carries the version that it was told about.
            self.data = self.data.copy()
            self.data["version"] = current
            raise ValidationError(
                _(
                    "Quelqu’un a enregistré ce rapport pendant que vous écriviez. Rien de ce que vous avez "
                    "tapé n’est perdu : ouvrez le rapport dans un autre onglet, comparez, complétez ici, "
                    "puis enregistrez de nouveau. Votre version remplacera alors la sienne, "
                    "qui reste dans l’historique."
                ),
                code="saved_meanwhile",
            )
        return cleaned

    @transaction.atomic
    def save(self) -> int:
        """Write the texts that changed, each with its history; returns how many."""
        changed = {name for name in self.changed_data if name != "version"}
        sections = {self.fields[name].section.pk: self.fields[name].section for name in changed}
        for section in sections.values():
            text = self.texts.get(section.pk) or DonorText(report=self.report, section=section)
            for language in self.languages:
                setattr(text, f"text_{language}", self.cleaned_data[_name(section, language)])
            text.save()
        if changed:
            # The report carries the moment of the last change, by which officers see one another.
            self.report.save()
        return len(changed)

    def _add_box(self, section, language):
        text = self.texts.get(section.pk)
        box = forms.CharField(
            label=_LABELS[language],
            initial=getattr(text, f"text_{language}", "") or "",
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 4, "lang": language, "class": "vLargeTextField"}),
        )
        box.section = section
        # A browser that enforced it would cut what is pasted without a word.
        box.widget.attrs.pop("maxlength", None)
        self.fields[_name(section, language)] = box


def _name(section, language):
    return f"texte-{section.pk}-{language}"


def _version_of(report):
    return report.updated_at.isoformat()
