"""Cost lines in a table: what an accountant keeps as a spreadsheet, a line each."""

from django.utils.translation import gettext_lazy as _

from events import permissions
from events.forms.costs import CostLineForm
from events.models import CostLine
from organisations.resources.records import RecordResource
from rss_registry.exchange.links import Link
from rss_registry.exchange.parts import PartResource
from rss_registry.exchange.records import Record
from rss_registry.tabular import is_blank


class CostLineResource(RecordResource, PartResource):
    model = CostLine
    table_name = _("Lignes de coût")
    file_name = "couts"
    sheet = ("Coûts", "Costs")
    parent, same = "event", ("agreement", "heading", "label", "currency")
    changes_parent = False
    policy = permissions
    form_class = CostLineForm

    headings = """
        record           | n° de ligne   | line          | ligne
        fixed event      | événement     | event         | référence, reference
        agreement        | convention    | agreement     | grant
        optional heading | rubrique      | heading       | poste, ligne budgétaire
        label            | libellé       | label         | désignation, description
        planned          | prévu         | planned       | budget
        spent            | dépensé       | spent         | réalisé, dépense
        currency         | monnaie       | currency      | devise
        note             | justification | justification | remarque, observation
    """
    record = Record(prefix="L", unknown=_("Ce n° de ligne n’est pas celui d’une de vos lignes de coût."))
    event = Link(index="charged_events")
    helps = {"event": _("Sa référence, son n° de fiche ou son titre.")}

    def to_export(self, queryset):
        return super().to_export(queryset).select_related("agreement__funder")

    def pk_of(self, row):
        rows = self.to_import()
        found = self.columns["record"].pk_of(row, CostLine, lambda pk: rows.filter(pk=pk).exists())
        return found or super().pk_of(row)

    def identity(self, row):
        return super().identity(row) if is_blank(row.get("record")) else ("record", str(row["record"]))
