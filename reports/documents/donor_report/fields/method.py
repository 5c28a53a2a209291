"""How the report was made, and who signs it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Event
from events.quality import CHECKS
from reports.documents.donor_report.blocks import Bullets, Column, Prose, Signature, Table
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import Content
from reports.documents.method_notes import method_notes


@donor_field(
    "data_quality",
    FieldGroup.METHOD,
    gettext_lazy("qualité des données"),
    gettext_lazy("Ce qui manque ou paraît douteux dans les fiches de la période, contrôle par contrôle."),
)
def data_quality(scope):
    """What a reader should know of the gaps; the translation is no matter of the data."""
    rows = Event.objects.filter(pk__in=[entry.event.pk for entry in scope.held])
    counts = [(str(check.sentence), check.find(rows).count()) for check in CHECKS if check.code != "english"]
    found = tuple((sentence, str(count)) for sentence, count in counts if count)
    if not scope.held:
        return Content()
    if not found:
        return Content((Prose((_("Aucun des contrôles du registre ne signale de manque."),)),))
    columns = (Column(_("Constat")), Column(_("Activités"), True))
    return Content((Table(_("Qualité des données de la période"), columns, found, style="two"),))


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
