"""Headcounts in a table: one number a line, by sex, category and age band (decision 4)."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.enums import Basis, Category, CountUnit
from events.forms.headcounts import HeadcountForm
from events.models import Event, Headcount, HeadcountGroup
from events.permissions import can, visible_to
from events.resources.event_parts import NOT_YOURS
from events.services.category_terms import StatedCategory, decided_terms, stated_category
from events.services.correcting import asks_reason
from events.services.over_totals import refused_parts
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Choice, Column, Whole
from rss_registry.exchange.held_to_forms import FormHeldResource
from rss_registry.exchange.parts import PartResource
from rss_registry.text import fold
from rss_registry.words_of_counts import Count, count_of

SEXES = {
    "women": ("f", "femme", "féminin", "female"),
    "men": ("h", "m", "homme", "masculin", "male"),
}
_CELL = ("unit", "sex", "category", "age_band")


class RoughNumber(Whole):
    """A number whose cell may also say how far it can be trusted: « environ 40 »."""

    takes = _("40, « environ 40 », « au moins 40 »")

    def parse(self, cell, resource):
        return count_of(cell).number


class CategoryColumn(Column):
    """A category of the list, or what the source calls it."""

    blank = StatedCategory()

    def of_field(self, field):
        """The words of a source are no value of it."""

    def accepted(self, resource):
        return " ; ".join(str(label) for _value, label in Category.listed())

    def parse(self, cell, resource):
        return stated_category(str(cell), resource.decided_terms)

    def settle(self, instance, value, resource):
        return value.as_decided_of(instance)

    def read(self, instance):
        return StatedCategory.of(instance)

    def assign(self, instance, value):
        instance.category, instance.category_words = value.category, value.words

    def written(self, value, resource):
        return value.words or (value.category if resource.codes else value.text)


class HeadcountResource(PartResource):
    model = Headcount
    table_name = _("Effectifs détaillés (une ligne par nombre)")
    file_name = "effectifs"
    sheet = ("Effectifs", "Headcounts")
    example = {"event": "E1", "sex": "femmes", "category": "élus", "number": "12"}
    same = (*_CELL, "basis")
    form_class = HeadcountForm
    codes_told = frozenset({"duplicate_headcount"})
    errors_at = {"two_scopes": "event", "duplicate_headcount": "number"}

    headings = """
        fixed event            | événement                 | event | référence, reference, n° de fiche
        fixed group            | total commun              | shared total
        unit                   | unité                     | unit
        sex                    | sexe                      | sex | genre, gender
        category               | catégorie                 | category
        age_band               | tranche d’âge             | age band | âge, age
        number                 | nombre                    | number | effectif, total
        basis                  | valeur                    | basis
        source                 | source                    | source
        published_by_organiser | publié par l’organisateur | published by the organiser
    """
    sex = Choice(spellings=SEXES)
    category = CategoryColumn()
    number = RoughNumber()
    basis = Choice(blank="")
    helps = {
        "event": _("Sa référence, son n° de fiche ou son titre."),
        "group": _("Au lieu d’un événement : le libellé du total commun à plusieurs."),
        "sex": _("Vide : ensemble."),
        "category": _(
            "De la liste, ou dans les mots de la source : la coordination la classera. Vide : toutes."
        ),
        "age_band": _("Vide : tous."),
        "number": _("Si le nombre n’est pas connu, ôtez la ligne : ce n’est pas zéro."),
        "basis": _("Vide : exact, ou ce que dit le nombre."),
        "published_by_organiser": _("Oui : affiché tel quel, même s’il est petit ; il faut alors la source."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._lines_of = defaultdict(dict)
        self.decided_terms = decided_terms()

    def to_import(self):
        events = visible_to(self.user, Event.objects.all())
        groups = visible_to(self.user, HeadcountGroup.objects.all())
        rows = Headcount.objects.filter(Q(event__in=events) | Q(group__in=groups))
        return rows.select_related("event", "group", "source")

    def to_export(self, queryset):
        """The headcounts of the listed events, and of the totals that they share."""
        listed = queryset.order_by().values("pk")
        rows = self.to_import().filter(Q(event__in=listed) | Q(group__events__in=listed)).distinct()
        return rows.order_by("event__starts_on", "event", "group", *_CELL, "pk")

    def missing_columns(self, codes):
        if "event" not in codes and "group" not in codes:
            return [self.columns["event"]]
        return super().missing_columns(codes)

    # -- which row: a cell of an event, or of a total; what was planned beside what was counted -----------

    def parent_of_line(self, row):
        return self.key_value("event", row) or self.key_value("group", row)

    def parent_of(self, instance):
        return instance.event or instance.group

    def pk_of(self, row):
        stated = self.key_value("category", row)
        if stated.words and (parent := self.parent_of_line(row)) is not None:
            # The row that has these words, else the one of what they were decided to mean.
            told = StatedCategory(Category.OTHER, stated.words)
            key = self._key(lambda code: told if code == "category" else self.key_value(code, row))
            if (found := self._rows[parent].get(key)) is not None:
                return found
        return super().pk_of(row)

    def identity(self, row):
        found = super().identity(row)
        return found and ("number", found[1])

    def rows_of(self, parents):
        return self.to_import().filter(
            Q(event__in=[each for each in parents if isinstance(each, Event)])
            | Q(group__in=[each for each in parents if isinstance(each, HeadcountGroup)])
        )

    def _key(self, value_of):
        *cell, basis = (value_of(code) for code in self.same)
        stated = cell[_CELL.index("category")]
        cell[_CELL.index("category")] = fold(stated.words) if stated.is_in_words else stated.category
        return (*cell, basis == Basis.PLANNED)

    # -- what the number says beside itself ------------------------------------------------------

    def import_instance(self, instance, row):
        self._row = row
        super().import_instance(instance, row)
        if self.changes:
            self._lines_of[self.parent_of(instance)][_counted(instance)] = row
            self.corrects = self.corrects or bool(instance.event and asks_reason(instance.event))

    def complete(self, instance, values, is_new):
        if not values.get("basis"):
            stated = values.get("number") is not None
            values["basis"] = count_of(self._row["number"]).basis if stated else Basis.EXACT

    def form_data(self, form, instance, values):
        said = {"category": StatedCategory.of(instance)}
        if values.get("number") is not None:
            said["number"] = text_of(self._row["number"])
        return super().form_data(form, instance, values) | said

    def check(self, instance, values, wrong):
        if {"event", "group"} & wrong:
            return
        if (instance.event is None) == (instance.group is None):
            yield "event", gettext("Donnez un événement ou un total commun : l’un des deux.")
            return
        if instance.number is None and "number" not in wrong:
            yield "number", gettext("Donnez le nombre, ou ôtez la ligne : « non communiqué » n’est pas zéro.")
            return
        if self.changes and instance.pk is None and not self.may_change(instance):
            yield "event", self.refusal(instance)
        unit, basis = instance.unit, instance.basis
        yield from FormHeldResource.check(self, instance, values, wrong)
        # The form takes what the words of the number say.
        if instance.unit != unit:
            yield "unit", gettext("Le nombre dit ce qu’il compte, et la colonne « unité » autre chose.")
        if instance.basis != basis:
            yield (
                "basis",
                gettext("Le nombre et la colonne « valeur » se contredisent : gardez l’un des deux."),
            )

    def may_change(self, instance):
        return can(self.user, "change", self.parent_of(instance))

    def refusal(self, instance):
        return NOT_YOURS

    def late_problems(self):
        counts = defaultdict(dict)
        for row in self.rows_of(list(self._lines_of)):
            if row.unit == CountUnit.PERSONS and row.basis != Basis.PLANNED:
                counts[self.parent_of(row)][_counted(row)] = Count(row.number, row.basis)
        for scope, cells in counts.items():
            lines = self._lines_of[scope]
            for cell, error in refused_parts(cells):
                yield lines.get(cell) or list(lines.values())[-1], "number", error

    def name_of(self, instance):
        return f"{self.parent_of(instance)} – {instance}"


def _counted(row):
    """Whom the number counts, the sex first."""
    return (row.sex, row.category, fold(row.category_words) if row.is_in_words else "", row.age_band)
