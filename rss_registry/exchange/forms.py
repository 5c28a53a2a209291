"""The forms of an import and of an export."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.uploads import read_upload, too_large


class _ResourceForm(forms.Form):
    """Which of the tables of this page; not asked when there is only one."""

    resource = forms.TypedChoiceField(label=_("Tableau"), coerce=int, widget=forms.RadioSelect, initial=0)

    def __init__(self, resource_classes, **kwargs):
        super().__init__(**kwargs)
        self.resource_classes = resource_classes
        self.fields["resource"].choices = [
            (number, resource_class.table_name) for number, resource_class in enumerate(resource_classes)
        ]
        if len(resource_classes) == 1:
            self.fields["resource"].widget = forms.HiddenInput()

    @property
    def resource_class(self):
        return self.resource_classes[self.cleaned_data["resource"]]


class ImportFileForm(_ResourceForm):
    import_file = forms.FileField(
        label=_("Fichier"),
        # What is missing may have been too large, and what is empty is said below as of any table.
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def __init__(self, resource_classes, *, oversized=False, **kwargs):
        super().__init__(resource_classes, **kwargs)
        self.oversized = oversized

    def clean_import_file(self):
        if self.oversized:
            raise too_large()
        file = self.cleaned_data["import_file"]
        if file is None:
            raise ValidationError(_("Choisissez le fichier à importer."), code="required")
        self.bytes, self.content = read_upload(file)
        return file


class ExportFileForm(_ResourceForm):
    FORMATS = [("xlsx", _("Classeur Excel (XLSX)")), ("csv", _("CSV (UTF-8, pour tout tableur)"))]
    HEADERS = [
        ("labels", _("dans la langue de cette page")),
        ("codes", _("codes stables, pour un autre logiciel")),
    ]

    file_format = forms.ChoiceField(
        label=_("Format"), choices=FORMATS, widget=forms.RadioSelect, initial="xlsx"
    )
    headers = forms.ChoiceField(
        label=_("En-têtes et valeurs"), choices=HEADERS, widget=forms.RadioSelect, initial="labels"
    )
