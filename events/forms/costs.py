"""Cost lines of one event, as the rows of a sheet; and one line on a form of its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.costs import agreements_to_charge
from events.funding import paying_agreements
from events.models import CostLine
from events.permissions import can, editable_by
from organisations.enums import Currency
from rss_registry.forms import RecordForm

_ERRORS_AT = {"negative_planned": "planned", "negative_spent": "spent"}
EMPTY_ROWS = 5


class CostRowForm(RecordForm):
    errors_at = _ERRORS_AT

    class Meta:
        model = CostLine
        fields = ("heading", "label", "planned", "spent", "currency", "agreement", "note")
        localized_fields = ["planned", "spent"]
        widgets = {
            name: forms.TextInput(attrs={"size": size})
            for name, size in (("label", 16), ("planned", 10), ("spent", 10), ("note", 20))
        }

    def __init__(self, *args, event, agreements, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.event = event
        choice = self.fields["agreement"]
        choice.queryset = choice.queryset.filter(pk__in=[item.pk for item in agreements])
        # Narrow enough for a sheet: the code of a currency is its name.
        self.fields["currency"].choices = [(code, code) for code in Currency.values]
        if len(agreements) == 1:
            choice.initial, choice.empty_label = agreements[0], None

    def has_changed(self):
        """A row in which only what was chosen beforehand stands is empty."""
        return bool(set(self.changed_data) - {"agreement", "currency"}) or (
            self.instance.pk is not None and super().has_changed()
        )


def cost_rows(event, *, user, data=None):
    """The sheet of the lines that this user may write, with some empty rows for new ones."""
    mine = editable_by(user, CostLine.objects.filter(event=event))
    # A line of an agreement that no longer pays for the event keeps it.
    known = {line.agreement for line in mine.select_related("agreement")}
    agreements = list(dict.fromkeys([*agreements_to_charge(user, event), *known]))
    formset = forms.modelformset_factory(
        CostLine, form=CostRowForm, extra=EMPTY_ROWS if agreements else 0, can_delete=True
    )
    return formset(
        data,
        queryset=mine.order_by("pk"),
        form_kwargs={"event": event, "agreements": agreements},
        prefix="costs",
    )


class CostLineForm(RecordForm):
    """One line, of any event that the user may charge; `user` is set by the page."""

    user = None
    errors_at = _ERRORS_AT

    class Meta:
        model = CostLine
        fields = ("event", "agreement", "heading", "label", "planned", "spent", "currency", "note")

    def clean(self):
        cleaned = super().clean()
        event, agreement = cleaned.get("event"), cleaned.get("agreement")
        if event and agreement and {"event", "agreement"} & set(self.changed_data):
            for sentence in wrong_charge(self.user, event, agreement):
                self.add_error("agreement", ValidationError(sentence, code="wrong_charge"))
        return cleaned


def wrong_charge(user, event, agreement):
    """Why a line of this event may not be charged to this agreement, as sentences."""
    if agreement not in {
        item for item, _programme in paying_agreements(event, event.starts_on, event.ends_on)
    }:
        yield _("Cette convention ne finance pas cet événement : ajoutez-la d’abord à sa fiche.")
    elif not can(user, "change", CostLine(event=event, agreement=agreement)):
        yield _("Ces coûts sont tenus par le titulaire de la convention.")
