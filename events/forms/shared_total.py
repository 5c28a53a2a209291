"""The one number that a source gives for several events, in the form of each of them (report 3)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.enums import Sex, Status
from events.forms.cells import cells_of, counts_in, store_cells
from events.forms.rows import Rows
from events.models import Event, HeadcountGroup
from events.services.over_totals import refused_part
from rss_registry.forms import RecordForm
from rss_registry.word_fields import CountField

_CELLS = {"shared_total": Sex.NOT_STATED, "shared_women": Sex.WOMEN, "shared_men": Sex.MEN}
_FIELDS = {sex: name for name, sex in _CELLS.items()}
SHARED_TOTAL = ("shared_with", "shared_label", *_CELLS)
_BEFORE_ANY_PAGE = (*Status.editable_by_officers(), Status.SUBMITTED)


def _short():
    return forms.TextInput(attrs={"size": 12})


class SharedTotalForm(RecordForm):
    """Its fields; an event of several shared totals shows the first, and each has its own page."""

    # Whether what is saved may change the page of another event: a coordinator's word.
    changes_public_pages = False

    @staticmethod
    def may_change_total(group) -> bool:
        return True

    shared_with = Rows(
        label=_("Total commun avec"),
        queryset=Event.objects.all(),
        required=False,
        help_text=_(
            "Si la source ne donne qu’un nombre pour plusieurs événements : les autres événements. "
            "Ce nombre ne se partage pas, et ne se compte qu’une fois."
        ),
    )
    shared_label = forms.CharField(
        label=_("Libellé du total commun"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 40}),
        help_text=_("Publié : par exemple « les deux ateliers d’avril 2023 »."),
    )
    shared_total = CountField(
        label=_("Total commun"),
        help_text=_("« 200 », « environ 200 ». Vide : non communiqué."),
        widget=_short(),
    )
    shared_women = CountField(label=_("dont femmes"), help_text="", widget=_short())
    shared_men = CountField(label=_("dont hommes"), help_text="", widget=_short())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "shared_with" in self.fields:
            group = self._group
            self.initial |= self._stored_in(group)
            if group is not None and not self.may_change_total(group):
                self._close()

    def clean(self):
        cleaned = super().clean()
        if self._touched:
            self._check_shared_total(cleaned)
        return cleaned

    def shared_total_of(self, event) -> dict:
        """What is stored of it, by field."""
        return self._stored_in(_group_of(event))

    def _close(self):
        for name in SHARED_TOTAL:
            self.fields[name].disabled = True
        self.fields["shared_with"].help_text = _(
            "Ce total vaut aussi pour une fiche publiée, ou d’une autre organisation : "
            "proposez la correction depuis la fiche publiée, ou voyez la coordination."
        )

    def _stored_in(self, group):
        if group is None:
            return {"shared_with": []} | dict.fromkeys(("shared_label", *_CELLS))
        counts = counts_in(cells_of(group.headcounts))
        others = group.events.exclude(pk=self.instance.pk).filter(pk__in=self._offered).order_by("pk")
        return {
            "shared_with": list(others.values_list("pk", flat=True)),
            "shared_label": group.label_fr or None,
            **{name: counts.get(sex) for name, sex in _CELLS.items()},
        }

    @property
    def _group(self):
        return _group_of(self.instance) if self.instance.pk else None

    @property
    def _offered(self):
        return self.fields["shared_with"].queryset.order_by().values("pk")

    def _unseen(self, group):
        """The other events of the total that this user may not read: they stay in it."""
        return list(group.events.exclude(pk=self.instance.pk).exclude(pk__in=self._offered)) if group else []

    @property
    def _touched(self):
        return "shared_with" in self.fields and bool({*SHARED_TOTAL} & {*self.changed_data})

    def _check_shared_total(self, cleaned):
        chosen = cleaned.get("shared_with") or []
        others = [*chosen, *self._unseen(self._group)]
        if self.instance.pk in {event.pk for event in others}:
            self._refuse("shared_with", _("Choisissez les autres événements : celui-ci en est."), "itself")
        if not others and any(cleaned.get(name) is not None for name in _CELLS):
            sentence = _(
                "Choisissez les autres événements de ce total ; le nombre de celui-ci se saisit plus haut."
            )
            self._refuse("shared_with", sentence, "shared_with_nobody")
        if others and cleaned.get("shared_total") is None and "shared_total" not in self.errors:
            self._refuse("shared_total", _("Donnez le total commun."), "shared_total_missing")
        if refused := refused_part(*(cleaned.get(name) for name in _CELLS)):
            part, error = refused
            self.add_error(_FIELDS[part], error)
        if not self.changes_public_pages:
            public = [str(event) for event in chosen if event.status not in _BEFORE_ANY_PAGE]
            if public:
                sentence = _(
                    "« %(title)s » est ou a été publié : proposez ce total depuis sa fiche publiée, "
                    "ou voyez la coordination."
                ) % {"title": public[0]}
                self._refuse("shared_with", sentence, "shared_with_public")

    def _refuse(self, field, sentence, code):
        self.add_error(field, ValidationError(sentence, code=code))

    def _save_m2m(self):
        super()._save_m2m()
        if not self._touched:
            return
        group = self._group
        others = [*self.cleaned_data["shared_with"], *self._unseen(group)]
        if others:
            group = group or HeadcountGroup()
            group.label_fr = self.cleaned_data["shared_label"]
            group.save()
            group.events.set([self.instance, *others])
            counts = {sex: self.cleaned_data[name] for name, sex in _CELLS.items()}
            store_cells(cells_of(group.headcounts), counts, group=group)
        elif group is not None:
            # A total of one event alone is its own, and is entered as such.
            group.events.remove(self.instance)
            if group.events.count() < 2:
                group.delete()


def _group_of(event):
    return event.headcount_groups.order_by("pk").first()
