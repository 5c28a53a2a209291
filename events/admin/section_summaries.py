"""What each part of a record says, in one line for the list of its parts."""

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import sections as parts
from events.enums import CountUnit, FigureRole, Role, Sex
from events.narratives import AIMS, COURSE
from rss_registry.figures import Basis, Figure
from rss_registry.written_dates import when_text

_LONGEST = 140


def summaries_of(event) -> dict[str, str]:
    """By the key of the part; empty where nothing has been entered."""
    return {
        parts.WHAT.key: _listed([capfirst(event.get_kind_display()), _dates(event), _series(event)]),
        parts.WHERE.key: _listed(
            [*_names(row.place for row in _related(event, "event_places", "place")), event.venue]
        ),
        parts.WHO.key: _who(event),
        parts.ATTENDANCE.key: _attendance(event),
        parts.AIMS.key: _listed([*_names(event.themes.all()), _texts(event, AIMS)]),
        parts.COURSE.key: _texts(event, COURSE),
        parts.FOLLOW_UP.key: _follow_up(event),
        parts.EVIDENCE.key: _evidence(event),
        parts.PROTECTION.key: capfirst(event.get_sensitivity_display()),
        parts.ENGLISH.key: event.title_en or "",
    }


def _related(event, name, *related):
    return getattr(event, name).select_related(*related)


def _names(rows):
    return [str(row) for row in rows]


def _listed(items):
    return Truncator(" · ".join(str(item) for item in items if item)).chars(_LONGEST)


def _dates(event):
    return when_text(event.when, event.stated_days)


def _series(event):
    return event.series.title if event.series else ""


def _who(event):
    roles = list(_related(event, "roles", "organisation"))
    organisers = [
        row.organisation.short_name for row in roles if row.role in (Role.ORGANISER, Role.CO_ORGANISER)
    ]
    funders = [row.organisation.short_name for row in roles if row.role == Role.FUNDER]
    others = len(roles) - len(organisers) - len(funders)
    speakers = event.figures.exclude(role=FigureRole.GUEST).count()
    return _listed(
        [
            ", ".join(organisers),
            _("payé par %(names)s") % {"names": ", ".join(funders)} if funders else "",
            ngettext("%(count)d autre rôle", "%(count)d autres rôles", others) % {"count": others}
            if others
            else "",
            ngettext("%(count)d personnalité", "%(count)d personnalités", speakers) % {"count": speakers}
            if speakers
            else "",
        ]
    )


def _attendance(event):
    rows = event.headcounts.filter(unit=CountUnit.PERSONS, category="", age_band="").exclude(
        basis=Basis.PLANNED
    )
    figures = {row.sex: Figure(row.number, row.basis) for row in rows}
    said = []
    if Sex.NOT_STATED in figures:
        total = figures[Sex.NOT_STATED]
        said.append(
            ngettext("%(count)s personne", "%(count)s personnes", total.value) % {"count": total.short}
        )
    if Sex.WOMEN in figures:
        women = figures[Sex.WOMEN]
        said.append(ngettext("%(count)s femme", "%(count)s femmes", women.value) % {"count": women.short})
    if Sex.MEN in figures:
        men = figures[Sex.MEN]
        said.append(ngettext("%(count)s homme", "%(count)s hommes", men.value) % {"count": men.short})
    said += _names(event.headcount_groups.all())
    return _listed(said)


def _texts(event, narratives):
    return _listed([Truncator(getattr(event, f"{each.code}_fr") or "").chars(60) for each in narratives])


def _follow_up(event):
    recommendations, outputs = event.recommendations.count(), event.outputs.count()
    tests = event.tests.count()
    return _listed(
        [
            ngettext("%(count)d recommandation", "%(count)d recommandations", recommendations)
            % {"count": recommendations}
            if recommendations
            else "",
            ngettext("%(count)d production", "%(count)d productions", outputs) % {"count": outputs}
            if outputs
            else "",
            ngettext("%(count)d test", "%(count)d tests", tests) % {"count": tests} if tests else "",
        ]
    )


def _evidence(event):
    sources = [row.source.title for row in _related(event, "event_sources", "source")]
    photos, documents = event.photos.count(), event.documents.count()
    return _listed(
        [
            *sources,
            ngettext("%(count)d document", "%(count)d documents", documents) % {"count": documents}
            if documents
            else "",
            ngettext("%(count)d photo", "%(count)d photos", photos) % {"count": photos} if photos else "",
        ]
    )
