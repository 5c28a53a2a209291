"""Whose logos and words the reports of an event bear: those who ask, pay and may be named."""

import pytest

from events.enums import Role, Sensitivity
from events.models import Event
from organisations.enums import FinancingKind, OrganisationKind
from organisations.models import Organisation
from publication.facts.visibility import MOST_BODIES, visibility_of
from publication.project.facts import build_event_facts
from tests.factories import (
    make_agreement,
    make_event,
    make_organisation,
    make_programme,
    make_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_event(programmes=[make_programme()])
    make_role(event, make_organisation(name_fr="Réseau", acronym="RN"))
    return event


def asks(event, funder=None, **fields):
    """An agreement of the programme of `event` that asks for the logos."""
    funder = funder or make_organisation(name_fr="Fondation")
    return make_agreement(funder, programme=event.programmes.get(), **{"shows_logos": True, **fields})


def seen(*events, **how):
    rows = Event.objects.with_facts().filter(pk__in=[event.pk for event in events]).order_by("pk")
    return visibility_of([build_event_facts(row) for row in rows], **how)


def names(visibility):
    return [body.name for body in visibility.bodies]


def test_the_funder_the_holder_and_the_organisers_are_seen_where_an_agreement_asks(event):
    agreement = asks(event, recipient=make_organisation(name_fr="Titulaire"))
    agreement.funder.logo = "organisations/a.png"
    agreement.funder.save()
    make_role(event, make_organisation(name_fr="Hôte"), Role.HOST)
    found = seen(event).bodies
    assert [(body.name, body.short, body.logo) for body in found] == [
        ("Fondation", "Fondation", "organisations/a.png"),
        ("Titulaire", "Titulaire", ""),
        ("Réseau (RN)", "RN", ""),
    ]


def test_nobody_is_seen_where_no_agreement_asks_but_its_words_are_said(event):
    asks(event, shows_logos=False, visibility_statement_fr="Avec l’appui de la Fondation.")
    assert seen(event).bodies == ()
    assert seen(event).statements == ("Avec l’appui de la Fondation.",)


@pytest.mark.parametrize("way", ["agreement", "role", "event"])
def test_a_funder_that_may_not_be_named_is_not_seen_nor_are_its_words(event, way):
    agreement = asks(event, visibility_statement_fr="Avec l’appui de la Fondation.")
    if way == "agreement":
        agreement.funder_disclosed = False
        agreement.save()
    elif way == "role":
        make_role(event, agreement.funder, Role.FUNDER, disclosed=False)
    else:
        event.funders_withheld = True
        event.save()
    assert seen(event) == visibility_of([])


def test_a_funder_withheld_by_one_agreement_is_not_seen_as_the_holder_of_another(event):
    discreet = make_organisation()
    event.agreements.add(make_agreement(discreet, funder_disclosed=False))
    asks(event, recipient=discreet)
    assert names(seen(event)) == ["Fondation", "Réseau (RN)"]


def test_of_an_event_known_to_its_region_no_local_body_is_seen(event):
    make_role(event, make_organisation(kind=OrganisationKind.CCS))
    asks(event, recipient=make_organisation(kind=OrganisationKind.LOCAL_AUTHORITY))
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()
    assert names(seen(event)) == ["Fondation", "Réseau (RN)"]


def test_a_report_of_several_events_shows_each_body_once_the_most_frequent_first(event):
    organiser = make_organisation(name_fr="Alliance")
    others = [make_event(programmes=event.programmes.all()) for _number in range(2)]
    for other in others:
        make_role(other, organiser)
    asks(event)
    assert names(seen(event, *others)) == ["Fondation", "Alliance", "Réseau (RN)"]
    for number in range(MOST_BODIES):
        make_role(event, make_organisation(name_fr=f"Z{number}"))
    assert len(seen(event, *others).bodies) == MOST_BODIES
    assert seen(event, asks=lambda agreement: False).bodies == ()


UNION = "union-europeenne"


def payer(event, kind=FinancingKind.FINANCIAL, **fields):
    return make_role(event, make_organisation(**fields), Role.FUNDER, financing_kind=kind)


def test_the_sentence_of_the_union_says_whether_it_pays_alone(event):
    assert seen(event).statements == ()
    payer(event, slug=UNION)
    payer(event, FinancingKind.TECHNICAL)
    (alone,) = seen(event).statements
    assert alone.startswith("Financé par l’Union européenne. Les points de vue")
    payer(event)
    (together,) = seen(event).statements
    assert together.startswith("Cofinancé par l’Union européenne. Les points de vue")


def test_the_sentence_of_the_union_stands_where_it_is_true_of_every_event_of_a_report(event):
    shared, alone, foreign = make_event(), make_event(), make_event()
    union = payer(event, slug=UNION).organisation
    for paid in (shared, alone):
        make_role(paid, union, Role.FUNDER)
    payer(shared)
    payer(foreign)
    assert seen(event, alone).statements[0].startswith("Financé par")
    # The weaker word holds for both.
    assert seen(event, shared).statements[0].startswith("Cofinancé par")
    assert seen(event, foreign).statements == ()
    assert seen(event, make_event()).statements == ()


def test_the_union_is_not_said_to_pay_where_no_source_says_of_which_kind_its_support_was(event):
    payer(event, FinancingKind.NOT_SPECIFIED, slug=UNION)
    assert seen(event).statements == ()
    other = make_event()
    make_role(other, Organisation.objects.get(slug=UNION), Role.FUNDER)
    assert seen(other).statements[0].startswith("Financé par")
    # Another's support may have been money.
    payer(other, FinancingKind.NOT_SPECIFIED)
    assert seen(other).statements[0].startswith("Cofinancé par")


def test_the_union_is_not_said_to_pay_for_what_it_advised_or_where_it_is_withheld(event):
    role = payer(event, FinancingKind.TECHNICAL, slug=UNION)
    assert seen(event).statements == ()
    role.financing_kind = FinancingKind.FINANCIAL
    role.disclosed = False
    role.save()
    assert seen(event).statements == ()
