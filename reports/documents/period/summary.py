"""The half-page that a busy reader reads: sentences made of the figures, so that they cannot disagree."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.enums import PlaceKind
from publication.questions.persons import PersonsLine
from publication.questions.reading import facts_of_events
from publication.totals import Totals
from reports.documents.gathered import GatheredRecommendations
from reports.documents.period.panels import Panel
from reports.documents.period.plans import Plans
from reports.documents.period.scope import ReportScope, SubjectKind
from rss_registry.edtf import parse
from rss_registry.figures import Coverage
from rss_registry.written_dates import when_in_words

# As many names as a sentence bears.
MOST_NAMES = 4


def summary_of(
    scope: ReportScope,
    totals: Totals,
    *,
    regions: tuple[str, ...],
    kinds: Panel,
    organisers: Panel,
    recommendations: GatheredRecommendations,
    plans: Plans,
    persons: Iterable[PersonsLine] = (),
) -> Iterator[str]:
    """Paragraphs, plain text, in the active language."""
    if not totals.events:
        yield _opening(scope, _("aucun événement tenu n’est publié %(frame)s."))
    else:
        yield " ".join(_held(scope, totals, regions, kinds))
        yield " ".join(_attendance(totals))
        yield from persons_told(persons)
        if organisers.rows:
            names = [row.label for row in organisers.rows]
            yield ngettext("Organisateur : %(names)s.", "Organisateurs : %(names)s.", len(names)) % {
                "names": _listed(names)
            }
        yield recommended(recommendations)
    if plans.not_held:
        yield _not_held(plans)


def _opening(scope, sentence):
    """« En 2023, … dans le cadre du programme Just Future. »: period and frame around the fact."""
    period = scope.period.in_words
    # Without a frame, its place in the sentence closes.
    text = (sentence % {"frame": _frame(scope)}).replace(" .", ".")
    return f"{period}, {text}" if period else text[:1].upper() + text[1:]


def _frame(scope):
    record = scope.subject.record
    if scope.subject.kind is SubjectKind.REGION:
        district = record.kind == PlaceKind.DISTRICT
        return (_("dans le %(name)s") if district else _("dans la région de %(name)s")) % {
            "name": record.name
        }
    sentence = {
        SubjectKind.PROGRAMME: _("dans le cadre de « %(name)s »"),
        SubjectKind.FUNDER: _("avec l’appui de « %(name)s »"),
        SubjectKind.ORGANISATION: _("avec la participation de « %(name)s »"),
    }.get(scope.subject.kind, "")
    return sentence % {"name": getattr(record, "short_name", "") or str(record)} if sentence else ""


def _held(scope, totals, regions, kinds):
    sentence = ngettext(
        "un événement sur la réforme du secteur de la sécurité a été tenu %(frame)s.",
        "%(number)d événements sur la réforme du secteur de la sécurité ont été tenus %(frame)s.",
        totals.events,
    )
    # The frame is filled in beside the period: only the number is known here.
    yield _opening(scope, sentence.replace("%(number)d", str(totals.events)))
    if totals.events == 1 and (dates := _dates_in_words(scope.held.get())):
        yield _("Il a eu lieu %(dates)s.") % {"dates": dates}
    if kinds.rows:
        parts = ", ".join(
            f"{row.label[:1].lower()}{row.label[1:]} ({row.figure.short})" for row in kinds.rows
        )
        yield _("Par type : %(parts)s.") % {"parts": parts}
    if regions and scope.subject.kind is not SubjectKind.REGION:
        yield ngettext("Région : %(names)s.", "Régions : %(names)s.", len(regions)) % {
            "names": _listed(regions)
        }


def _dates_in_words(event):
    if event.first_day is None:
        return ""
    (facts,) = facts_of_events([event])
    dates = facts.dates
    return when_in_words(parse(dates.period), dates.stated_days, dates.inference)


def _attendance(totals):
    if not totals.participants.is_known:
        yield _("Leur effectif n’est pas publié.")
        return
    yield _("Leur effectif connu est de %(number)s participations.") % {"number": totals.participants.short}
    if totals.shared:
        yield ngettext(
            "Un total commun à plusieurs événements y est compté une seule fois.",
            "%(number)d totaux communs à plusieurs événements y sont comptés une seule fois.",
            len(totals.shared),
        ) % {"number": len(totals.shared)}
    coverage = totals.participants.coverage or Coverage()
    if coverage.unknown:
        yield ngettext(
            "L’effectif d’un événement n’est pas communiqué : il n’entre pas dans la somme.",
            "L’effectif de %(number)d événements n’est pas communiqué : ils n’entrent pas dans la somme.",
            coverage.unknown,
        ) % {"number": coverage.unknown}
    if coverage.masked:
        yield ngettext(
            "Celui d’un événement est masqué pour protéger des personnes : il n’y entre pas.",
            "Celui de %(number)d événements est masqué pour protéger des personnes : il n’y entre pas.",
            coverage.masked,
        ) % {"number": coverage.masked}
    if totals.women_share.is_known:
        yield _("Part des femmes : %(share)s.") % {"share": totals.women_share.words}
    else:
        yield _("La part des femmes n’est pas connue.")


def persons_told(lines: Iterable[PersonsLine]) -> Iterator[str]:
    """How many persons these participations are, and on how many lists that stands."""
    for line in lines:
        yield f"{line.sentence} {line.coverage_words}"


def recommended(recommendations: GatheredRecommendations) -> str:
    number = len(recommendations.items)
    if not number:
        return _("Aucune recommandation n’est enregistrée.")
    made = ngettext("Une recommandation en est sortie", "%(number)d recommandations en sont sorties", number)
    known = ngettext(
        "une suite est connue pour %(answered)d d’entre elles",
        "une suite est connue pour %(answered)d d’entre elles",
        recommendations.answered,
    )
    if not recommendations.answered:
        known = _("aucune suite n’est connue à ce jour")
    sentence = _("%(made)s ; %(known)s.") % {"made": made, "known": known}
    return sentence % {"number": number, "answered": recommendations.answered}


def _not_held(plans):
    number = len(plans.not_held)
    places = dict.fromkeys(item.item.places for item in plans.not_held if item.item.places)
    text = ngettext(
        "Un événement annoncé n’est pas au registre comme tenu",
        "%(number)d événements annoncés ne sont pas au registre comme tenus",
        number,
    ) % {"number": number}
    return f"{text} ({_listed(tuple(places))})." if places else f"{text}."


def _listed(names):
    """« A, B et C », or the first ones and how many more."""
    names = list(names)
    if len(names) > MOST_NAMES:
        more = len(names) - MOST_NAMES + 1
        names = [*names[: MOST_NAMES - 1], _("%(number)d autres") % {"number": more}]
    *others, last = names
    return _("%(first)s et %(last)s") % {"first": ", ".join(others), "last": last} if others else last
