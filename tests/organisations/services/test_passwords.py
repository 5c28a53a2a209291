"""Which passwords are refused here, and which pass."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from organisations.models import Organisation, User


@pytest.fixture
def user():
    organisation = Organisation(name_fr="Réseau Djigui ya ton", acronym="REDJIT")
    return User(
        username="s.kamissoko",
        first_name="Sitan",
        last_name="Kamissoko",
        email="sitan.kamissoko@example.org",
        organisation=organisation,
    )


def codes(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "bamako2026!!",
        "Bamako-2026-Mali",
        "motdepasse2026",
        "M0t d€ pa$$e 2026",
        "azertyuiop123",
        "Tombouctou1960",
        "Sécurité2026!",
        "123456789012",
        "atelier-rss-2026",
        "AminataTraore1",
    ],
)
def test_what_is_guessed_first_is_refused(password):
    assert codes(password) & {"password_guessed_first", "password_too_common"}


@pytest.mark.parametrize(
    "password", ["Redjit-2026-2027", "Kamissoko/2026", "djigui-ya-ton", "sitan1990sitan"]
)
def test_names_of_the_account_and_of_its_organisation_are_no_password(password, user):
    assert codes(password, user)


def test_it_is_short_or_says_the_same_sign_again():
    assert codes("Kx9-vTq7-Lp") == {"password_too_short"}
    assert "password_repeats" in codes("xyxyxyxyxyxyxyxy")


@pytest.mark.parametrize(
    "password",
    [
        "girafe enclume tisane volcan",
        "une phrase de passe solide",
        "7h4$92kd81!x",
        "Kx9vTq7LpRw2",
        "demo-demo-42-girafe-enclume",
    ],
)
def test_words_without_relation_and_drawn_signs_pass(password, user):
    assert codes(password, user) == set()
