"""What the activities left behind: aims and results, tests, outputs, recommendations and their follow-up."""

from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from events.enums import FollowUpStatus
from reports.documents.donor_report.blocks import Column, Extract, Facts, Prose, Recommendations, Table
from reports.documents.donor_report.extracts import extracts, texts_of
from reports.documents.donor_report.field_types import FieldGroup, donor_field
from reports.documents.donor_report.gaps import AIMS, COURSE, RESULTS, Content, lacking, without
from reports.documents.fact_tables import row
from rss_registry.figures import THRESHOLD

# As many as one discusses with a donor; a longer list is the synthesis of a series.
MOST_RECOMMENDATIONS = 60


@donor_field(
    "objectives",
    FieldGroup.RESULTS,
    gettext_lazy("objectifs"),
    gettext_lazy("L’objectif général et les objectifs spécifiques de chaque activité."),
)
def objectives(scope):
    told = [entry.facts for entry in scope.held if _has_objectives(entry.facts)]
    items = tuple(
        Extract(
            facts.title,
            facts.dates.text,
            texts=(("", facts.general_objective),) if facts.general_objective else (),
            lists=(("", facts.objectives),) if facts.objectives else (),
        )
        for facts in told
    )
    return Content(extracts(items), without(scope, _NO_OBJECTIVE, _has_objectives, AIMS))


@donor_field(
    "results",
    FieldGroup.RESULTS,
    gettext_lazy("résultats"),
    gettext_lazy("Le texte « résultats » de chaque fiche."),
)
def results(scope):
    return texts_of(scope, "results", _NO_RESULTS, COURSE)


@donor_field(
    "conclusions",
    FieldGroup.RESULTS,
    gettext_lazy("conclusions"),
    gettext_lazy("Le texte « conclusion » de chaque fiche."),
)
def conclusions(scope):
    return texts_of(scope, "conclusion", _NO_CONCLUSION, COURSE)


@donor_field(
    "knowledge_tests",
    FieldGroup.RESULTS,
    gettext_lazy("tests avant et après"),
    format_lazy(
        gettext_lazy("Copies, moyenne et médiane ; tus pour moins de {number} personnes."), number=THRESHOLD
    ),
)
def knowledge_tests(scope):
    lines = [(entry.facts, test) for entry in scope.held for test in entry.facts.tests]
    gaps = without(scope, _NO_TEST, lambda facts: facts.tests, RESULTS)
    if not lines:
        return Content(gaps=gaps)
    table = Table(
        _("Tests de connaissances"),
        (
            Column(_("Activité et test")),
            Column(_("Copies"), True),
            Column(_("Moyenne"), True),
            Column(_("Médiane"), True),
        ),
        tuple(
            (
                f"{facts.title} – {test.label}",
                test.taken_by.short,
                _score(test, test.mean),
                _score(test, test.median),
            )
            for facts, test in lines
        ),
        style="four",
    )
    return Content((table,), gaps)


@donor_field(
    "outputs",
    FieldGroup.RESULTS,
    gettext_lazy("productions"),
    gettext_lazy("Guides, plans d’actions, attestations… avec leur avancement."),
)
def outputs(scope):
    lines = [(entry.facts, output) for entry in scope.held for output in entry.facts.outputs]
    gaps = without(scope, _NO_OUTPUT, lambda facts: facts.outputs, RESULTS)
    if not lines:
        return Content(gaps=gaps)
    table = Table(
        _("Productions"),
        (Column(_("Intitulé")), Column(_("Type")), Column(_("Avancement")), Column(_("Nombre"), True)),
        tuple(
            (
                output.title,
                capfirst(output.kind),
                capfirst(output.stage),
                output.quantity.short,
            )
            for _facts, output in lines
        ),
        style="four",
    )
    return Content((table,), gaps)


@donor_field(
    "recommendations",
    FieldGroup.RESULTS,
    gettext_lazy("recommandations"),
    gettext_lazy("Chaque recommandation, avec destinataire, échéance et suite."),
)
def recommendations(scope):
    records = [item for entry in scope.held for item in entry.facts.recommendations]
    orphans = (
        entry for entry in scope.held if any(not item.addressee for item in entry.facts.recommendations)
    )
    gaps = (
        *without(scope, _NO_RECOMMENDATION, lambda facts: facts.recommendations, RESULTS),
        *lacking(scope, _NO_ADDRESSEE, orphans, RESULTS),
    )
    return Content(_listed(records), gaps)


@donor_field(
    "follow_up",
    FieldGroup.RESULTS,
    gettext_lazy("suites données"),
    gettext_lazy("Combien de recommandations ont une suite connue, et laquelle."),
)
def follow_up(scope):
    records = [item for entry in scope.held for item in entry.facts.recommendations]
    if not records:
        return Content()
    counts = [
        (str(status.label), sum(item.status == status for item in records)) for status in FollowUpStatus
    ]
    rows = tuple(row(capfirst(label), str(count)) for label, count in counts if count)
    unknown = (
        entry
        for entry in scope.held
        if any(item.status == FollowUpStatus.NOT_KNOWN for item in entry.facts.recommendations)
    )
    return Content((Facts(rows),), lacking(scope, _NO_FOLLOW_UP, unknown, RESULTS))


@donor_field(
    "wishes",
    FieldGroup.RESULTS,
    gettext_lazy("souhaits des participants"),
    gettext_lazy("Ce que les participants ont souhaité, à part des recommandations."),
)
def wishes(scope):
    records = [item for entry in scope.held for item in entry.facts.wishes]
    return Content(_listed(records))


@donor_field(
    "commitments",
    FieldGroup.RESULTS,
    gettext_lazy("engagements pris"),
    gettext_lazy("Ce que des autorités ou des organisations se sont engagées à faire."),
)
def commitments(scope):
    records = [item for entry in scope.held for item in entry.facts.commitments]
    return Content(_listed(records))


@donor_field(
    "opinions",
    FieldGroup.RESULTS,
    gettext_lazy("avis exprimés"),
    gettext_lazy("Ce que l’événement a jugé, sans le demander à personne."),
)
def opinions(scope):
    records = [item for entry in scope.held for item in entry.facts.opinions]
    return Content(_listed(records))


def _listed(records):
    if not records:
        return ()
    rest = len(records) - MOST_RECOMMENDATIONS
    told = Recommendations(tuple(records[:MOST_RECOMMENDATIONS]))
    if rest <= 0:
        return (told,)
    sentence = ngettext(
        "%(count)d autre figure dans le registre.", "%(count)d autres figurent dans le registre.", rest
    )
    return (told, Prose((sentence % {"count": rest},)))


def _has_objectives(facts):
    return facts.general_objective or facts.objectives


def _score(test, score):
    if score:
        return score
    return _("masqué") if test.is_protected else _("non communiqué")


_NO_OBJECTIVE = ngettext_lazy(
    "%(count)d événement sans objectif", "%(count)d événements sans objectif", "count"
)
_NO_RESULTS = ngettext_lazy(
    "%(count)d événement sans résultats décrits", "%(count)d événements sans résultats décrits", "count"
)
_NO_CONCLUSION = ngettext_lazy(
    "%(count)d événement sans conclusion", "%(count)d événements sans conclusion", "count"
)
_NO_TEST = ngettext_lazy("%(count)d événement sans test", "%(count)d événements sans test", "count")
_NO_OUTPUT = ngettext_lazy(
    "%(count)d événement sans production", "%(count)d événements sans production", "count"
)
_NO_RECOMMENDATION = ngettext_lazy(
    "%(count)d événement sans recommandation", "%(count)d événements sans recommandation", "count"
)
_NO_ADDRESSEE = ngettext_lazy(
    "%(count)d événement avec une recommandation sans destinataire",
    "%(count)d événements avec une recommandation sans destinataire",
    "count",
)
_NO_FOLLOW_UP = ngettext_lazy(
    "%(count)d événement dont une suite est inconnue",
    "%(count)d événements dont une suite est inconnue",
    "count",
)
