"""Who came: by sex, category and age, with how far each number can be trusted."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from events.enums import FigureRole, Role
from reports.documents.donor_report.blocks import Bullets, Column, Facts, Prose, Table
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import ATTENDANCE, WHO, Content, without
from reports.documents.fact_tables import row
from rss_registry.figures import add, add_shown


@donor_field(
    "participants",
    FieldGroup.PEOPLE,
    gettext_lazy("participants, femmes et hommes"),
    gettext_lazy("Le total, les femmes et les hommes ; un total commun n’est compté qu’une fois."),
)
def participants(scope):
    totals = scope.totals
    gaps = (
        *without(scope, _NO_HEADCOUNT, _is_counted, ATTENDANCE),
        *without(scope, _NO_SEX, lambda facts: not _is_counted(facts) or _has_sexes(facts), ATTENDANCE),
    )
    if not totals.participants.is_known:
        return Content(gaps=gaps)
    share = totals.women_share
    rows = [
        row(
            _("Participations"),
            totals.participants.short,
            note=_unknown(totals.participants),
        ),
        row(
            _("Femmes"),
            totals.women.short,
            note=share.words if share.is_known else "",
        ),
        row(_("Hommes"), totals.men.short, note=_unknown(totals.men)),
    ]
    counted_once = [
        _("Total commun compté une seule fois : %(label)s.") % {"label": shared.label}
        for shared in totals.shared
    ]
    blocks = [Facts(tuple(rows)), *([Prose(tuple(counted_once))] if counted_once else [])]
    return Content(tuple(blocks), gaps)


@donor_field(
    "participants_by_category",
    FieldGroup.PEOPLE,
    gettext_lazy("participants par catégorie"),
    gettext_lazy(
        "Forces de défense et de sécurité, administration, élus, société civile… : les nombres publiés."
    ),
)
def participants_by_category(scope):
    return _split(scope, "categories", _("Participations par catégorie"), _("Catégorie"), _NO_CATEGORY)


@donor_field(
    "participants_by_age",
    FieldGroup.PEOPLE,
    gettext_lazy("participants par tranche d’âge"),
    gettext_lazy("Dont les jeunes de 18 à 35 ans : les nombres publiés."),
)
def participants_by_age(scope):
    return _split(scope, "age_bands", _("Participations par tranche d’âge"), _("Tranche d’âge"), _NO_AGE)


@donor_field(
    "audiences",
    FieldGroup.PEOPLE,
    gettext_lazy("publics et bénéficiaires"),
    gettext_lazy("Les publics présents, comptés ou non, et les organisations bénéficiaires."),
)
def audiences(scope):
    names = dict.fromkeys(capfirst(name) for entry in scope.held for name in entry.facts.audiences)
    served = dict.fromkeys(name for entry in scope.held for name in _beneficiaries(entry.facts))
    blocks = [
        Bullets(tuple(items), caption)
        for caption, items in ((_("Publics présents"), names), (_("Organisations bénéficiaires"), served))
        if items
    ]
    return Content(tuple(blocks), without(scope, _NO_AUDIENCE, _has_audience, ATTENDANCE))


@donor_field(
    "organisations_represented",
    FieldGroup.PEOPLE,
    gettext_lazy("organisations représentées"),
    gettext_lazy("Le nombre d’organisations, là où la fiche le donne."),
)
def organisations_represented(scope):
    known = [entry.facts.headcount.organisations for entry in scope.held]
    total = add(figure for figure in known if figure.is_shown)
    if not total.is_known:
        return Content()
    return Content((Facts((row(_("Organisations représentées"), total.short),)),))


@donor_field(
    "authorities",
    FieldGroup.PEOPLE,
    gettext_lazy("autorités et personnalités"),
    gettext_lazy("Qui a présidé, ouvert ou pris la parole, avec la fonction de ce jour-là."),
)
def authorities(scope):
    """Public figures alone: no participant is ever named."""
    order = {str(role.label): rank for rank, role in enumerate(FigureRole)}
    lines = sorted(
        ((entry, figure) for entry in scope.held for figure in entry.facts.figures),
        key=lambda line: order.get(line[1].role, len(order)),
    )
    gaps = without(scope, _NO_FIGURE, lambda facts: facts.is_coarse or facts.figures, WHO)
    if not lines:
        return Content(gaps=gaps)
    table = Table(
        _("Autorités et personnalités"),
        (Column(_("Personnalité et fonction")), Column(_("Rôle")), Column(_("Activité"))),
        tuple((_figure(figure), capfirst(figure.role), entry.facts.title) for entry, figure in lines),
        style="three",
    )
    return Content((table,), gaps)


def _is_counted(facts):
    return facts.headcount.is_known or facts.shared_totals


def _has_sexes(facts):
    scopes = (facts.headcount, *(shared.summary for shared in facts.shared_totals))
    return any(summary.women.is_known and summary.men.is_known for summary in scopes)


def _unknown(figure):
    """For how many activities a sum leaves out a number that no source states."""
    count = figure.coverage.unknown if figure.coverage else 0
    if not (count and figure.is_known):
        return ""
    sentence = ngettext(
        "non communiqué pour %(count)d activité", "non communiqué pour %(count)d activités", count
    )
    return sentence % {"count": count}


def _split(scope, name, caption, heading, sentence):
    """Sums of what each event's own page shows: no subtraction gives back a small number."""
    cells = [cell for entry in scope.held for cell in getattr(entry.facts.headcount, name)]
    gaps = without(scope, sentence, lambda facts: getattr(facts.headcount, name), ATTENDANCE)
    if not cells:
        return Content(gaps=gaps)
    labels = dict.fromkeys(cell.label for cell in cells)
    rows = tuple((capfirst(label), _sum_of(cells, label)) for label in labels)
    return Content(
        (Table(caption, (Column(heading), Column(_("Participations"), True)), rows, style="two"),), gaps
    )


def _sum_of(cells, label):
    figures = [cell.figure for cell in cells if cell.label == label]
    if len(figures) == 1:
        return figures[0].short
    shown = add_shown(figures)
    left_out = shown.coverage.masked_words if shown.is_known else ""
    return f"{shown.short} ({left_out})" if left_out else shown.short


def _has_audience(facts):
    return facts.audiences or facts.headcount.categories or _beneficiaries(facts)


def _beneficiaries(facts):
    return [
        link.name
        for group in facts.roles
        if group.label == str(Role.BENEFICIARY.label)
        for link in group.organisations
    ]


def _figure(figure):
    parts = (
        figure.name,
        figure.title,
        figure.represents or (figure.organisation and figure.organisation.name),
    )
    return ", ".join(part for part in parts if part)


_NO_HEADCOUNT = ngettext_lazy(
    "%(count)d événement sans effectif", "%(count)d événements sans effectif", "count"
)
_NO_SEX = ngettext_lazy(
    "%(count)d événement sans répartition entre femmes et hommes",
    "%(count)d événements sans répartition entre femmes et hommes",
    "count",
)
_NO_CATEGORY = ngettext_lazy(
    "%(count)d événement sans effectif par catégorie",
    "%(count)d événements sans effectif par catégorie",
    "count",
)
_NO_AGE = ngettext_lazy(
    "%(count)d événement sans effectif par tranche d’âge",
    "%(count)d événements sans effectif par tranche d’âge",
    "count",
)
_NO_AUDIENCE = ngettext_lazy(
    "%(count)d événement sans public ni bénéficiaire",
    "%(count)d événements sans public ni bénéficiaire",
    "count",
)
_NO_FIGURE = ngettext_lazy(
    "%(count)d événement sans personnalité ni présidence",
    "%(count)d événements sans personnalité ni présidence",
    "count",
)
