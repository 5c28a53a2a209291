"""What one chooses before printing sign-in sheets or certificates; whatever is left has its default."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reports.documents.certificates import MOST_CERTIFICATES, trained
from reports.documents.sign_in_sheets import MOST_PAGES, MOST_ROWS, ROWS_PER_PAGE, page_count

_DEFAULT_ROWS = 2 * ROWS_PER_PAGE


class PrintForm(forms.Form):
    """Read from the address, which then says all; what is not in it has its default."""

    langue = forms.ChoiceField(label=gettext_lazy("Langue"), choices=settings.LANGUAGES)

    def __init__(self, data, **defaults):
        given = data.copy()
        for name, value in {"langue": get_language(), **defaults}.items():
            if name not in given:
                given.setlist(name, value if isinstance(value, list) else [value])
        super().__init__(given)


class SignInSheetsForm(PrintForm):
    lignes = forms.IntegerField(
        label=gettext_lazy("Lignes par demi-journée"),
        min_value=1,
        max_value=MOST_ROWS,
        help_text=gettext_lazy("Quinze par page, numérotées."),
    )
    demi_journees = forms.MultipleChoiceField(
        label=gettext_lazy("Demi-journées"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Aucune cochée : toutes."),
    )
    noms = forms.BooleanField(
        label=gettext_lazy("Imprimer les noms de la liste de présence"),
        required=False,
        help_text=gettext_lazy(
            "Sans cela, les lignes sont vides. Une feuille nominative ne se laisse pas traîner."
        ),
    )

    def __init__(self, data, *, slots, people=None):
        """`people`: the list, for who keeps it; None for anybody else."""
        length = len(people or ())
        super().__init__(
            data,
            demi_journees=[slot.code for slot in slots],
            lignes=max(_DEFAULT_ROWS, -(-length // ROWS_PER_PAGE) * ROWS_PER_PAGE),
        )
        self.fields["demi_journees"].choices = [(slot.code, slot.label) for slot in slots]
        self._slots, self._people = slots, people
        if not people:
            del self.fields["noms"]

    @property
    def slots(self):
        return [slot for slot in self._slots if slot.code in self.cleaned_data["demi_journees"]]

    @property
    def people(self):
        return self._people if self.cleaned_data.get("noms") else None

    @property
    def rows(self):
        return max(self.cleaned_data["lignes"], len(self.people or ()))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and page_count(rows=self.rows, half_days=len(self.slots)) > MOST_PAGES:
            raise forms.ValidationError(
                _("Cela ferait plus de %(most)d pages : choisissez moins de demi-journées ou de lignes."),
                code="too_many_pages",
                params={"most": MOST_PAGES},
            )
        return cleaned


class CertificatesForm(PrintForm):
    minimum = forms.IntegerField(
        label=gettext_lazy("Demi-journées signées, au moins"),
        min_value=1,
        help_text=gettext_lazy("Qui a signé moins souvent n’a pas d’attestation."),
    )
    du = forms.IntegerField(label=gettext_lazy("Du n° sur la liste"), min_value=1, required=False)
    au = forms.IntegerField(
        label=gettext_lazy("au n°"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("Vides : toute la liste."),
    )

    def __init__(self, data, *, event, attendance):
        super().__init__(data, minimum=attendance.minimum)
        self.event = event

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        people = trained(self.event, cleaned["minimum"])
        if cleaned["du"]:
            people = people.filter(number__gte=cleaned["du"])
        if cleaned["au"]:
            people = people.filter(number__lte=cleaned["au"])
        self.people = list(people[: MOST_CERTIFICATES + 1])
        if not self.people:
            raise forms.ValidationError(
                _("Personne, parmi ces numéros, n’a signé autant de demi-journées."), code="nobody"
            )
        if len(self.people) > MOST_CERTIFICATES:
            raise forms.ValidationError(
                _("Plus de %(most)d attestations à la fois : donnez une partie de la liste, par numéros."),
                code="too_many",
                params={"most": MOST_CERTIFICATES},
            )
        return cleaned
