"""The columns of counts: « 18 », « environ 40 », « plus de 80 », « une trentaine »."""

from django.utils.translation import gettext_lazy

from events.enums import Basis, CountUnit, Sex
from events.models import Headcount
from rss_registry.exchange.cells import whole_of
from rss_registry.exchange.columns import Column, Whole
from rss_registry.words_of_counts import Count, count_of, count_text, not_negative


class HeadcountColumn(Column):
    """One cell of the event's headcount: its row is made, changed or, when blank, taken away."""

    related = True
    takes = gettext_lazy("40, « environ 40 », « au moins 40 » ; vide : non communiqué")

    sex, unit, planned = Sex.NOT_STATED, CountUnit.PERSONS, False

    def accepted(self, resource):
        return Whole.takes if self.planned else self.takes

    def parse(self, cell, resource):
        if self.planned:
            return Count(not_negative(whole_of(cell), cell), Basis.PLANNED)
        return count_of(cell, of=self.unit)

    def read(self, instance):
        row = self._row(instance)
        return Count(row.number, row.basis) if row else None

    def relate(self, instance, value, resource):
        row = self._row(instance)
        if value is None:
            row.delete()
            return
        row = row or Headcount(event=instance, unit=self.unit, sex=self.sex)
        row.number, row.basis = value
        # The cell is this column's own; asking each constraint beforehand would cost a query each.
        row.clean_fields(exclude={"event", "source"})
        if row.pk:
            row.save()
        else:
            resource.writes.add(row)

    def written(self, value, resource):
        if value is None:
            return None
        if value.basis in (Basis.EXACT, Basis.PLANNED):
            return value.number
        return count_text(value, codes=resource.codes)

    def _row(self, instance):
        rows = instance.headcounts.all() if instance.pk else ()
        return next((row for row in rows if self._is_mine(row)), None)

    def _is_mine(self, row):
        return (
            row.unit == self.unit
            and row.sex == self.sex
            and not row.category
            and not row.age_band
            and (row.basis == Basis.PLANNED) == self.planned
        )
