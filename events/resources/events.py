"""Events in a table, one line each.

Figures, recommendations, outputs, tests, documents and photos stay in the form. The line holds the
total, the women and the men; finer headcounts have a table of their own.
"""

from functools import cache

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import permissions
from events.enums import Outcome, Sensitivity, Status
from events.forms.lines import EventLineForm
from events.models import Event, EventPlace, EventRole, EventSource, Headcount, Objective
from events.permissions import visible_to
from events.resources.date_columns import BOUNDS, DatesConflict, merge_dates, with_year
from events.resources.event_columns import EventColumns
from events.resources.indexes import event_record
from events.resources.likeness import LikelyLines
from events.services.correcting import asks_reason
from events.services.search_text import index_events
from organisations.permissions import coordinates
from rss_registry.edtf import parse
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.headers import LINE
from rss_registry.exchange.held_to_forms import form_of_lines
from rss_registry.tabular import is_blank
from rss_registry.text import fold
from rss_registry.words_of_dates import Understood

# Rows below the event that its line tells too.
PARTS_OF_A_LINE = (EventRole, EventPlace, EventSource, Headcount, Objective)
# The columns that the form of an event calls otherwise, and those that it always holds against one another.
_FIELDS = {"dates": "when", "total": "participants"}
_HELD_TOGETHER = {"owner", "when", "funders", "participants", "women", "men"}
_OF_RECORD = {field.name for field in Event._meta.concrete_fields if field.editable} - {"dates_edtf"}
# What tells an event from others, and what that is understood by.
_TELLING = {"title_fr", "places", "sources", "stated_days", "date_inference", "dates", *BOUNDS, LINE}
# What the form derives from the dates.
_OF_DATES = ("dates", "stated_days", "date_inference")


class EventResource(LikelyLines, EventColumns):
    table_name = _("Événements (une ligne par événement)")
    file_name = "evenements"
    sheet = ("Événements", "Events")
    example = {
        "own_code": "E1",
        "title_fr": "Forum communal de Markala",
        "kind": "forum",
        "dates": "7 et 8 mars 2024",
        "places": "Markala",
        "organisers": "O1",
        "series": "C1",
        "series_rank": "1",
        "total": "une quarantaine",
        "sources": "S1",
    }
    keys = ("reference", "record")
    keys_suffice = True
    announced = ("events.event", "charged_events")
    max_rows = 500
    policy = permissions
    form_class = EventLineForm
    errors_at = {"rank_without_series": "series_rank"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._known, self._told_again, self._touched, self._line_of = None, {}, [], {}
        self._conflict = None

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

    def read_stored(self, lines):
        super().read_stored(lines)
        # Read and locked once for all, rather than looked at again before each is saved.
        rows = Event.objects.select_for_update().filter(pk__in=self._stored)
        for pk, reference in rows.values_list("pk", "reference"):
            self._stored[pk].reference, self._stored[pk].reference_is_locked = reference, True

    def import_instance(self, instance, row):
        # The words themselves: what year they mean is known only once the line's sources are.
        self._row = row
        before = {code: self.columns[code].read(instance) for code in _OF_DATES}
        super().import_instance(instance, row)
        changed = {change[0].code: change for change in self.changes if change[0].code not in _OF_DATES}
        for code, was in before.items():
            if (now := self.columns[code].read(instance)) != was:
                changed[code] = (self.columns[code], was, now)
        self.changes = [changed[code] for code in self.columns if code in changed]

    def init_instance(self, row=None):
        return Event(owner=self.user.organisation, created_by=self.user)

    def pk_of(self, row):
        by_reference = self._pk_of_reference(row.get("reference"))
        by_record = self.columns["record"].pk_of(row, Event, self._visible.__contains__)
        if by_reference and by_record and by_reference != by_record:
            sentence = gettext(
                "Ce n° de fiche et la référence de la ligne désignent deux fiches différentes."
            )
            raise ValidationError({"record": sentence})
        if self.is_in_workbook and is_blank(row.get("reference")) and is_blank(row.get("record")):
            return self._pk_of_same(row)
        return by_reference or by_record

    def _pk_of_same(self, row):
        """The event that a line without a key tells again: a workbook is sent a second time, completed."""
        if row[LINE] not in self._told_again:
            self._row = {code: cell for code, cell in row.items() if code in _TELLING}
            values, errors = self._understood(self._blank, self._row, is_new=True)
            if errors:
                return None
            self.complete(self._blank, values, is_new=True)
            title, dates = values.get("title_fr", ""), values.get("dates", Understood(""))
            first, _last = parse(dates.edtf).bounds(values.get("stated_days") or dates.stated_days)
            same = self._same(_likeness(self._blank.owner_id, first, title, values.get("places", ())))
            self._told_again[row[LINE]] = same and title and same.pk
        return self._told_again[row[LINE]] or None

    @cached_property
    def _blank(self):
        return self.init_instance()

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

    # -- what the line leaves out, and what must agree -----------------------------------------

    def complete(self, instance, values, is_new):
        sources = values.get("sources") or ([] if is_new else self.columns["sources"].read(instance))
        told_on = min(filter(None, (source.published_about for source in sources)), default=None)
        with_year(values, self._row, told_on)
        self._conflict = None
        try:
            merge_dates(self, instance, values, is_new=is_new)
        except DatesConflict as conflict:
            self._conflict = conflict
            values.pop("dates", None)
        if is_new and not values.get("outcome"):
            first, _last = parse(values.get("dates", Understood("")).edtf).bounds()
            held = first is not None and first <= timezone.localdate()
            values["outcome"] = Outcome.HELD if held else Outcome.PLANNED
        if values.get("sensitivity", Sensitivity.DELAYED) != Sensitivity.DELAYED:
            values.setdefault("delay_days", None)

    def form_of_line(self):
        """The fields that the file has columns for, and those that rules hold against one another."""
        told = {self.columns[code].field_name for code in self._row if code in self.columns}
        return _form_with(frozenset(told & _OF_RECORD | {"outcome", "date_inference"}))

    def form_data(self, form, instance, values):
        data = super().form_data(form, instance, values)
        for code in ("dates", "funders", "total", "women", "men"):
            told = values[code] if code in values else self.columns[code].read(instance)
            data[_FIELDS.get(code, code)] = told
        return data | {"funders": [funding.organisation for funding in data["funders"]]}

    def column_at(self, error_code, field):
        codes = {name: code for code, name in _FIELDS.items()}
        place = self.place_of(error_code, field)
        return super().column_at(error_code, codes.get(place, place))

    def check(self, instance, values, wrong):
        if self._conflict is not None:
            yield self._conflict.code, self._conflict.sentence
        known = wrong | ({"dates", *BOUNDS} if self._conflict else set())
        yield from super().check(instance, values, known)
        if instance.pk is None:
            self.note_facts(self._row[LINE], instance, values)
        self._places = values["places"] if "places" in values else self.columns["places"].read(instance)
        is_told = not wrong and instance.pk is None and instance.title_fr
        if is_told and (same := self._same(_likeness_of(instance, self._places))) is not None:
            yield "title_fr", self._duplicate(same)

    def _same(self, likeness):
        """A record of the same organisation, title, first day and places: surely the same event."""
        if self._known is None:
            mine = visible_to(self.user, Event.objects.only("owner", "title_fr", "starts_on"))
            self._known = {
                _likeness_of(event, [row.place for row in event.event_places.all()]): event
                for event in mine.prefetch_related("event_places__place")
            }
        return self._known.get(likeness)

    def _duplicate(self, event):
        if (line := self._line_of.get(id(event))) is not None:
            return gettext(
                "Même titre, même date et même lieu qu’à la ligne %(line)s : ôtez l’une des deux."
            ) % {"line": line}
        return gettext(
            "Votre organisation a déjà une fiche de ce titre, à cette date et en ce lieu. Pour la modifier, "
            "écrivez « %(record)s » dans la colonne « n° de fiche » ; sinon ôtez la ligne."
        ) % {"record": event_record(event)}

    # -- rights and what follows ---------------------------------------------------------------

    def may_set(self, column, value):
        if column.code == "owner":
            return coordinates(self.user) or value == self.user.organisation
        if column.code == "status":
            return value == Status.DRAFT
        return True

    def refusal(self, instance):
        return gettext("Cette fiche est « %(status)s » : demandez à la coordination de vous la renvoyer.") % {
            "status": instance.get_status_display()
        }

    def after_save(self, instance):
        self.corrects = self.corrects or asks_reason(instance)
        self._touched.append(instance)
        self._line_of[id(instance)] = self._row[LINE]
        if self._known is not None:
            self._known[_likeness_of(instance, self._places)] = instance

    def follow_up(self):
        index_events(event.pk for event in self._touched)


@cache
def _form_with(fields):
    return form_of_lines(Event, EventLineForm, tuple(sorted(fields | _HELD_TOGETHER)))


def _likeness_of(event, places):
    return _likeness(event.owner_id, event.starts_on, event.title_fr, places)


def _likeness(owner, first_day, title, places):
    """What makes two records look like the same event."""
    return owner, first_day, fold(title or ""), frozenset(place.pk for place in places)
