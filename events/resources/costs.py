"""Cost lines in a table: what an accountant keeps as a spreadsheet, a line each."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.enums import BudgetHeading
from events.forms.costs import wrong_charge
from events.models import CostLine
from events.permissions import can, visible_to
from events.resources.indexes import build
from organisations.enums import Currency
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Amount, Choice, Column, Text
from rss_registry.exchange.links import Link
from rss_registry.exchange.records import Record, pk_of_record
from rss_registry.exchange.resources import ExchangeResource
from rss_registry.tabular import is_blank

# What tells two lines of one event apart where the file gives no key.
_SAME = ("event", "agreement", "heading", "label", "currency")


class LineKey(Record):
    """Cost lines have no public key: theirs is always exported."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, unless="", **kwargs)

    def exported(self, instance, resource):
        return Column.exported(self, instance, resource)


class CostLineResource(ExchangeResource):
    table_name = _("Lignes de coût")
    file_name = "couts"
    keys = ("record", "event")
    errors_at = {"negative_planned": "planned", "negative_spent": "spent"}

    record = LineKey("n° de ligne", "line", prefix="L", aliases=("ligne",))
    event = Link(
        "événement",
        "event",
        index="charged_events",
        required=True,
        fixed=True,
        aliases=("référence", "reference"),
        help=_("Sa référence, son n° de fiche ou son titre."),
    )
    agreement = Link("convention", "agreement", index="agreements", required=True, aliases=("grant",))
    heading = Choice("rubrique", "heading", choices=BudgetHeading, aliases=("poste", "ligne budgétaire"))
    label = Text("libellé", "label", aliases=("désignation", "description"))
    planned = Amount("prévu", "planned", aliases=("budget",))
    spent = Amount("dépensé", "spent", aliases=("réalisé", "dépense"))
    currency = Choice(
        "monnaie",
        "currency",
        choices=Currency,
        default=Currency.XOF,
        aliases=("devise",),
        help=_("Vide : franc CFA."),
    )
    note = Text("justification", "justification", aliases=("remarque", "observation"))

    class Meta:
        model = CostLine
        import_id_fields = ("record",)
        fields = ("record", *_SAME[:4], "planned", "spent", "currency", "note")

    def index_of(self, name):
        return build(name, self.user)

    def to_import(self):
        return self.to_export(visible_to(self.user, CostLine.objects.all()))

    def to_export(self, queryset):
        return queryset.select_related("event", "agreement__funder")

    def missing_columns(self, codes):
        return [column for column in self.columns.values() if column.required and column.code not in codes]

    def pk_of(self, row):
        if not is_blank(key := row.get("record")):
            pk = pk_of_record("L", "events.costline", text_of(key))
            if pk is None or not self.to_import().filter(pk=pk).exists():
                raise ValidationError(
                    {"record": gettext("Ce n° de ligne n’est pas celui d’une de vos lignes de coût.")}
                )
            return pk
        same = self.to_import().filter(**{code: self.key_value(code, row) for code in _SAME})
        return same.values_list("pk", flat=True).first()

    def identity(self, row):
        if not is_blank(row.get("record")):
            return "record", str(row["record"])
        try:
            return "label", tuple(self.key_value(code, row) for code in _SAME)
        except ValidationError:
            return None

    def check(self, instance, values, wrong):
        if not instance.heading and "heading" not in wrong:
            yield "heading", gettext("Donnez la rubrique.")
        charged = instance.event_id and instance.agreement_id and not {"event", "agreement"} & wrong
        moved = any(column.code in ("event", "agreement") for column, _before, _value in self.changes)
        if charged and moved:
            for sentence in wrong_charge(self.user, instance.event, instance.agreement):
                yield "agreement", str(sentence)

    def may_change(self, instance):
        return can(self.user, "change", instance)
