"""Data quality as a list of named checks: what an officer or a donor should know is missing.

Each check is a sentence and a queryset of the events that it concerns; the admin shows them per
event and over the whole register, `manage.py check_quality` prints them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import Basis, CountUnit, Outcome, RecommendationKind, Role
from events.funding import paid_through_programme
from events.models import Event, EventClaim, EventRole, Headcount, Recommendation


@dataclass(frozen=True)
class Check:
    """`code` is stable; `sentence` says what is wrong and what to do; `find` narrows events."""

    code: str
    sentence: str
    find: Callable


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


def _still_planned(events):
    return events.filter(outcome=Outcome.PLANNED, ends_on__lt=timezone.localdate())


def _duration_differs(events):
    # Date arithmetic differs between the two databases; the few rows that state a duration do not.
    stated = events.filter(stated_days__isnull=False, starts_on__isnull=False)
    return events.filter(pk__in=[event.pk for event in stated if event.days != event.stated_days])


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
    Check("place", _("Aucun lieu : indiquez au moins la région."), _without("places")),
    Check("organiser", _("Aucun organisateur."), _no_organiser),
    Check("funder", _("Aucun bailleur, ni direct ni par le programme."), _no_funder),
    Check("source", _("Aucune source : dites d’où viennent ces informations."), _without("event_sources")),
    Check("theme", _("Aucun thème : l’événement sera moins trouvé."), _without("themes")),
    Check("headcount", _("Effectifs non communiqués."), _no_headcount),
    Check("sex", _("Effectifs non répartis entre femmes et hommes."), _no_women_or_men),
    Check("over_total", _("Femmes et hommes dépassent le total : corrigez."), _sexes_exceed_total),
    Check("below_total", _("Femmes et hommes sont moins que le total annoncé."), _sexes_below_total),
    Check("still_planned", _("La date est passée : l’événement a-t-il été tenu ?"), _still_planned),
    Check("duration", _("La durée annoncée ne correspond pas aux dates."), _duration_differs),
    Check("claims", _("Des sources se contredisent et aucune n’est retenue."), _undecided_claims),
    Check(
        "addressee",
        _("Une recommandation n’a pas de destinataire."),
        _recommendations_without_addressee,
    ),
    Check(
        "english", _("Pas de titre anglais : les lecteurs anglophones liront le français."), _no_english_title
    ),
)
