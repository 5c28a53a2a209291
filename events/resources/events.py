"""Events in a table, one line each.

Figures, recommendations, outputs, tests, documents and photos stay in the form. The line holds the
total, the women and the men; finer headcounts have a table of their own.
"""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.enums import Outcome, Sensitivity, Status
from events.forms.events import EventForm
from events.models import Event, EventPlace, EventRole, EventSource, Headcount, Objective
from events.permissions import RULES, can, visible_to
from events.resources.date_columns import BOUNDS, DatesConflict, infer_year, merge_dates
from events.resources.event_columns import EventColumns
from events.resources.indexes import event_record
from events.resources.likeness import LikelyLines
from events.resources.parts import funders_out_of_time
from events.services.correcting import asks_reason
from events.services.over_totals import over_total
from events.services.search_text import index_events
from organisations.permissions import coordinates
from rss_registry.edtf import parse
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.headers import LINE
from rss_registry.exchange.records import pk_of_record
from rss_registry.tabular import is_blank
from rss_registry.text import fold
from rss_registry.words_of_dates import Understood

# Rows below the event that its line tells too.
PARTS_OF_A_LINE = (EventRole, EventPlace, EventSource, Headcount, Objective)


class EventResource(LikelyLines, EventColumns):
    table_name = _("Événements (une ligne par événement)")
    file_name = "evenements"
    keys = ("reference", "record")
    keys_suffice = True
    announced = ("visible_events", "charged_events")
    max_rows = 500
    errors_at = EventForm.errors_at | {
        "dates_reversed": "dates",
        "dates_incomplete": "starts_on",
        "rank_without_series": "series_rank",
    }

    class Meta:
        model = Event

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._known, self._told_again, self._touched, self._line_of = None, {}, [], {}
        self._conflict = self._cell_of_dates = None

    def histories(self):
        return [
            *super().histories(),
            *((model.history, "event_id") for model in PARTS_OF_A_LINE),
        ]

    # -- which rows ----------------------------------------------------------------------------

    def to_import(self):
        rows = visible_to(self.user, Event.objects.select_related("created_by"))
        return self.to_export(rows)

    def to_export(self, queryset):
        roles = EventRole.objects.select_related("organisation", "intermediary")
        return queryset.select_related("owner", "series").prefetch_related(
            "event_places__place",
            "event_sources__source",
            "languages",
            "programmes",
            "agreements__funder",
            Prefetch("roles", roles),
            "themes",
            "contributes_to",
            "legal_references",
            "origins",
            "objectives",
            "headcounts",
        )

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        # Read and locked once for all, rather than looked at again before each is saved.
        rows = Event.objects.select_for_update().filter(pk__in=self._stored)
        for pk, reference in rows.values_list("pk", "reference"):
            self._stored[pk].reference, self._stored[pk].reference_is_locked = reference, True

    def import_instance(self, instance, row, **kwargs):
        # The words themselves: what year they mean is known only once the line's sources are.
        self._cell_of_dates, self._line = row.get("dates"), row[LINE]
        super().import_instance(instance, row, **kwargs)

    def init_instance(self, row=None):
        return Event(owner=self.user.organisation, created_by=self.user)

    def pk_of(self, row):
        by_reference = self._pk_of_reference(row.get("reference"))
        by_record = self._pk_of_record(row.get("record"))
        if by_reference and by_record and by_reference != by_record:
            raise ValidationError(
                {
                    "record": gettext(
                        "Ce n° de fiche et la référence de la ligne désignent deux fiches différentes."
                    )
                }
            )
        if self.is_in_workbook and is_blank(row.get("reference")) and is_blank(row.get("record")):
            return self._pk_of_same(row)
        return by_reference or by_record

    def _pk_of_same(self, row):
        """The event that a line without a key tells again: a workbook is sent a second time, completed."""
        if row[LINE] not in self._told_again:
            event = self.init_instance(row)
            values, errors = self._understood(event, row, is_new=True)
            if errors:
                return None
            self._cell_of_dates = row.get("dates")
            self.complete(event, values, is_new=True)
            for code in {"title_fr", "dates"} & values.keys():
                self.columns[code].assign(event, values[code])
            same = self._same(event, values) if event.title_fr else None
            self._told_again[row[LINE]] = same and same.pk
        return self._told_again[row[LINE]]

    @cached_property
    def _visible(self):
        """The references of all that the user may see, by key: read once for all lines."""
        rows = visible_to(self.user, Event.objects.order_by())
        return dict(rows.values_list("pk", "reference"))

    @cached_property
    def _by_reference(self):
        return {reference: pk for pk, reference in self._visible.items() if reference}

    def _pk_of_reference(self, cell):
        if is_blank(cell):
            return None
        reference = text_of(cell).upper()
        pk = self._by_reference.get(reference)
        if pk is None:
            # One sentence for both: whether it exists elsewhere is not for this reader to know.
            raise ValidationError(
                {
                    "reference": gettext(
                        "La référence « %(reference)s » n’existe pas, ou la fiche est tenue par une autre "
                        "organisation. Laissez la case vide pour une nouvelle fiche."
                    )
                    % {"reference": reference}
                }
            )
        return pk

    def _pk_of_record(self, cell):
        if is_blank(cell):
            return None
        pk = pk_of_record("F", "events.event", text_of(cell))
        if pk not in self._visible:
            raise ValidationError(
                {
                    "record": gettext(
                        "Le n° de fiche « %(record)s » n’est pas celui d’une fiche de votre organisation. "
                        "Reprenez-le de l’export, ou laissez la case vide pour une nouvelle fiche."
                    )
                    % {"record": text_of(cell)}
                }
            )
        return pk

    # -- what the line leaves out, and what must agree -----------------------------------------

    def complete(self, instance, values, is_new):
        self._conflict = None
        try:
            merge_dates(self, instance, values, is_new=is_new)
        except DatesConflict as conflict:
            self._conflict = conflict
        sources = values.get("sources") or ([] if is_new else self.columns["sources"].read(instance))
        told_on = min(filter(None, (source.published_about for source in sources)), default=None)
        infer_year(values, self._cell_of_dates, told_on, inference=instance.date_inference)
        if is_new and not values.get("outcome"):
            first, _last = parse(values.get("dates", Understood("")).edtf).bounds()
            held = first is not None and first <= timezone.localdate()
            values["outcome"] = Outcome.HELD if held else Outcome.PLANNED
        if values.get("sensitivity", Sensitivity.DELAYED) != Sensitivity.DELAYED:
            values.setdefault("delay_days", None)

    def check(self, instance, values, wrong):
        if self._conflict is not None:
            yield self._conflict.code, self._conflict.sentence
        self.note_facts(instance, values)
        counts = {
            code: values[code] if code in values else self.columns[code].read(instance)
            for code in ("total", "women", "men")
        }
        if over_total(**counts):
            yield self._over_total(counts)
        if {"funders", "dates"} & values.keys() and not {"funders", "dates", *BOUNDS} & wrong:
            funders = values["funders"] if "funders" in values else self.columns["funders"].read(instance)
            for sentence in funders_out_of_time(instance, funders):
                yield "funders", sentence
        if (
            not wrong
            and instance.pk is None
            and instance.title_fr
            and (same := self._same(instance, values)) is not None
        ):
            yield "title_fr", self._duplicate(same)
        self._places = values["places"] if "places" in values else self.columns["places"].read(instance)

    def _over_total(self, counts):
        women, men, total = (counts[code].number if counts[code] else 0 for code in ("women", "men", "total"))
        if women > total or not men:
            return "women", gettext(
                "%(women)s femmes, mais %(total)s participants au total : corrigez l’un des deux."
            ) % {
                "women": women,
                "total": total,
            }
        return "men", gettext(
            "%(women)s femmes et %(men)s hommes font %(sum)s, plus que le total de %(total)s : "
            "corrigez l’un des trois."
        ) % {"women": women, "men": men, "sum": women + men, "total": total}

    def _same(self, instance, values):
        """A record of the same organisation, title, first day and places: surely the same event."""
        if self._known is None:
            mine = visible_to(self.user, Event.objects.only("owner", "title_fr", "starts_on"))
            rows = mine.prefetch_related("event_places__place")
            self._known = {
                _likeness(event, [row.place for row in event.event_places.all()]): event for event in rows
            }
        return self._known.get(_likeness(instance, values.get("places", ())))

    def _duplicate(self, event):
        if (line := self._line_of.get(id(event))) is not None:
            return gettext(
                "Même titre, même date et même lieu qu’à la ligne %(line)s : ôtez l’une des deux."
            ) % {"line": line}
        return gettext(
            "Votre organisation a déjà une fiche de ce titre, à cette date et en ce lieu. Pour la modifier, "
            "écrivez « %(record)s » dans la colonne « n° de fiche » ; sinon ôtez la ligne."
        ) % {"record": event_record(event)}

    def names_of(self, instance):
        return (instance.title_fr, instance.title_en, event_record(instance))

    # -- rights and what follows ---------------------------------------------------------------

    def may_set(self, column, value):
        if column.code == "owner":
            return coordinates(self.user) or value == self.user.organisation
        if column.code == "status":
            return value == Status.DRAFT
        return True

    def may_add(self):
        return RULES[Event].may_add(self.user)

    def may_change(self, instance):
        return can(self.user, "change", instance)

    def refusal(self, instance):
        return gettext("Cette fiche est « %(status)s » : demandez à la coordination de vous la renvoyer.") % {
            "status": instance.get_status_display()
        }

    def after_save(self, instance):
        self.corrects = self.corrects or asks_reason(instance)
        self._touched.append(instance)
        self._line_of[id(instance)] = self._line
        if self._known is not None:
            self._known[_likeness(instance, self._places)] = instance

    def follow_up(self):
        index_events(event.pk for event in self._touched)


def _likeness(event, places):
    """What makes two records look like the same event."""
    return (
        event.owner_id,
        event.starts_on,
        fold(event.title_fr or ""),
        frozenset(place.pk for place in places),
    )
