"""Data quality as a list of named checks: what an officer or a donor should know is missing.

Each check is a sentence and a queryset of the events that it concerns; the admin shows them per
event and over the whole register, `manage.py check_quality` prints them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import Basis, CountUnit, Outcome, RecommendationKind, Role, Sensitivity
from events.funding import paid_through_programme
from events.models import Event, EventClaim, EventRole, Headcount, Justification, Recommendation
from organisations.enums import DatePrecision


@dataclass(frozen=True)
class Check:
    """`code` is stable; `sentence` says what is wrong and what to do; `find` narrows events.

    `section` and `field` say where in the form of an event the answer is entered: the key of the section,
    and the `id` of the field or of the rows in it.
    """

    code: str
    sentence: str
    find: Callable
    section: str
    field: str = ""

    def find_open(self, events):
        """Those that do not pass and have not been answered: nobody said why it will stay so."""
        answers = Justification.objects.filter(event=OuterRef("pk"), finding=self.code)
        return self.find(events).filter(~Exists(answers))

    def find_justified(self, events):
        """Those that do not pass and have been answered."""
        answered = Justification.objects.filter(finding=self.code).order_by().values("event")
        return self.find(events.filter(pk__in=answered))


def missing_from(event) -> tuple[Check, ...]:
    """The checks that `event` does not pass."""
    one = Event.objects.filter(pk=event.pk)
    return tuple(check for check in CHECKS if check.find(one).exists())


def _people(**conditions):
    rows = Headcount.objects.filter(event=OuterRef("pk"), unit=CountUnit.PERSONS, **conditions)
    return rows.exclude(basis=Basis.PLANNED)


def _sum_of_sexes():
    rows = _people(category="", age_band="").exclude(sex="")
    return Subquery(rows.order_by().values("event").annotate(sum=Sum("number")).values("sum"))


def _total():
    return Subquery(_people(sex="", category="", age_band="").values("number")[:1])


def _held(events):
    return events.filter(outcome=Outcome.HELD)


def _without(relation):
    return lambda events: events.filter(**{f"{relation}__isnull": True})


def _no_headcount(events):
    return _held(events).filter(~Exists(_people()), headcount_groups__isnull=True)


def _no_women_or_men(events):
    both = Exists(_people(sex="women")) & Exists(_people(sex="men"))
    return _held(events).filter(Exists(_people())).exclude(both)


def _sexes_exceed_total(events):
    return events.annotate(sexes=_sum_of_sexes(), stated=_total()).filter(sexes__gt=F("stated"))


def _sexes_below_total(events):
    return events.annotate(sexes=_sum_of_sexes(), stated=_total()).filter(
        Exists(_people(sex="women")), Exists(_people(sex="men")), sexes__lt=F("stated")
    )


def _no_organiser(events):
    organisers = EventRole.objects.filter(event=OuterRef("pk"), role__in=(Role.ORGANISER, Role.CO_ORGANISER))
    return events.filter(~Exists(organisers))


def _no_funder(events):
    funders = EventRole.objects.filter(event=OuterRef("pk"), role=Role.FUNDER)
    through_programmes = Event.programmes.through.objects.filter(
        paid_through_programme(), event=OuterRef("pk")
    )
    return events.filter(~Exists(funders), ~Exists(through_programmes), agreements__isnull=True)


def _rank_twice(events):
    """Beside another of its organisation, or one whose page tells its rank: no other may be known of."""
    others = Event.objects.submitted().exclude(pk=OuterRef("pk"))
    told = Event.objects.published().filter(sensitivity=Sensitivity.PUBLIC).values("pk")
    seen = others.filter(Q(owner=OuterRef("owner")) | Q(pk__in=told))
    return events.filter(Exists(seen.filter(series=OuterRef("series"), series_rank=OuterRef("series_rank"))))


def _still_planned(events):
    return events.filter(outcome=Outcome.PLANNED, ends_on__lt=timezone.localdate())


def _delay_without_end(events):
    return events.filter(delay_days__isnull=False, ends_on__isnull=True)


class _Days(Func):
    """Calendar days from the first to the last, both counted."""

    output_field = IntegerField()

    def as_sqlite(self, compiler, connection):
        template = "(CAST(julianday(%(expressions)s) AS INTEGER) + 1)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(")

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, template="(%(expressions)s + 1)", arg_joiner=" - ")


def _duration_differs(events):
    stated = events.filter(
        stated_days__isnull=False, starts_on__isnull=False, date_precision=DatePrecision.DAY
    )
    return stated.exclude(stated_days=_Days("ends_on", "starts_on"))


def _undecided_claims(events):
    followed = EventClaim.objects.filter(event=OuterRef("event"), field=OuterRef("field"), followed=True)
    undecided = EventClaim.objects.filter(~Exists(followed), event=OuterRef("pk"))
    return events.filter(Exists(undecided))


def _recommendations_without_addressee(events):
    asking = RecommendationKind.asking()
    orphans = Recommendation.objects.filter(event=OuterRef("pk"), addressee=None, kind__in=asking)
    unnamed = Q(addressee_text_fr__isnull=True) | Q(addressee_text_fr="")
    return events.filter(Exists(orphans.filter(unnamed)))


def _no_english_title(events):
    return events.filter(Q(title_en__isnull=True) | Q(title_en=""))


CHECKS = (
    Check(
        "place",
        _("Aucun lieu : indiquez au moins la région."),
        _without("places"),
        "ou",
        "event_places-group",
    ),
    Check("organiser", _("Aucun organisateur."), _no_organiser, "qui", "roles-group"),
    Check("funder", _("Aucun bailleur, ni direct ni par le programme."), _no_funder, "qui", "roles-group"),
    Check(
        "source",
        _("Aucune source : dites d’où viennent ces informations."),
        _without("event_sources"),
        "sources",
        "event_sources-group",
    ),
    Check(
        "theme",
        _("Aucun thème : l’événement sera moins trouvé."),
        _without("themes"),
        "objectifs",
        "id_themes",
    ),
    Check("headcount", _("Effectifs non communiqués."), _no_headcount, "participants", "headcounts-group"),
    Check(
        "sex",
        _("Effectifs non répartis entre femmes et hommes."),
        _no_women_or_men,
        "participants",
        "headcounts-group",
    ),
    Check(
        "over_total",
        _("Femmes et hommes dépassent le total : corrigez."),
        _sexes_exceed_total,
        "participants",
        "headcounts-group",
    ),
    Check(
        "below_total",
        _("Femmes et hommes sont moins que le total annoncé."),
        _sexes_below_total,
        "participants",
        "headcounts-group",
    ),
    Check(
        "rank_twice",
        _("Un autre événement porte ce rang dans la série : lequel est le bon ?"),
        _rank_twice,
        "quoi",
        "id_series_rank",
    ),
    Check(
        "still_planned",
        _("La date est passée : l’événement a-t-il été tenu ?"),
        _still_planned,
        "quoi",
        "id_outcome",
    ),
    Check(
        "delay",
        _("Sans date, le délai ne finit jamais : l’événement restera invisible. Datez-le, ou ôtez le délai."),
        _delay_without_end,
        "quoi",
        "id_when",
    ),
    Check(
        "duration",
        _("La durée annoncée ne correspond pas aux dates."),
        _duration_differs,
        "quoi",
        "id_stated_days",
    ),
    Check(
        "claims",
        _("Des sources se contredisent et aucune n’est retenue."),
        _undecided_claims,
        "sources",
        "claims-group",
    ),
    Check(
        "addressee",
        _("Une recommandation n’a pas de destinataire."),
        _recommendations_without_addressee,
        "suites",
        "recommendations-group",
    ),
    Check(
        "english",
        _("Pas de titre anglais : les lecteurs anglophones liront le français."),
        _no_english_title,
        "anglais",
        "id_title_en",
    ),
)
