"""Choosing the words by which several recommendations go."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Recommendation

# What one reads and compares on a page.
MOST_JOINED = 20


class WordingField(forms.ModelChoiceField):
    """Each choice is the whole text, with the event that it comes from."""

    def label_from_instance(self, row):
        asked_of = row.addressee or row.addressee_text or _("destinataire non communiqué")
        line = _("%(text)s — %(event)s ; adressée à : %(addressee)s") % {
            "text": row.text,
            "event": row.event,
            "addressee": asked_of,
        }
        if row.same_as:
            line += " ; " + _("déjà réunie avec « %(text)s »") % {"text": row.same_as}
        return line


class JoiningForm(forms.Form):
    kept = WordingField(
        queryset=Recommendation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        label=gettext_lazy("Les mots qui restent"),
        help_text=gettext_lazy(
            "Les rapports les comptent pour une seule, dans ces mots. Sur la fiche de son événement, chacune "
            "garde les siens, son destinataire et ses suites. Ce qui était déjà réuni avec l’une suit."
        ),
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = rows
        kept = {row.same_as_id for row in rows}
        self.initial["kept"] = next((row.pk for row in rows if row.pk in kept), rows[0].pk)
