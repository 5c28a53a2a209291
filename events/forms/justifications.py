"""What the team answers to each check that a record does not pass."""

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.models import Justification
from events.quality import CHECKS, missing_from


@dataclass(frozen=True)
class Finding:
    """A check that the record does not pass, or that somebody answered when it did not."""

    code: str
    sentence: str
    is_open: bool


class JustificationsForm(forms.Form):
    """Two optional boxes for each finding: French, and English for donors who read it."""

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.known = {row.finding: row for row in event.justifications.all()}
        open_codes = {check.code for check in missing_from(event)}
        self.findings = [
            Finding(check.code, str(check.sentence), check.code in open_codes)
            for check in CHECKS
            if check.code in open_codes or check.code in self.known
        ]
        for finding in self.findings:
            row = self.known.get(finding.code)
            for language, label in (("fr", _("En français")), ("en", _("En anglais"))):
                self.fields[f"{finding.code}_{language}"] = forms.CharField(
                    label=label,
                    initial=getattr(row, f"text_{language}", "") or "",
                    required=False,
                    max_length=1000,
                    widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
                )

    @property
    def answers(self):
        """(finding, its boxes), as the page shows them."""
        return [(each, [self[f"{each.code}_fr"], self[f"{each.code}_en"]]) for each in self.findings]

    def clean(self):
        cleaned = super().clean()
        for finding in self.findings:
            if cleaned.get(f"{finding.code}_en") and not cleaned.get(f"{finding.code}_fr"):
                self.add_error(
                    f"{finding.code}_fr", _("Écrivez d’abord le français : l’anglais l’accompagne.")
                )
        return cleaned

    @transaction.atomic
    def save(self, *, by):
        for code in {name.rpartition("_")[0] for name in self.changed_data}:
            french, english = (self.cleaned_data[f"{code}_{language}"] for language in ("fr", "en"))
            row = self.known.get(code)
            if not french:
                row.delete()
                continue
            row = row or Justification(event=self.event, finding=code)
            row.text_fr, row.text_en, row.written_by = french, english or None, by
            row.save()
