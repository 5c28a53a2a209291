"""What a generated register lacks for measuring pages of staff: accounts, and the drafts of officers."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import override

from events.enums import EventKind, Role
from events.models import Event, EventPlace, EventRole, Headcount, Recommendation, Theme
from events.services.search_text import index_event
from organisations.enums import UserRole
from organisations.models import Organisation, Place, User
from organisations.services.sign_ins import clock

OFFICERS = tuple(f"mesure-{number}" for number in range(1, 9))
COORDINATOR, STOCK = "mesure-coordination", "mesure-django"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def add_staff():
    """Officers of one organisation, each with a draft; a coordinator; an account for the stock admin."""
    body = Organisation.objects.get(slug="organisation-20")
    User.objects.bulk_create(
        [
            *(User(username=name, is_staff=True, organisation=body) for name in OFFICERS),
            User(username=COORDINATOR, is_staff=True, role=UserRole.COORDINATOR),
            User(username=STOCK, is_staff=True, is_superuser=True, role=UserRole.COORDINATOR),
        ]
    )
    with override("fr"):
        for number, name in enumerate(OFFICERS, 1):
            index_event(event=_draft(User.objects.get(username=name), number))


def _draft(user, number):
    event = Event.objects.create(
        title_fr=f"Atelier de mesure n° {number}",
        kind=EventKind.WORKSHOP,
        owner=user.organisation,
        created_by=user,
        dates_edtf="2025-03-07/2025-03-08",
        venue="Maison des jeunes",
        context_fr="Dans le cadre de la réforme du secteur de la sécurité. " * 4,
    )
    bodies = (user.organisation, *Organisation.objects.order_by("pk")[number : number + 2])
    EventPlace.objects.create(event=event, place=Place.objects.units().order_by("pk")[number % 8])
    for body, role in zip(bodies, (Role.ORGANISER, Role.PARTNER, Role.BENEFICIARY), strict=True):
        EventRole.objects.create(event=event, organisation=body, role=role)
    for sex, people in (("", 40), ("women", 15), ("men", 25)):
        Headcount.objects.create(event=event, sex=sex, number=people)
    Recommendation.objects.create(event=event, text_fr="Associer les femmes aux comités.")
    event.themes.set(Theme.objects.order_by("pk")[:2])
    return event


def session_of(name):
    """The key of a session of this account, as after signing in."""
    user = User.objects.get(username=name)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(clock())
    session.create()
    return session.session_key


def sessions():
    """Of each account a session, as after signing in."""
    add_staff()
    return {name: session_of(name) for name in (*OFFICERS, COORDINATOR, STOCK)}


def works(site):
    """Of each officer a session, the page of his draft, and the field that he types into."""
    return [_work(site, name) for name in OFFICERS]


def _work(site, name):
    draft = Event.objects.get(created_by__username=name).pk
    if site == "stock":
        return session_of(STOCK), f"/admin/events/event/{draft}/change/", "venue"
    return session_of(name), f"/fr/admin/events/event/{draft}/change/?section=ou", "venue"
