"""Cost lines in a table: what an accountant keeps as a spreadsheet, a line each."""

from django.utils.translation import gettext_lazy as _

from events import permissions
from events.forms.costs import CostLineForm
from events.models import CostLine
from organisations.resources.records import RecordResource
from rss_registry.exchange.field_columns import FieldColumn
from rss_registry.exchange.parts import PartResource
from rss_registry.exchange.records import Record
from rss_registry.tabular import is_blank


class CostLineResource(RecordResource, PartResource):
    table_name = _("Lignes de coût")
    file_name = "couts"
    sheet = ("Coûts", "Costs")
    parent, same = "event", ("agreement", "heading", "label", "currency")
    changes_parent = False
    policy = permissions
    form_class = CostLineForm

    record = Record(
        "n° de ligne",
        "line",
        "ligne",
        prefix="L",
        unknown=_("Ce n° de ligne n’est pas celui d’une de vos lignes de coût."),
    )
    event = FieldColumn(
        "événement",
        "event",
        "référence",
        "reference",
        index="charged_events",
        fixed=True,
        help=_("Sa référence, son n° de fiche ou son titre."),
    )
    agreement = FieldColumn("convention", "agreement", "grant")
    heading = FieldColumn("rubrique", "heading", "poste", "ligne budgétaire", required=False)
    label = FieldColumn("libellé", "label", "désignation", "description")
    planned = FieldColumn("prévu", "planned", "budget")
    spent = FieldColumn("dépensé", "spent", "réalisé", "dépense")
    currency = FieldColumn("monnaie", "currency", "devise")
    note = FieldColumn("justification", "justification", "remarque", "observation")

    class Meta:
        model = CostLine

    def to_export(self, queryset):
        return super().to_export(queryset).select_related("agreement__funder")

    def pk_of(self, row):
        rows = self.to_import()
        found = self.columns["record"].pk_of(row, CostLine, lambda pk: rows.filter(pk=pk).exists())
        return found or super().pk_of(row)

    def identity(self, row):
        return super().identity(row) if is_blank(row.get("record")) else ("record", str(row["record"]))
