"""The English of one event, text by text: French beside it, one box each."""

from dataclasses import dataclass

from django import forms
from django.db import models, transaction

from events.models import Event
from events.services.search_text import index_event

# The parts of an event whose texts the site shows, in the order of the form.
_PARTS = (
    "roles",
    "figures",
    "objectives",
    "recommendations",
    "outputs",
    "tests",
    "event_sources",
    "claims",
    "documents",
    "photos",
)


@dataclass(frozen=True)
class Text:
    """One translated field of one row, as far as its French is written."""

    row: models.Model
    name: str

    @property
    def key(self):
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.name}"

    @property
    def label(self):
        opts = self.row._meta
        field = opts.get_field(self.name).verbose_name
        return str(field) if isinstance(self.row, Event) else f"{opts.verbose_name} – {field}"

    @property
    def french(self):
        return getattr(self.row, f"{self.name}_fr")

    @property
    def english(self):
        return getattr(self.row, f"{self.name}_en") or ""

    @property
    def column(self):
        return self.row._meta.get_field(f"{self.name}_en")


def texts_of(event):
    """Every text of the event that has French."""
    rows = [event, *(row for part in _PARTS for row in getattr(event, part).all())]
    return [text for row in rows for name in _translated(row) if (text := Text(row, name)).french]


def _translated(row):
    """The names of the row's translated fields, in the order of its columns."""
    columns = row._meta.concrete_fields
    return [column.translated_field.name for column in columns if getattr(column, "language", "") == "en"]


class EnglishForm(forms.Form):
    """One optional box per text."""

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.texts = texts_of(event)
        for text in self.texts:
            long = isinstance(text.column, models.TextField)
            self.fields[text.key] = forms.CharField(
                label=text.label,
                help_text=text.french,
                initial=text.english,
                required=False,
                max_length=text.column.max_length,
                widget=forms.Textarea(attrs={"rows": 4 if long else 2, "lang": "en"}),
            )

    @transaction.atomic
    def save(self):
        """Write the rows that changed; returns how many texts did."""
        changed = [text for text in self.texts if text.key in self.changed_data]
        for text in changed:
            setattr(text.row, f"{text.name}_en", self.cleaned_data[text.key] or None)
        for row in {id(text.row): text.row for text in changed}.values():
            row.save()
        if changed:
            # The event carries the moment of the last change, by which editors see one another.
            self.event.save()
            index_event(event=self.event)
        return len(changed)
