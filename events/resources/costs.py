"""Cost lines in a table: what an accountant keeps as a spreadsheet, a line each."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import permissions
from events.enums import BudgetHeading
from events.forms.costs import CostLineForm
from events.models import CostLine
from organisations.enums import Currency
from organisations.resources.records import RecordResource
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Amount, Choice, Column, Text
from rss_registry.exchange.links import Link
from rss_registry.exchange.parts import PartResource
from rss_registry.exchange.records import Record, pk_of_record
from rss_registry.tabular import is_blank


class LineKey(Record):
    """Cost lines have no public key: theirs is always exported."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, unless="", **kwargs)

    def exported(self, instance, resource):
        return Column.exported(self, instance, resource)


class CostLineResource(RecordResource, PartResource):
    table_name = _("Lignes de coût")
    file_name = "couts"
    parent, same = "event", ("agreement", "heading", "label", "currency")
    changes_parent = False
    policy = permissions
    form_class = CostLineForm

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

    def to_export(self, queryset):
        return super().to_export(queryset).select_related("agreement__funder")

    def pk_of(self, row):
        if is_blank(key := row.get("record")):
            return super().pk_of(row)
        pk = pk_of_record("L", "events.costline", text_of(key))
        if pk is None or not self.to_import().filter(pk=pk).exists():
            raise ValidationError(
                {"record": gettext("Ce n° de ligne n’est pas celui d’une de vos lignes de coût.")}
            )
        return pk

    def identity(self, row):
        return super().identity(row) if is_blank(row.get("record")) else ("record", str(row["record"]))
