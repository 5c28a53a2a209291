"""Headcounts in a table: one number a line, by sex, category and age band (decision 4)."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.enums import AgeBand, Basis, Category, CountUnit, Sex
from events.models import Event, Headcount, HeadcountGroup
from events.permissions import can, visible_to
from events.resources.counts import over_total
from events.resources.indexes import build
from events.services.category_terms import StatedCategory, decided_terms, stated_category
from rss_registry.exchange.columns import Choice, Column, Flag, Whole
from rss_registry.exchange.links import Link
from rss_registry.exchange.resources import ExchangeResource
from rss_registry.tabular import is_blank
from rss_registry.text import fold
from rss_registry.words_of_counts import Count, count_of, unit_in

SEXES = {
    "f": "women",
    "femme": "women",
    "feminin": "women",
    "female": "women",
    "h": "men",
    "m": "men",
    "homme": "men",
    "masculin": "men",
    "male": "men",
}
_CELL = ("unit", "sex", "category", "age_band")


class RoughNumber(Whole):
    """A number whose cell may also say how far it can be trusted: « environ 40 »."""

    def accepted(self, resource):
        return gettext("40, « environ 40 », « au moins 40 »")

    def parse(self, cell, resource):
        return count_of(cell).number


class CategoryColumn(Column):
    """A category of the list, or what the source calls it."""

    blank = StatedCategory()

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


class HeadcountResource(ExchangeResource):
    table_name = _("Effectifs détaillés (une ligne par nombre)")
    file_name = "effectifs"
    keys = ("event", "group")
    errors_at = {
        "two_scopes": "event",
        "organisations_split": "unit",
        "published_without_source": "source",
        "duplicate_headcount": "number",
    }

    event = Link(
        "événement",
        "event",
        index="visible_events",
        fixed=True,
        aliases=("référence", "reference", "n° de fiche"),
        help=_("Sa référence, son n° de fiche ou son titre."),
    )
    group = Link(
        "total commun",
        "shared total",
        index="groups",
        fixed=True,
        help=_("Au lieu d’un événement : le libellé du total commun à plusieurs."),
    )
    unit = Choice("unité", "unit", choices=CountUnit, default=CountUnit.PERSONS, help=_("Vide : personnes."))
    sex = Choice(
        "sexe", "sex", choices=Sex, spellings=SEXES, aliases=("genre", "gender"), help=_("Vide : ensemble.")
    )
    category = CategoryColumn(
        "catégorie",
        "category",
        help=_("De la liste, ou dans les mots de la source : la coordination la classera. Vide : toutes."),
    )
    age_band = Choice(
        "tranche d’âge", "age band", choices=AgeBand, aliases=("âge", "age"), help=_("Vide : tous.")
    )
    number = RoughNumber(
        "nombre",
        "number",
        required=True,
        aliases=("effectif", "total"),
        help=_("Si le nombre n’est pas connu, ôtez la ligne : ce n’est pas zéro."),
    )
    basis = Choice("valeur", "basis", choices=Basis, help=_("Vide : exact, ou ce que dit le nombre."))
    source = Link("source", "source", index="sources")
    published_by_organiser = Flag(
        "publié par l’organisateur",
        "published by the organiser",
        default=False,
        help=_("Oui : affiché tel quel, même s’il est petit ; il faut alors la source."),
    )

    class Meta:
        model = Headcount
        import_id_fields = ("event", "group", *_CELL)
        fields = (
            "event",
            "group",
            *_CELL,
            "number",
            "basis",
            "source",
            "published_by_organiser",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._touched = {}
        self.decided_terms = decided_terms()

    def index_of(self, name):
        return build(name, self.user)

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
        return [self.columns["number"]] if "number" not in codes else []

    def pk_of(self, row):
        cell = {code: self.key_value(code, row) for code in ("event", "group", *_CELL)}
        stated = cell.pop("category")
        planned = Q(basis=Basis.PLANNED)
        beside = Headcount.objects.filter(planned if self._is_planned(row) else ~planned, **cell)
        said = [
            (pk, StatedCategory(*category))
            for pk, *category in beside.values_list("pk", "category", "category_words")
        ]
        # The row that has these words, else the one of their category.
        same = [pk for pk, each in said if stated.says_the_same(each)]
        if stated.category != Category.OTHER or not stated.words:
            same += [pk for pk, each in said if each.category == stated.category and not each.is_in_words]
        return next(iter(same), None)

    def identity(self, row):
        try:
            cell = {code: self.key_value(code, row) for code in ("event", "group", *_CELL)}
        except ValidationError:
            return None
        stated = cell.pop("category")
        words = fold(stated.words) if stated.is_in_words else ""
        return "number", (*cell.values(), stated.category, words, self._is_planned(row))

    def complete(self, instance, values, is_new):
        if not values.get("basis"):
            values["basis"] = self._stated_basis

    def check(self, instance, values, wrong):
        if not {"event", "group"} & wrong and (instance.event is None) == (instance.group is None):
            yield "event", gettext("Donnez un événement ou un total commun : l’un des deux.")
        if instance.number is None and "number" not in wrong:
            yield "number", gettext("Donnez le nombre, ou ôtez la ligne : « non communiqué » n’est pas zéro.")
        if self._unit_in_words not in ("", instance.unit):
            yield "unit", gettext("Le nombre dit ce qu’il compte, et la colonne « unité » autre chose.")
        if self._stated_basis not in (Basis.EXACT, instance.basis):
            yield (
                "basis",
                gettext("Le nombre et la colonne « valeur » se contredisent : gardez l’un des deux."),
            )

    def may_change(self, instance):
        return can(self.user, "change", instance.event or instance.group)

    def refusal(self, instance):
        return gettext("La fiche de cet événement n’est plus la vôtre à modifier : voyez la coordination.")

    def import_instance(self, instance, row, **kwargs):
        self._stated_basis = self._basis_of(row.get("number"))
        self._unit_in_words = unit_in(row.get("number"))
        super().import_instance(instance, row, **kwargs)
        if self.changes:
            # Asked here for new numbers too: they change an event that exists.
            if instance.pk is None and not self.may_change(instance):
                raise ValidationError(self.refusal(instance), code="may_not_change")
            self._touched[instance.event or instance.group] = row

    def late_problems(self):
        for scope, row in self._touched.items():
            counts = {}
            for count in scope.headcounts.filter(unit=CountUnit.PERSONS).exclude(basis=Basis.PLANNED):
                words = count.category_words if count.is_in_words else ""
                split = counts.setdefault((count.category, words, count.age_band), {})
                split[count.sex] = Count(count.number, count.basis)
            for split in counts.values():
                total, women, men = (split.get(sex) for sex in (Sex.NOT_STATED, Sex.WOMEN, Sex.MEN))
                if over_total(total, women, men):
                    yield row, "number", self._over_total(scope, total)

    def name_of(self, instance):
        return f"{instance.event or instance.group} – {instance}"

    def _over_total(self, scope, total):
        return gettext(
            "« %(event)s » : femmes et hommes dépassent le total de %(total)s ; corrigez l’un des nombres."
        ) % {
            "event": scope,
            "total": total.number,
        }

    def _is_planned(self, row):
        if is_blank(row.get("basis")):
            return False
        return self.key_value("basis", row) == Basis.PLANNED

    def _basis_of(self, cell):
        try:
            return Basis.EXACT if is_blank(cell) else count_of(cell).basis
        except ValidationError:
            return Basis.EXACT
