"""Fields that take what a source says, in its words, and keep it as data."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rss_registry.edtf import parse
from rss_registry.figures import Figure
from rss_registry.words_of_counts import PERSONS, Count, count_of
from rss_registry.words_of_dates import Understood, understand
from rss_registry.written_dates import when_text

_LONGEST = 200


class WordsField(forms.CharField):
    """What was typed stays as it was typed; a value is shown in words."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": _LONGEST, **kwargs})

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else self.words_of(value)

    def has_changed(self, initial, data):
        try:
            return not self.disabled and self.clean(data) != self.read(initial)
        except ValidationError:
            return True

    def read(self, initial):
        """The value that the page was opened with."""
        return self.to_python(initial) if isinstance(initial, str) else initial


class WhenField(WordsField):
    """When: shows the words of an `Understood`, takes words or EDTF, cleans to an `Understood`."""

    # A day near to it, as that of the publication of its source: the year of words that tell none.
    reference = None

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "label": _("Quand"),
                "widget": forms.TextInput(attrs={"size": 40}),
                "required": False,
                "help_text": _(
                    "Comme la source le dit : « 29/02/2024 », « 7 et 8 mars 2020 », « juin 2018 », "
                    "« vers juin 2018 », « 11 octobre 2023, deux jours ». Vide : date inconnue."
                ),
                **kwargs,
            }
        )

    def words_of(self, value):
        return when_text(parse(value.edtf), value.stated_days)

    def to_python(self, value):
        if isinstance(value, Understood):
            return value
        words = super().to_python(value)
        return understand(words, self.reference) if words else Understood("")

    def validate(self, value):
        if self.required and not value.edtf:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """The length is that of the words: the pattern of what is understood bounds the rest."""

    def read(self, initial):
        return super().read(initial) or Understood("")


class CountField(WordsField):
    """How many: shows « une quarantaine » or « au moins 80 », cleans to a `Count` or to None.

    `of`: what is counted, where the field says it and not a row.
    """

    def __init__(self, *, of=PERSONS, **kwargs):
        self.of = of
        super().__init__(
            **{
                "required": False,
                "help_text": _(
                    "« 18 », « environ 40 », « une trentaine » ou « plus de 80 ». Vide : non communiqué."
                ),
                **kwargs,
            }
        )

    def words_of(self, value):
        return Figure(value.number, value.basis).words

    def to_python(self, value):
        if isinstance(value, Count) or value is None:
            return value
        words = super().to_python(value)
        return count_of(words, of=self.of) if words else None

    def validate(self, value):
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """A `Count` has no length."""
