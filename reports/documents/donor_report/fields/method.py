"""How the report was made, and who signs it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from events.models import Event
from events.quality import CHECKS
from reports.documents.donor_report.blocks import Bullets, Column, Prose, Signature, Table
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import Content, Gap
from reports.documents.method_notes import method_notes


@donor_field(
    "data_quality",
    FieldGroup.METHOD,
    gettext_lazy("qualité des données"),
    gettext_lazy("Ce qui manque ou paraît douteux dans les fiches de la période, contrôle par contrôle."),
)
def data_quality(scope):
    """What a reader should know of the gaps."""
    rows = Event.objects.filter(pk__in=[entry.event.pk for entry in scope.held])
    counts = [(str(check.sentence), check.find(rows).count()) for check in _told_checks()]
    found = tuple((sentence, str(count)) for sentence, count in counts if count)
    if not scope.held:
        return Content()
    if not found:
        return Content((Prose((_("Aucun des contrôles du registre ne signale de manque."),)),))
    columns = (Column(_("Constat")), Column(_("Activités"), True))
    return Content((Table(_("Qualité des données de la période"), columns, found, style="two"),))


@donor_field(
    "justifications",
    FieldGroup.METHOD,
    gettext_lazy("justifications des constats"),
    gettext_lazy("Ce que l’équipe répond à chaque constat de qualité, activité par activité."),
    is_private=True,
)
def justifications(scope):
    """In the officers' own words, of the findings that still stand."""
    titles = {entry.event.pk: entry.facts.title for entry in scope.held}
    rows = Event.objects.filter(pk__in=titles)
    said = {(row.event_id, row.finding): row.text for row in scope.justifications}
    cells, silent = [], 0
    for check in _told_checks():
        for key in check.find(rows).order_by("starts_on", "pk").values_list("pk", flat=True).distinct():
            if text := said.get((key, check.code)):
                cells.append((str(check.sentence), titles[key], text))
            else:
                silent += 1
    gaps = (Gap(_UNEXPLAINED % {"count": silent}),) if silent else ()
    columns = (Column(_("Constat")), Column(_("Activité")), Column(_("Justification")))
    table = Table(_("Justifications de l’équipe"), columns, tuple(cells), style="three")
    return Content((table,) if cells else (), gaps)


@donor_field(
    "method",
    FieldGroup.METHOD,
    gettext_lazy("méthode et définitions"),
    gettext_lazy("Comment lire les nombres et les signes du rapport."),
)
def method(scope):
    """Only the notes on signs that stand in the report."""
    notes = dict.fromkeys(note for entry in scope.held for note in method_notes(entry.facts))
    count = len(scope.held)
    opening = ngettext(
        "Rapport établi sur %(count)d fiche publiée du registre des ateliers RSS.",
        "Rapport établi sur %(count)d fiches publiées du registre des ateliers RSS.",
        count,
    ) % {"count": count}
    return Content((Bullets((opening, *notes)),))


@donor_field(
    "signature",
    FieldGroup.METHOD,
    gettext_lazy("signature"),
    gettext_lazy("Les lignes à remplir à la main : nom, qualité, lieu, date, signature et cachet."),
)
def signature(scope):
    lines = (_("Nom et prénom"), _("Qualité"), _("Fait à, le"), _("Signature et cachet"))
    return Content((Signature(lines),))


def _told_checks():
    """The translation is no matter of the data."""
    return [check for check in CHECKS if check.code != "english"]


_UNEXPLAINED = ngettext_lazy(
    "%(count)d constat sans justification", "%(count)d constats sans justification", "count"
)
