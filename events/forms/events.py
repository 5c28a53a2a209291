"""The form of an event, in the order of a paper activity sheet."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.enums import Category, DateInference, WithdrawalReason
from events.forms.categories import CategoriesField
from events.forms.merging import changed_since, comparable, digest, digests_of, take_over_untouched
from events.forms.shared_total import SharedTotalForm
from events.models import Event
from events.models.event_dates import COLUMNS
from events.narratives import NARRATIVES, columns
from events.services.category_terms import StatedCategory
from events.services.references import told_about
from rss_registry.word_fields import WhenField
from rss_registry.words_of_dates import Understood

_BOTH = _("Changé des deux côtés :")
_LONG = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})


class EventForm(SharedTotalForm):
    # What the part said when it was opened, to see that nobody changed it in between.
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    when = WhenField()
    audience = forms.MultipleChoiceField(
        label=_("Publics présents"),
        choices=Category.listed(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ceux qui étaient là, même si personne ne les a comptés."),
    )
    audience_words = CategoriesField(
        label=_("Autres publics présents"),
        help_text=_(
            "Dans les mots de la source, séparés par des virgules : « transporteurs, leaders féminines »."
        ),
    )

    # Tables of which rows stand on the same page.
    relations: tuple = ()
    # Changes with what others keep there as it was typed (`section_states.typed_mark`).
    typed_mark = ""
    # Whether anybody keeps something there as it was typed.
    has_typed = True

    errors_at = {
        "kind_missing": "kind",
        "same_kind_twice": "second_kind",
        "title_missing": "title_fr",
        "dates_reversed": "when",
        "dates_incomplete": "when",
        "inference_unexplained": "date_note_fr",
        "rank_without_series": "series",
        "delay_mismatch": "delay_days",
    }

    columns_beside = COLUMNS

    class Meta:
        model = Event
        # Each language has a field of its own, and the dates one for all that they say.
        exclude = [
            "dates_edtf",
            "title",
            "date_note",
            "place_note",
            "origin_note",
            *(narrative.code for narrative in NARRATIVES),
        ]
        widgets = dict.fromkeys((*columns(NARRATIVES, "fr"), *columns(NARRATIVES, "en")), _LONG)

    class Media:
        # Says the day of the event to the search of organisations; after the admin's jQuery.
        js = ["admin/js/jquery.init.js", "js/event_form.js"]

    def __init__(self, data=None, *args, **kwargs):
        event = kwargs.get("instance")
        if data is None and event is not None and event.pk:
            # What is shown, and what its version is made of.
            links = {field.name for field in event._meta.many_to_many} & self.base_fields.keys()
            links |= {"audiences"} if "audience" in self.base_fields else set()
            prefetch_related_objects([event], *sorted(links))
        super().__init__(data, *args, **kwargs)
        # What the page says once the form is saved.
        self.notices = []
        if self.instance.dates_edtf:
            self.initial["when"] = Understood(self.instance.dates_edtf, self.instance.stated_days)
        if "when" in self.fields and self.is_bound:
            self.fields["when"].reference = self.told_about()
        if self.instance.pk:
            # One that is sent says which version it was made of, and is held against the stored one.
            sent = self.data.get(self.add_prefix("version"))
            self.initial["version"] = sent if self.is_bound else self.version_of(self.instance)
        if "audience" in self.fields and self.instance.pk:
            audiences = list(self.instance.audiences.all())
            self.initial["audience"] = [row.category for row in audiences if not row.category_words]
            self.initial["audience_words"] = tuple(
                StatedCategory.of(row) for row in audiences if row.category_words
            )

    def told_about(self):
        """A day near to that of the event: the year of words that tell none."""
        return told_about(self.instance) if self.instance.pk else None

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._check_nobody_saved_meanwhile()
        if (when := cleaned.get("when")) is not None:
            self._set_dates(when, cleaned)
        return cleaned

    def version_of(self, event) -> str:
        """A word that changes with whatever this page shows of the stored record, and with nothing else.

        Of the record; of what others keep there as typed; of each thing by itself.
        """
        told = self._told(event)
        return f"{digest(told)}.{self.typed_mark and digest(self.typed_mark)}.{digests_of(told)}"

    def _told(self, event):
        values = model_to_dict(event, fields=self.fields)
        told = {
            # Empty is empty, whichever way a column keeps it.
            name: sorted(row.pk for row in value) if isinstance(value, list) else value or None
            for name, value in values.items()
        }
        if "when" in self.fields:
            told["when"] = (event.dates_edtf, event.stated_days)
        if "audience" in self.fields:
            audiences = list(event.audiences.all())
            told["audience"] = sorted(row.category for row in audiences if not row.category_words)
            told["audience_words"] = sorted(StatedCategory.of(row) for row in audiences if row.category_words)
        if "shared_with" in self.fields:
            told |= {name: comparable(value) for name, value in self.shared_total_of(event).items()}
        for model in self.relations:
            told[model.__name__] = list(
                model._default_manager.filter(event=event).order_by("pk").values_list()
            )
        return told

    def take_over(self, stored):
        """What this page does not show as it is stored now: others may have saved it since it was read."""
        own = {*self.fields, *self._meta.exclude, *COLUMNS}
        for field in stored._meta.concrete_fields:
            if field.name not in own:
                setattr(self.instance, field.attname, getattr(stored, field.attname))
        if "when" not in self.fields:
            self.instance.take_dates_of(stored)

    def _set_dates(self, when, cleaned):
        self.instance.dates_edtf = when.edtf
        if "when" not in self.changed_data:
            return
        if when.stated_days:
            typed = cleaned.get("stated_days") if "stated_days" in self.changed_data else None
            if typed not in (None, when.stated_days):
                self.add_error(
                    "stated_days", _("Ce n’est pas la durée que disent les dates : corrigez l’une.")
                )
            self.instance.stated_days = cleaned["stated_days"] = when.stated_days
        if when.year_inferred:
            if cleaned.get("date_inference", self.instance.date_inference) == DateInference.NONE:
                self.instance.date_inference = cleaned["date_inference"] = DateInference.YEAR
            self.notices.append(
                _("L’année (%(year)s) est déduite de la source : dites-le dans la remarque sur les dates.")
                % {"year": when.edtf[:4]}
            )

    def clean_agreements(self):
        """The chosen agreements, and those that this user may not see: they stay as they are."""
        chosen = list(self.cleaned_data["agreements"])
        if self.instance.pk:
            offered = self.fields["agreements"].queryset.values("pk")
            chosen += self.instance.agreements.exclude(pk__in=offered)
        return chosen

    def _save_m2m(self):
        super()._save_m2m()
        if not {"audience", "audience_words"} & {*self.changed_data}:
            return
        stored = {StatedCategory.of(row): row for row in self.instance.audiences.all()}
        chosen = dict.fromkeys(map(StatedCategory, self.cleaned_data["audience"]))
        chosen |= dict.fromkeys(self.cleaned_data["audience_words"])
        for each in stored.keys() - chosen.keys():
            stored[each].delete()
        # In the order in which the source names them.
        for each in chosen:
            if each not in stored:
                self.instance.audiences.create(category=each.category, category_words=each.words)

    def _check_nobody_saved_meanwhile(self):
        # Locked until the end of the transaction: two editors may save in the same second.
        stored = Event.objects.select_for_update().filter(pk=self.instance.pk).first()
        if stored is None or stored.status != self.instance.status:
            raise ValidationError(
                _("La fiche vient de changer d’état, ou d’être supprimée : enregistrez de nouveau."),
                code="saved_meanwhile",
            )
        self.take_over(stored)
        sent, current = self.cleaned_data.get("version") or "", self.version_of(stored)
        # The next save replaces knowingly: the form now carries the version that it was told about.
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = current
        if sent in ("", current, current.partition(".")[0]):
            # What was kept as typed knows the record alone: its page shows the rest.
            return
        disputed = self._merge(sent, current, stored)
        if disputed == []:
            return
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
                "puis enregistrez de nouveau. Votre version remplacera alors la sienne.%(both)s"
            ),
            params={
                "who": who,
                "both": f" {_BOTH} {', '.join(disputed)}." if disputed else "",
                "time": date_format(timezone.localtime(stored.updated_at), "H:i"),
            },
            code="saved_meanwhile",
        )

    def _merge(self, sent, current, stored):
        """Take over what only others changed; the labels of what both did. None: it cannot be known."""
        _record, mark, parts = (*sent.split("."), "", "")[:3]
        changed = changed_since(parts, self._told(stored))
        if changed is None:
            return None
        taken, disputed = take_over_untouched(self, changed)
        if taken:
            said = _("Changé entre-temps par quelqu’un d’autre, et gardé ainsi : %(fields)s.")
            self.notices.append(said % {"fields": ", ".join(map(self._label, taken))})
        if mark != current.split(".")[1]:
            return [self._label(name) for name in disputed] or None
        return [self._label(name) for name in disputed]

    def _label(self, name):
        if name in self.fields:
            return f"« {capfirst(self.fields[name].label)} »"
        rows = {model.__name__: model for model in self.relations}
        return f"« {capfirst(rows[name]._meta.verbose_name_plural)} »"


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
