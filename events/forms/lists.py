"""Forms of the private attendance list."""

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from events.models import Participant, Presence, Session, TestScore
from rss_registry.forms import RecordForm


class NamedParticipants(forms.ModelMultipleChoiceField):
    """Participants by their number and name: on the list keeper's own pages only."""

    def label_from_instance(self, obj):
        return f"{obj.number}. {obj.full_name}"


class NamedParticipant(forms.ModelChoiceField):
    """One participant by number and name."""

    def label_from_instance(self, obj):
        return f"{obj.number}. {obj.full_name}"


class ParticipantForm(RecordForm):
    errors_at = {"duplicate_number": "number"}

    attended = forms.ModelMultipleChoiceField(
        label=_("Présences"),
        queryset=Session.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Les demi-journées de l’événement où cette personne a signé."),
    )

    class Meta:
        model = Participant
        fields = (
            "event",
            "number",
            "full_name",
            "sex",
            "category",
            "age_band",
            "organisation",
            "organisation_name",
            "function",
            "phone",
            "email",
            "photo_consent",
            "contact_consent",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        self.fields["number"].help_text = _("Vide : le numéro suivant de la liste.")
        if self.instance.pk:
            self.fields["attended"].queryset = self.instance.event.sessions.all()
            self.initial["attended"] = [presence.session_id for presence in self.instance.presences.all()]

    def clean(self):
        cleaned = super().clean()
        event = cleaned.get("event")
        if event and not cleaned.get("number") and "number" not in self.errors:
            last = event.participants.exclude(pk=self.instance.pk).aggregate(last=Max("number"))["last"]
            cleaned["number"] = (last or 0) + 1
        return cleaned

    def _save_m2m(self):
        super()._save_m2m()
        keep_presences(
            Presence.objects.filter(participant=self.instance),
            [
                Presence(participant=self.instance, session=session)
                for session in self.cleaned_data["attended"]
            ],
        )


class SessionSheetForm(RecordForm):
    """Who signed for one half-day."""

    present = NamedParticipants(
        label=_("Présents"),
        queryset=Participant.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Session
        fields: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = self.instance.event.participants.all()
        self.initial["present"] = [presence.participant_id for presence in self.instance.presences.all()]

    def _save_m2m(self):
        super()._save_m2m()
        keep_presences(
            Presence.objects.filter(session=self.instance),
            [Presence(participant=person, session=self.instance) for person in self.cleaned_data["present"]],
        )


class ScoreForm(RecordForm):
    errors_at = {"negative_score": "score"}

    class Meta:
        model = TestScore
        fields = ("participant", "score")
        field_classes = {"participant": NamedParticipant}


def keep_presences(stored, wanted):
    """Delete the stored presences that are not wanted, add those that are missing, leave the rest."""
    kept = {(presence.participant_id, presence.session_id) for presence in wanted}
    known = set()
    for presence in stored:
        key = (presence.participant_id, presence.session_id)
        known.add(key)
        if key not in kept:
            presence.delete()
    for presence in wanted:
        if (presence.participant_id, presence.session_id) not in known:
            presence.save()
