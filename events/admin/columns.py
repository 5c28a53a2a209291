"""The columns of the list of events, each the answer to a question."""

from django.contrib import admin
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from events.enums import Basis, CountUnit, Sex
from events.models import EventPlace, Headcount
from events.services.gaps import gaps_of
from rss_registry.figures import Figure
from rss_registry.written_dates import when_text


class EventColumns:
    """Which, what, when, where, at what stage, how many, and what is missing."""

    def with_columns(self, rows):
        return rows.prefetch_related(
            Prefetch("event_places", EventPlace.objects.select_related("place"))
        ).annotate(**{f"{name}_count": _count(sex) for name, sex in _SEXES.items()}, **_totals())

    def complete(self, rows):
        gaps = gaps_of(rows)
        for row in rows:
            row.gaps = gaps.get(row.pk, [])

    @admin.display(description=_("référence"), ordering="reference")
    def reference_column(self, obj):
        if obj.reference:
            return obj.reference
        # A reference comes with the first public page.
        text = _("fiche n° %(key)s") if obj.first_published_at else _("brouillon n° %(key)s")
        return text % {"key": obj.pk}

    @admin.display(description=_("titre"), ordering="title_fr")
    def title_column(self, obj):
        return str(obj)

    @admin.display(description=_("dates"), ordering="starts_on")
    def dates_column(self, obj):
        return when_text(obj.when, obj.stated_days) or _("sans date")

    @admin.display(description=_("quand"))
    def when(self, obj):
        # What the field of the form becomes when the record can only be read.
        return self.dates_column(obj)

    @admin.display(description=_("lieu"))
    def place_column(self, obj):
        return ", ".join(link.place.name for link in obj.event_places.all()) or _("non communiqué")

    @admin.display(description=_("état"), ordering="status")
    def status_column(self, obj):
        return format_html('<span class="state state-{}">{}</span>', obj.status, obj.get_status_display())

    @admin.display(description=_("participants"), ordering="total_number")
    def participants_column(self, obj):
        if obj.total_number is None:
            return self._shared(obj) or _("non communiqué")
        split = [
            f"{count}\u00a0{label}"
            for count, label in ((obj.women_count, _("f.")), (obj.men_count, _("h.")))
            if count is not None
        ]
        total = Figure(obj.total_number, obj.total_basis).short
        return f"{total} ({', '.join(split)})" if split else total

    @admin.display(description=_("ce qui manque"))
    def gaps_column(self, obj):
        if not obj.gaps:
            return ""
        sentences = format_html_join("", "<li>{}</li>", ((gap.sentence,) for gap in obj.gaps))
        return format_html(
            '<details class="gaps"><summary>{}</summary><ul>{}</ul></details>', len(obj.gaps), sentences
        )

    def _shared(self, obj):
        if obj.shared_number is None:
            return ""
        return _("%(total)s (total commun)") % {"total": Figure(obj.shared_number, obj.shared_basis).short}


_SEXES = {"women": Sex.WOMEN, "men": Sex.MEN}


def _cell(sex="", scope="event"):
    rows = Headcount.objects.filter(
        unit=CountUnit.PERSONS, sex=sex, category="", age_band="", **{scope: OuterRef("pk")}
    )
    return rows.exclude(basis=Basis.PLANNED).order_by("pk")


def _count(sex):
    return Subquery(_cell(sex).values("number")[:1])


def _totals():
    return {
        f"{name}_{column}": Subquery(_cell(scope=scope).values(column)[:1])
        for name, scope in (("total", "event"), ("shared", "group__events"))
        for column in ("number", "basis")
    }
