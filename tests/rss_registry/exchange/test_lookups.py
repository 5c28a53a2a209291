from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError

from rss_registry.exchange.lookups import NameIndex, Naming


@dataclass(frozen=True)
class Body:
    slug: str
    name: str
    acronym: str = ""


WANEP = Body("wanep-mali", "Réseau ouest-africain – Mali", "WANEP-Mali")
KAYES = Body("kayes", "Kayes")
CERCLE = Body("cercle-de-kayes", "Kayes")


@pytest.fixture
def index():
    index = NameIndex(
        Naming(
            names=lambda body: (body.name, body.acronym),
            label=lambda body: body.acronym or body.name,
            unknown="« %(cell)s » est inconnu.",
            advice="Corrigez.",
            describe=lambda body: f"{body.name} !",
        )
    )
    for body in (WANEP, KAYES, CERCLE):
        index.add(body, (body.name, body.acronym))
    return index


def sentence(index, text):
    with pytest.raises(ValidationError) as refused:
        index.find(text)
    return refused.value.messages[0]


@pytest.mark.parametrize("text", ["wanep-mali", "WANEP-MALI", " wanep mali ", "reseau ouest africain - mali"])
def test_a_row_is_found_by_any_of_its_names_whatever_case_and_accents(index, text):
    assert index.find(text) is WANEP


def test_an_unknown_name_is_quoted_with_the_near_ones_and_what_to_do(index):
    assert (
        sentence(index, "WANEP Malii")
        == "« WANEP Malii » est inconnu. Vouliez-vous dire « WANEP-Mali » ? Corrigez."
    )


def test_nothing_near_suggests_nothing(index):
    assert sentence(index, "Zzz") == "« Zzz » est inconnu. Corrigez."


def test_a_name_that_two_rows_share_is_not_guessed(index):
    assert sentence(index, "KAYES").startswith(
        "« KAYES » peut désigner « Kayes ! » (cercle-de-kayes) ou « Kayes ! » (kayes)"
    )
    assert index.find("kayes") is KAYES


def test_a_row_is_shown_by_a_name_of_its_own_or_by_its_key(index):
    assert [index.shown(body) for body in (WANEP, KAYES, CERCLE)] == [
        "WANEP-Mali",
        "kayes",
        "cercle-de-kayes",
    ]
    assert all(index.find(index.shown(body)) is body for body in (WANEP, KAYES, CERCLE))


def test_a_thousand_unknown_names_do_not_hold_the_page(index):
    for number in range(200):
        sentence(index, f"inconnue {number}")
    assert len(index.suggested) <= 50
