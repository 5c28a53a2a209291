from decimal import Decimal

import pytest

from organisations.models import GrantAgreement
from rss_registry.exchange.records import record_key
from tests.factories import make_agreement, make_coordinator, make_organisation, make_user
from tests.importing import as_csv, csv_rows, export_file, import_file, problems, send

pytestmark = pytest.mark.django_db
AGREEMENTS = "organisations_grantagreement"
HEADERS = ["Référence", "Bailleur", "Montant", "Monnaie"]


@pytest.fixture
def officer(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def funder():
    return make_organisation(name_fr="Ministère néerlandais", slug="mfa-nl")


def test_an_officers_new_agreement_is_held_by_her_organisation(client, officer, funder):
    import_file(client, AGREEMENTS, as_csv(HEADERS, ["4000", "ministère néerlandais", "1 250 000,50", "EUR"]))
    agreement = GrantAgreement.objects.get()
    assert (agreement.recipient, agreement.funder) == (officer.organisation, funder)
    assert (agreement.amount, agreement.currency) == (Decimal("1250000.50"), "EUR")


def test_funder_and_reference_together_say_which_agreement(client, officer, funder):
    mine = make_agreement(funder, reference="4000", recipient=officer.organisation)
    make_agreement(make_organisation(), reference="4000")
    import_file(client, AGREEMENTS, as_csv(HEADERS, ["4000", "mfa-nl", "10", "EUR"]))
    mine.refresh_from_db()
    assert (mine.amount, GrantAgreement.objects.count()) == (10, 2)


def test_the_agreement_of_another_team_is_not_overwritten(client, officer, funder):
    hidden = make_agreement(funder, reference="4000", recipient=make_organisation(), funder_disclosed=False)
    make_agreement(funder, reference="5000", recipient=make_organisation())
    file = as_csv(HEADERS, ["4000", "mfa-nl", "10", "EUR"], ["5000", "mfa-nl", "10", "EUR"])
    # Nothing tells that another holds an agreement of this reference.
    assert problems(send(client, AGREEMENTS, file)) == []
    import_file(client, AGREEMENTS, file)
    paid = GrantAgreement.objects.filter(amount__isnull=False)
    assert {row.recipient for row in paid} == {officer.organisation} and paid.count() == 2
    key = record_key("C", "organisations.grantagreement", hidden.pk)
    page = send(client, AGREEMENTS, as_csv(["n° de fiche", "montant", "monnaie"], [key, "10", "EUR"]))
    assert problems(page) == [
        (2, "A – n° de fiche", "Ce n° de fiche n’est pas celui d’une de vos conventions.")
    ]


def test_a_coordinator_says_whose_agreement_of_one_reference_is_meant(client, funder):
    client.force_login(make_coordinator())
    first, second = (make_agreement(funder, reference="4000", recipient=make_organisation()) for _ in "12")
    page = send(client, AGREEMENTS, as_csv(HEADERS, ["4000", "mfa-nl", "10", "EUR"]))
    assert [(line, column) for line, column, _ in problems(page)] == [(2, "A – Référence")]
    row = ["4000", "mfa-nl", "10", "EUR", second.recipient.slug]
    import_file(client, AGREEMENTS, as_csv([*HEADERS, "Titulaire"], row))
    assert list(GrantAgreement.objects.filter(amount=10)) == [second]


def test_an_officer_neither_gives_an_agreement_away_nor_enters_one_for_others(client, officer, funder):
    make_organisation(slug="autre")
    page = send(client, AGREEMENTS, as_csv(["Référence", "Bailleur", "Titulaire"], ["1", "mfa-nl", "autre"]))
    assert [(line, column) for line, column, _ in problems(page)] == [(2, "C – Titulaire")]


def test_a_blank_cell_never_uncovers_a_funder_that_may_not_be_named(client, officer, funder):
    agreement = make_agreement(
        funder, reference="4000", recipient=officer.organisation, funder_disclosed=False
    )
    headers = ["Référence", "Bailleur", "Intitulé", "Le bailleur peut être nommé"]
    import_file(client, AGREEMENTS, as_csv(headers, ["4000", "mfa-nl", "Juste avenir", ""]))
    agreement.refresh_from_db()
    assert (agreement.title, agreement.funder_disclosed) == ("Juste avenir", False)


def test_agreements_without_a_reference_are_known_by_the_key_of_the_export(client, officer, funder):
    agreement = make_agreement(funder, title="Sans référence", recipient=officer.organisation)
    [row] = csv_rows(export_file(client, AGREEMENTS))
    import_file(client, AGREEMENTS, as_csv(["n° de fiche", "référence"], [row["N° de fiche"], "4000"]))
    agreement.refresh_from_db()
    assert agreement.reference == "4000"


def test_the_same_agreement_without_reference_is_not_entered_twice(client, officer, funder):
    data = as_csv(["Bailleur", "Intitulé"], ["mfa-nl", "Juste avenir"])
    import_file(client, AGREEMENTS, data)
    page = send(client, AGREEMENTS, data)
    assert "existe déjà : donnez son n° de fiche" in problems(page)[0][2]


def test_a_coordinator_enters_agreements_of_any_organisation(client, funder):
    client.force_login(make_coordinator())
    make_organisation(slug="autre")
    import_file(client, AGREEMENTS, as_csv(["Référence", "Bailleur", "Titulaire"], ["1", "mfa-nl", "autre"]))
    assert GrantAgreement.objects.get().recipient.slug == "autre"


def test_what_an_agreement_asks_to_be_seen_comes_and_goes_with_the_file(client, officer, funder):
    headers = [*HEADERS, "Les logos sont demandés", "Mention demandée", "Mention demandée (anglais)"]
    words = ["oui", "Avec l’appui du Royaume.", "With the support of the Kingdom."]
    import_file(client, AGREEMENTS, as_csv(headers, ["4000", "mfa-nl", "", "", *words]))
    agreement = GrantAgreement.objects.get()
    assert agreement.shows_logos
    assert agreement.visibility_statement_fr == words[1]
    assert agreement.visibility_statement_en == words[2]
    (row,) = csv_rows(export_file(client, AGREEMENTS))
    assert [row[name] for name in headers[4:]] == words
