"""The form of an event, in the order of a paper activity sheet."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.enums import Category, WithdrawalReason
from events.models import Event
from events.narratives import NARRATIVES, columns
from rss_registry.forms import RecordForm

_LONG = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})


class EventForm(RecordForm):
    # When the form was opened, to see that nobody saved in between.
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    audience = forms.MultipleChoiceField(
        label=_("Publics présents"),
        choices=Category.stated(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ceux qui étaient là, même si personne ne les a comptés."),
    )

    errors_at = {
        "same_kind_twice": "second_kind",
        "dates_reversed": "ends_on",
        "held_without_date": "starts_on",
        "inference_unexplained": "date_note_fr",
        "rank_without_series": "series",
        "duplicate_rank": "series_rank",
        "delay_mismatch": "delay_days",
    }

    class Meta:
        model = Event
        # Each language has a field of its own.
        exclude = ["title", "date_note", "place_note", *(narrative.code for narrative in NARRATIVES)]
        widgets = dict.fromkeys((*columns(NARRATIVES, "fr"), *columns(NARRATIVES, "en")), _LONG)

    class Media:
        # Says the day of the event to the search of organisations; after the admin's jQuery.
        js = ["admin/js/jquery.init.js", "js/event_form.js"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = _version_of(self.instance)
            self.initial["audience"] = [row.category for row in self.instance.audiences.all()]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._check_nobody_saved_meanwhile()
        return cleaned

    def clean_agreements(self):
        """The chosen agreements, and those that this user may not see: they stay as they are."""
        chosen = list(self.cleaned_data["agreements"])
        if self.instance.pk:
            offered = self.fields["agreements"].queryset.values("pk")
            chosen += self.instance.agreements.exclude(pk__in=offered)
        return chosen

    def _save_m2m(self):
        super()._save_m2m()
        stored = {row.category: row for row in self.instance.audiences.all()}
        for category in self.cleaned_data["audience"]:
            if category not in stored:
                self.instance.audiences.create(category=category)
        for category in stored.keys() - set(self.cleaned_data["audience"]):
            stored[category].delete()

    def _check_nobody_saved_meanwhile(self):
        # Locked until the end of the transaction: two editors may save in the same second.
        stored = Event.objects.select_for_update().get(pk=self.instance.pk)
        current = _version_of(stored)
        if self.cleaned_data.get("version") in ("", current):
            return
        # The next save replaces knowingly: the form now carries the version that it was told about.
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = current
        last = stored.history.select_related("history_user").order_by("-history_date").first()
        who = (
            last.history_user.get_full_name() or last.history_user.get_username()
            if last and last.history_user
            else _("quelqu’un")
        )
        raise ValidationError(
            _(
                "%(who)s a enregistré cette fiche à %(time)s, pendant que vous y travailliez. Rien de ce que "
                "vous avez tapé n’est perdu : ouvrez la fiche dans un autre onglet, comparez, complétez ici, "
                "puis enregistrez de nouveau. Votre version remplacera alors la sienne."
            ),
            params={
                "who": who,
                "time": date_format(timezone.localtime(stored.updated_at), "H:i"),
            },
            code="saved_meanwhile",
        )


def _version_of(event):
    return event.updated_at.isoformat()


class ReasonForm(forms.Form):
    """Why a record is sent back or withdrawn; its organisation reads it."""

    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Lu par l’organisation qui tient la fiche, et gardé dans son historique. "
            "Ne nommez aucun participant."
        ),
    )


class WithdrawalForm(ReasonForm):
    """Beside why, for the register, what the public is told of it."""

    public_reason = forms.ChoiceField(
        label=_("Ce que dira la page publique"),
        choices=WithdrawalReason,
        widget=forms.RadioSelect(attrs={"class": "radiolist"}),
        help_text=_(
            "La page de la fiche dira qu’elle a été retirée, quel jour et pour laquelle de ces raisons."
        ),
        error_messages={"required": _("Choisissez ce que dira la page publique.")},
    )
