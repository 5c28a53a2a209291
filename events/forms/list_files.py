"""The file of a list, as it is sent."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.uploads import too_large
from rss_registry.sheets import read_sheets
from rss_registry.workbooks import MAX_BYTES

ACCEPTED = ".xlsx,.xls,.ods,.csv,.tsv,.txt"


class ListFileForm(forms.Form):
    """Any table of a spreadsheet; what the file is, its content says."""

    file = forms.FileField(
        label=_("Fichier de la liste"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods) ou CSV, tel que vous le tenez ; 5 Mo au plus."),
    )

    def __init__(self, *args, oversized=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.oversized = oversized

    def clean(self):
        cleaned = super().clean()
        if self.oversized:
            del self.errors["file"]
            self.add_error("file", too_large())
        return cleaned

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise too_large()
        self.data_read = file.read()
        if not self.data_read:
            raise ValidationError(_("Ce fichier est vide."), code="empty_file")
        read_sheets(self.data_read)
        return file
