"""The indicators of the programme, as they stood on the last day of the report."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from publication.project.programmes import programme_facts
from publication.questions.indicators import Standing, indicator_lines
from reports.documents.donor_report.blocks import Column, Prose, Table
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import Content, Gap, record_link
from rss_registry.dates import day_text


@donor_field(
    "indicators",
    FieldGroup.RESULTS,
    gettext_lazy("indicateurs et cibles"),
    gettext_lazy("Le cadre logique du programme : départ, cible, valeur atteinte à la fin de la période."),
)
def indicators(scope):
    programme = scope.programme
    if programme is None:
        return Content()
    facts = programme_facts(programme, says_funders=False)
    lines = indicator_lines(programme, facts, today=timezone.localdate(), until=scope.report.ends_on)
    if not lines:
        gap = Gap(_("Programme sans indicateur : saisissez son cadre logique"), (record_link(programme),))
        return Content(gaps=(gap,))
    columns = (
        Column(_("Indicateur")),
        Column(_("Départ"), True),
        Column(_("Cible"), True),
        Column(_("Atteint"), True),
        Column(_("Où il en est")),
    )
    table = Table(
        _("Indicateurs et cibles du programme"),
        columns,
        tuple(_row(line) for line in lines),
        style="indicators",
    )
    note = _("Ce que le registre mesure est cumulé du premier événement du programme à la fin de la période.")
    return Content((table, Prose((note,))), tuple(_gaps(programme, lines)))


def _row(line):
    indicator = line.indicator
    name = f"{indicator.code} {indicator.label}"
    if line.unit and not line.is_share:
        name += f" ({line.unit})"
    return (
        name,
        _dated(line.baseline_text, indicator.baseline_on),
        _dated(line.target_text, indicator.target_on),
        _dated(line.reached_text, line.reached.as_of),
        " – ".join(part for part in (line.progress_text, str(line.standing.label)) if part),
    )


def _dated(text, day):
    return f"{text} ({day_text(day)})" if day else text


def _gaps(programme, lines):
    rows = {indicator.code: indicator for indicator in programme.indicators.all()}
    for sentence, lacking in (
        (_NO_TARGET, [line for line in lines if not line.target.is_known]),
        (_NO_VALUE, [line for line in lines if line.standing == Standing.NOT_STATED]),
    ):
        if lacking:
            links = tuple(record_link(rows[line.indicator.code]) for line in lacking)
            yield Gap(sentence % {"count": len(lacking)}, links)


_NO_TARGET = ngettext_lazy("%(count)d indicateur sans cible", "%(count)d indicateurs sans cible", "count")
_NO_VALUE = ngettext_lazy(
    "%(count)d indicateur sans valeur à la fin de la période",
    "%(count)d indicateurs sans valeur à la fin de la période",
    "count",
)
