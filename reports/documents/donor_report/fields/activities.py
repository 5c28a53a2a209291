"""What was done, what was not, and what comes next."""

from collections import Counter

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from publication.models import PublishedSeries
from publication.questions.series import progress_of
from reports.documents.donor_report.blocks import Column, Extract, Prose, Table
from reports.documents.donor_report.extracts import extracts
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import COURSE, WHAT, Content, lacking, without
from reports.documents.fact_tables import row


@donor_field(
    "activity_summary",
    FieldGroup.ACTIVITIES,
    gettext_lazy("résumé des activités"),
    gettext_lazy("Combien d’activités, de quels types, combien de participations, quelle part de femmes."),
)
def activity_summary(scope):
    """What one would say of the period in two sentences, with its numbers."""
    if not scope.held:
        return Content()
    count = len(scope.held)
    kinds = Counter(entry.facts.kind for entry in scope.held)
    told = ", ".join(f"{kind} ({number})" if number > 1 else kind for kind, number in kinds.most_common())
    sentences = [
        ngettext(
            "%(count)d activité a eu lieu dans la période : %(kinds)s.",
            "%(count)d activités ont eu lieu dans la période : %(kinds)s.",
            count,
        )
        % {"count": count, "kinds": told},
        *_people(scope.totals),
    ]
    return Content((Prose((" ".join(sentences),)),))


@donor_field(
    "activity_list",
    FieldGroup.ACTIVITIES,
    gettext_lazy("tableau des activités"),
    gettext_lazy("Dates, titre, lieu, participants et femmes, une ligne par activité."),
)
def activity_list(scope):
    if not scope.held:
        return Content()
    table = Table(
        _("Activités de la période"),
        (
            Column(_("Dates")),
            Column(_("Activité")),
            Column(_("Lieu")),
            Column(_("Participants"), True),
            Column(_("dont femmes"), True),
        ),
        tuple(_line(entry.facts) for entry in scope.held),
        style="activities",
    )
    gaps = without(scope, _NO_HEADCOUNT, _is_counted, "participants")
    return Content((table,), gaps)


@donor_field(
    "activity_details",
    FieldGroup.ACTIVITIES,
    gettext_lazy("description de chaque activité"),
    gettext_lazy("Type, lieu, participants, thèmes, objectifs et résultats, activité par activité."),
)
def activity_details(scope):
    """Each activity as Annex VI asks for it: what, where, for how many, about what, with which results."""
    blocks = extracts([_told(entry.facts) for entry in scope.held])
    return Content(blocks, without(scope, _NO_RESULTS, lambda facts: facts.results, COURSE))


@donor_field(
    "planned_activities",
    FieldGroup.ACTIVITIES,
    gettext_lazy("activités prévues ensuite"),
    gettext_lazy("Les activités annoncées après la période ou encore sans date."),
)
def planned_activities(scope):
    if not scope.ahead:
        return Content()
    table = Table(
        _("Activités prévues ensuite"),
        (Column(_("Activité")), Column(_("Dates")), Column(_("Lieu"))),
        tuple(
            (entry.facts.title, entry.facts.dates.text, entry.facts.place_text or "–")
            for entry in scope.ahead
        ),
        style="three",
    )
    undated = [entry for entry in scope.ahead if entry.event.starts_on is None]
    return Content((table,), lacking(scope, _NO_DATE, undated, WHAT))


@donor_field(
    "changes",
    FieldGroup.ACTIVITIES,
    gettext_lazy("changements et reports"),
    gettext_lazy("Ce qui était annoncé dans la période et n’est pas au registre comme tenu."),
)
def changes(scope):
    """What was announced for the period and was not held."""
    if not scope.dropped:
        return Content(
            (Prose((_("Aucune activité de la période n’est au registre comme reportée ou annulée."),)),)
        )
    table = Table(
        _("Activités reportées, annulées ou encore attendues"),
        (Column(_("Activité")), Column(_("Dates")), Column(_("État"))),
        tuple(
            (entry.facts.title, entry.facts.dates.text, capfirst(entry.facts.outcome_label))
            for entry in scope.dropped
        ),
        style="three",
    )
    return Content((table,))


@donor_field(
    "series",
    FieldGroup.ACTIVITIES,
    gettext_lazy("avancement des séries"),
    gettext_lazy("Tenus et prévus de chaque série, et les lieux à venir."),
)
def series(scope):
    """Where each series of the report stands."""
    keys = {entry.event.series_id for entry in (*scope.held, *scope.ahead) if entry.event.series_id}
    found = list(PublishedSeries.objects.filter(pk__in=keys))
    if not found:
        return Content()
    rows = []
    for item, progress in zip(found, progress_of(found), strict=True):
        planned = _("non communiqué") if progress.planned is None else str(progress.planned)
        to_come = ", ".join(place.name for place in progress.places_to_come) or "–"
        rows.append((item.title, str(progress.held), planned, to_come))
    columns = (
        Column(_("Série")),
        Column(_("Tenus"), True),
        Column(_("Prévus"), True),
        Column(_("Lieux à venir")),
    )
    return Content((Table(_("Avancement des séries"), columns, tuple(rows), style="four"),))


def _people(totals):
    if totals.participants.is_known:
        yield _("Participations : %(people)s.") % {"people": totals.participants.short}
    if totals.women_share.is_known:
        yield _("Part des femmes : %(share)s.") % {"share": totals.women_share.words}
    if missing := totals.events_without_total:
        yield (
            ngettext(
                "L’effectif de %(count)d activité n’est pas communiqué.",
                "L’effectif de %(count)d activités n’est pas communiqué.",
                missing,
            )
            % {"count": missing}
        )


def _line(facts):
    summary = facts.headcount
    if summary.is_known or not facts.shared_totals:
        people = summary.total.short
    else:
        people = _("%(number)s (total commun)") % {"number": facts.shared_totals[0].summary.total.short}
    return (facts.dates.text, facts.title, facts.place_text or "–", people, summary.women.short)


def _is_counted(facts):
    return facts.headcount.is_known or facts.shared_totals


def _told(facts):
    summary = facts.headcount
    rows = (
        row(_("Type"), capfirst(facts.kind)),
        row(_("Lieu"), facts.place_text, note=facts.venue),
        row(_("Participants"), _line(facts)[3], note=_sexes(summary)),
        row(_("Thèmes"), ", ".join(theme.name for theme in facts.themes)),
        row(_("Référence"), facts.reference),
    )
    lists = ((_("Objectifs"), facts.objectives),) if facts.objectives else ()
    objective = ((_("Objectif général"), facts.general_objective),) if facts.general_objective else ()
    results = ((_("Résultats"), facts.results),) if facts.results else ()
    kept = tuple(item for item in rows if item.entries)
    return Extract(facts.title, facts.dates.text, kept, (*objective, *results), lists)


def _sexes(summary):
    if not (summary.women.is_known and summary.men.is_known):
        return ""
    return _("%(women)s femmes, %(men)s hommes") % {"women": summary.women.short, "men": summary.men.short}


_NO_HEADCOUNT = ngettext_lazy(
    "%(count)d événement sans effectif", "%(count)d événements sans effectif", "count"
)
_NO_RESULTS = ngettext_lazy(
    "%(count)d événement sans résultats décrits", "%(count)d événements sans résultats décrits", "count"
)
_NO_DATE = ngettext_lazy(
    "%(count)d activité prévue sans date", "%(count)d activités prévues sans date", "count"
)
