"""A new record that resembles one is asked about before it is stored."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.services.alike import Reason, alike

_SHOWN = 3
# Sure enough to stop somebody; a name within another is too common for that.
_ASKED = {Reason.SAME_NAME, Reason.SAME_ACRONYM, Reason.INITIALS, Reason.NEAR_NAME}


class AsksIfKnown(forms.ModelForm):
    """The form of a new record; `candidates` gives the records that it may be."""

    is_another = forms.BooleanField(
        label=gettext_lazy("C’est une autre : l’enregistrer quand même"),
        required=False,
        widget=forms.HiddenInput,
    )

    candidates = staticmethod(lambda: ())

    def _post_clean(self):
        super()._post_clean()
        if self.instance.pk or self.errors:
            return
        found = [pair for pair in alike(self.instance, self.candidates()) if pair.reason in _ASKED]
        if not found:
            return
        # From now on it is seen, ticked or not.
        self.fields["is_another"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("is_another"):
            names = " ; ".join(f"« {pair.second} » ({pair.reason.label})" for pair in found[:_SHOWN])
            said = _(
                "Est-ce déjà là ? %(names)s. Si c’est la même, servez-vous de celle-là ; "
                "sinon cochez « %(box)s »."
            )
            params = {"names": names, "box": self.fields["is_another"].label}
            self.add_error(None, ValidationError(said, params=params, code="may_be_known"))
