"""The file of a workbook, read."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.uploads import too_large
from rss_registry.sheets import read_sheets


class WorkbookForm(forms.Form):
    import_file = forms.FileField(
        label=_("Classeur"),
        # What is missing may have been too large.
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )

    def __init__(self, *args, oversized=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.oversized = oversized

    def clean_import_file(self):
        if self.oversized:
            raise too_large()
        file = self.cleaned_data["import_file"]
        if file is None:
            raise ValidationError(_("Choisissez le fichier à importer."), code="required")
        self.bytes = file.read()
        self.content = read_sheets(self.bytes)
        return file
