"""Which of two records of one event stays, and what it takes over from the other."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.enums import Status
from events.models import CostLine, Participant
from events.services.merged_parts import SIDES, moving_columns, twins_by
from organisations.forms.merging import FIRST, SECOND, MergeForm, text_of
from organisations.services.twins import Twins
from rss_registry.written_dates import when_text

# Whose number is for those alone who may read them.
_NOT_COUNTED = {Participant, CostLine}


class EventMergeForm(MergeForm):
    # What protects is the stricter of both, and a record stays with its team.
    own = MergeForm.own | {"owner", "sensitivity", "delay_days", "funders_withheld"}
    together = {
        "dates_edtf": ("stated_days", "date_inference", "date_note_fr", "date_note_en"),
        "kind": ("second_kind",),
        "outcome": ("announced", "announced_on"),
        "series": ("series_rank",),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Two records of one event often have one title.
        self.fields["keep"].choices = [(side, _which(row)) for side, row in self.rows.items()]
        for name, model in SIDES.items():
            texts = [" ; ".join(capfirst(str(row)) for row in rows) for rows in self._rows_of(model)]
            if all(texts) and texts[0] != texts[1]:
                self.ask(name, capfirst(model._meta.verbose_name_plural), texts)

    def first_choice(self):
        """The public one: its address is cited."""
        return SECOND if self.rows[SECOND].status == Status.PUBLISHED != self.rows[FIRST].status else FIRST

    def sides(self) -> frozenset[str]:
        return frozenset(name for name in SIDES if name in self.fields and self.is_taken_over(name))

    def twins(self) -> list[Twins]:
        one, other = self.rows.values()
        return [twins for field in moving_columns() for twins in twins_by(field, one, other)]

    def text_of(self, row, field):
        if field.name == "dates_edtf":
            return when_text(row.when, row.stated_days) or "–"
        if field.name == "series" and row.series_rank:
            return _("%(series)s, n° %(rank)d") % {"series": row.series, "rank": row.series_rank}
        return text_of(row, field)

    def _rows_of(self, model):
        return [model.objects.filter(event=row) for row in self.rows.values()]


def _which(event):
    known_by = event.reference or event.get_status_display()
    return f"{event} – {known_by}, {event.owner}"


def parts_of(event) -> list[tuple[str, int]]:
    """How many rows of each part the record has, in the words of the screens."""
    found = {}
    for field in moving_columns():
        model = field.model
        number = (
            0 if model in _NOT_COUNTED else model._base_manager.filter(**{field.attname: event.pk}).count()
        )
        if number:
            name = str(capfirst(model._meta.verbose_name_plural))
            found[name] = found.get(name, 0) + number
    return sorted(found.items())
