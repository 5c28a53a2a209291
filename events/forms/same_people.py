"""Which of two rows of a list stays, and what it says where both say something else."""

from django.db.models import Field
from django.utils.translation import gettext as _

from events.models import Participant
from organisations.forms.merging import MergeForm

# The number stays the one that papers bear; of two consents the refusal holds.
_NOT_ASKED = {"event", "number", "organisation_name", "photo_consent", "contact_consent"}


class SamePeopleForm(MergeForm):
    own = MergeForm.own | _NOT_ASKED
    together = {"organisation": ("organisation_name",)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sides = [(side, f"{row.number}. {row.full_name}") for side, row in self.rows.items()]
        self.fields["keep"].choices = sides
        self.fields["keep"].label = _("Ligne qui reste")

    def twins(self):
        return []

    def values(self):
        values = super().values()
        if "organisation" in values:
            values["organisation_id"] = getattr(values.pop("organisation"), "pk", None)
            values["organisation_name"] = values["organisation_name"] or ""
        return values

    def text_of(self, row: Participant, field: Field) -> str:
        if field.name == "organisation":
            return str(row.organisation or row.organisation_name)
        return super().text_of(row, field)

    def _differs(self, field):
        """What only one of them says is taken over without a question."""
        if field.name == "organisation":
            said = [self.text_of(row, field) for row in self.rows.values()]
        else:
            said = [getattr(row, field.name) for row in self.rows.values()]
        return all(said) and said[0] != said[1]
