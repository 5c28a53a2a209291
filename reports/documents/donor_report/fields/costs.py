"""What the activities cost, on the agreements that the team holds; in no version to spread."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from events.costs import amount_text, sums_by_heading, sums_of
from publication.facts import Link
from reports.documents.donor_report.blocks import Column, Prose, Table
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import Content, Gap


@donor_field(
    "costs",
    FieldGroup.COSTS,
    gettext_lazy("coûts par rubrique"),
    gettext_lazy(
        "Prévu, dépensé et reste par rubrique, chaque monnaie à part ; sur vos conventions seulement."
    ),
    is_private=True,
)
def costs(scope):
    rows = [(capfirst(heading.label), total) for heading, total in sums_by_heading(scope.costs)]
    rows += [
        (_("Total %(currency)s") % {"currency": total.currency}, total) for total in sums_of(scope.costs)
    ]
    blocks = _sums(_("Coûts par rubrique"), _("Rubrique"), rows)
    if any(amount is None for line in scope.costs for amount in (line.planned, line.spent)):
        note = _("« ≥ » : un montant au moins n’est pas connu ; il n’entre pas dans la somme.")
        blocks = (*blocks, Prose((note,)))
    return Content(blocks, tuple(_gaps(scope)))


@donor_field(
    "costs_by_activity",
    FieldGroup.COSTS,
    gettext_lazy("coûts par activité"),
    gettext_lazy("Prévu, dépensé et reste de chaque activité, chaque monnaie à part."),
    is_private=True,
)
def costs_by_activity(scope):
    rows = [
        (entry.facts.title, total)
        for entry in _entries(scope)
        for total in sums_of(line for line in scope.costs if line.event_id == entry.event.pk)
    ]
    return Content(_sums(_("Coûts par activité"), _("Activité"), rows), tuple(_gaps(scope)))


@donor_field(
    "cost_lines",
    FieldGroup.COSTS,
    gettext_lazy("lignes de coût"),
    gettext_lazy("Chaque ligne avec ses montants et sa justification."),
    is_private=True,
)
def cost_lines(scope):
    columns = (
        Column(_("Activité et ligne")),
        Column(_("Prévu"), True),
        Column(_("Dépensé"), True),
        Column(_("Justification")),
    )
    titles = {entry.event.pk: entry.facts.title for entry in _entries(scope)}
    rows = tuple(
        (
            " – ".join(
                part for part in (titles[line.event_id], line.get_heading_display(), line.label) if part
            ),
            _amount(line.planned, line),
            _amount(line.spent, line),
            line.note,
        )
        for line in sorted(scope.costs, key=lambda line: list(titles).index(line.event_id))
    )
    blocks = (Table(_("Lignes de coût"), columns, rows, style="costs"),) if rows else ()
    return Content(blocks, tuple(_gaps(scope)))


def _sums(caption, heading, rows):
    columns = (
        Column(heading),
        Column(_("Prévu"), True),
        Column(_("Dépensé"), True),
        Column(_("Reste"), True),
    )
    cells = tuple((label, total.planned, total.spent, total.gap) for label, total in rows)
    return (Table(caption, columns, cells, style="costs"),) if cells else ()


def _gaps(scope):
    """Of the activities held: those without any line, and those with a line of which nothing was spent."""
    if not scope.own_agreements:
        return
    charged = {line.event_id for line in scope.costs}
    unspent = {line.event_id for line in scope.costs if line.spent is None}
    for sentence, entries in (
        (_NO_LINE, [entry for entry in scope.held if entry.event.pk not in charged]),
        (_NOT_SPENT, [entry for entry in scope.held if entry.event.pk in unspent]),
    ):
        if entries:
            links = tuple(_link(scope, entry) for entry in entries)
            yield Gap(sentence % {"count": len(entries)}, links)


def _link(scope, entry):
    address = entry.event.get_absolute_url()
    if entry.event.pk in scope.open_records:
        address = reverse("admin:events_event_costs", args=[entry.event.pk])
    return Link(entry.event.title, address)


def _entries(scope):
    return (*scope.held, *scope.dropped)


def _amount(amount, line):
    return _("non communiqué") if amount is None else amount_text(amount, line.currency)


_NO_LINE = ngettext_lazy(
    "%(count)d activité sans ligne de coût", "%(count)d activités sans ligne de coût", "count"
)
_NOT_SPENT = ngettext_lazy(
    "%(count)d activité dont une dépense n’est pas connue",
    "%(count)d activités dont une dépense n’est pas connue",
    "count",
)
