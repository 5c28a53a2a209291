"""What one field of several records becomes."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.services.correcting import LONGEST_REASON


class BulkChangeForm(forms.Form):
    """A list to choose from, which needs no script; `asks_reason` where a public page would change."""

    value = forms.ModelChoiceField(queryset=None)
    with_ranks = forms.BooleanField(
        label=_("Donner les rangs libres de la série, dans l’ordre des dates"), required=False
    )
    reason = forms.CharField(
        label=_("Motif de la correction"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_(
            "Facultatif, en une ligne, en français. Si ce que dit la page publique change, ce motif est "
            "publié à côté de la correction."
        ),
    )

    def __init__(self, *args, change, rows, asks_reason, **kwargs):
        super().__init__(*args, **kwargs)
        field = Event._meta.get_field(change.field)
        label = field.related_model._meta.verbose_name if change.is_of_list else field.verbose_name
        self.fields["value"].queryset = rows
        self.fields["value"].label = capfirst(label)
        if change.is_of_list:
            del self.fields["with_ranks"]
        if not asks_reason:
            del self.fields["reason"]
