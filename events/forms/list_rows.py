"""One line of a list that is being imported: who it is, what becomes of it, and how it is corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.enums import AgeBand, Category, Sex
from events.models import Participant
from events.services.list_import import Arrival


class Answer(TextChoices):
    """What becomes of a line; empty stands for what the page proposes."""

    PROPOSED = "", _("comme proposé")
    ADD = "add", _("une personne de plus")
    FILL = "fill", _("la même : compléter ce qui manque")
    TAKE = "take", _("la même : prendre ce que dit le fichier")
    LEAVE = "leave", _("laisser de côté")


class RowState(TextChoices):
    INVALID = "invalid", _("à corriger")
    LIKELY = "likely", _("à vérifier")
    DIFFERS = "differs", _("déjà là, mais autrement")
    NEW = "new", _("à ajouter")
    FILLS = "fills", _("déjà là, à compléter")
    KNOWN = "known", _("déjà là, rien à changer")
    JOINED = "joined", _("réunie à une autre ligne")
    LEFT = "left", _("laissée de côté")

    @classmethod
    def people(cls):
        """One person of the list each."""
        return (cls.LIKELY, cls.DIFFERS, cls.NEW, cls.FILLS, cls.KNOWN)

    @classmethod
    def added(cls):
        return (cls.LIKELY, cls.NEW)


# By which uses of columns a file tells a field.
_TOLD_AS = {"phone": ("phone", "contact"), "email": ("email", "contact")}
# The answer for lines of which something is not understood: leave that out.
WITHOUT = "!"
# The answer for all lines that say otherwise than the list.
EVERYBODY = "*"
_LONGEST = 500
FIELDS = ("full_name", "sex", "age_band", "category", "organisation_name", "function", "phone", "email")


# Shorter than in the form of one person.
LABELS = {"organisation_name": _("organisation"), "age_band": _("âge"), "email": _("e-mail")}
# Of one person, where the register counts many.
ONE = {Sex.WOMEN: _("femme"), Sex.MEN: _("homme")}


class ListRowForm(forms.ModelForm):
    """The fields of a person that a list gives. Bound, it says what is wrong with what was typed."""

    class Meta:
        model = Participant
        fields = FIELDS

    # A line that is still wrong holds back neither the others nor what was typed.
    use_required_attribute = False

    answer = forms.ChoiceField(label=_("Que faire"), choices=Answer, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            self.fields[name].label = label
        for name, shown in self.fields.items():
            # Beside each other in a table: the head of the column says what they are.
            shown.widget.attrs["aria-label"] = shown.label
            if name in ("sex", "age_band", "category"):
                shown.choices = [
                    ("", "–"),
                    *((code, ONE.get(code, label)) for code, label in shown.choices if code),
                ]

    def _post_clean(self):
        """The values alone: the person is made when the list is imported."""


@dataclass(frozen=True)
class Cell:
    """One field of one line: as it is read, and as it is typed where the line is open."""

    name: str
    text: str
    field: forms.BoundField | None
    problem: str


@dataclass
class Row:
    """`values` are those of a person; `raw` what the file says, by the use of its columns."""

    key: str
    where: str
    values: dict[str, Any]
    presences: dict
    problems: dict[str, str]
    notices: list[str]
    typed: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    answer: str = Answer.PROPOSED
    state: RowState = RowState.NEW
    body: str = ""
    same_as: int | None = None
    joined_to: int | None = None
    resembles: str = ""
    replaces: bool = False
    form: ListRowForm | None = None
    columns: tuple[str, ...] = FIELDS

    def cells(self):
        """The fields of the line, of the columns that the page shows."""
        labels = {"age_band": AgeBand, "category": Category}
        for name in self.columns:
            value = self.body if name == "organisation_name" else self.values.get(name) or ""
            text = labels[name](value).label if name in labels and value else value
            if name == "sex":
                text = ONE.get(value, value)
            yield Cell(name, text, self.form and self.form[name], self.problems.get(name, ""))

    def open(self):
        """Let the line be typed into."""
        self.form = ListRowForm(prefix=self.key, initial={**self.as_typed(), "answer": self.answer})

    def as_typed(self):
        """What stands in the fields when the line is opened."""
        shown = {name: self.values.get(name) or "" for name in FIELDS} | {"organisation_name": self.body}
        wrong = {name: self.typed.get(name, self._in_file(name)) for name in self.problems}
        return {**shown, **wrong}

    def _in_file(self, name):
        """What the file says where it could not be understood; a choice has no place for it."""
        uses = _TOLD_AS.get(name, (name,))
        return next((self.raw[use] for use in uses if use in self.raw), "")

    @property
    def is_curable(self):
        """Whether only a detail is wrong, which can be left out."""
        return self.state == RowState.INVALID and "full_name" not in self.problems

    @property
    def attended(self):
        return sum(self.presences.values())

    def arrival(self):
        return Arrival(self.values, self.presences, self.same_as, self.replaces)


def expand_presences(presences, half_days_of):
    """Marks of whole days as marks of their half-days, which `half_days_of` tells of a moment."""
    return {
        half_day: was_there for moment, was_there in presences.items() for half_day in half_days_of(moment)
    }


# -- answers -------------------------------------------------------------------------------------


def take_typed(work, rows: Mapping[str, Row], data) -> bool:
    """Put what was typed into open lines into `work`; whether anything changed."""
    typed_before, answers_before = dict(work.typed), dict(work.answers)
    for key in data.getlist("ligne"):
        if (row := rows.get(key)) is None:
            continue
        shown = row.as_typed()
        changed = {
            name: data[f"{key}-{name}"].strip()[:_LONGEST]
            for name in FIELDS
            if f"{key}-{name}" in data and data[f"{key}-{name}"].strip() != shown[name]
        }
        if changed:
            work.typed[key] = {**work.typed.get(key, {}), **changed}
        answer = data.get(f"{key}-answer", "")
        if answer in Answer.values and answer != row.answer:
            work.answers[key] = answer
    if (rule := data.get("autrement", "")) in (Answer.FILL, Answer.TAKE):
        work.answers[EVERYBODY] = rule
    if data.get("sans"):
        work.answers[WITHOUT] = data["sans"]
    else:
        work.answers.pop(WITHOUT, None)
    return (work.typed, work.answers) != (typed_before, answers_before)


def checked(typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed into a line: the values that are right, and what is wrong with the others."""
    form = ListRowForm({name: typed.get(name, "") for name in FIELDS})
    form.full_clean()
    values = {name: form.cleaned_data[name] for name in typed if name in form.cleaned_data}
    return values, {name: " ".join(errors) for name, errors in form.errors.items() if name in typed}
