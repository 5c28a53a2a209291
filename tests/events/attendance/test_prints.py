"""Prints of people: one for all spellings that are told alike, none that can be made without the key."""

import pytest

from events.attendance.prints import key_id_of, key_of_organisation, name_words, prints_of

KEY = key_of_organisation("a secret of the installation", 7)


def name_print(name, key=KEY):
    return prints_of(key, name).name


@pytest.mark.parametrize(
    "other",
    [
        "TRAORÉ Fatoumata",
        "  fatoumata   traore ",
        "Mme Traoré Fatoumata",
        "Dr. Fatoumata TRAORÉ",
        "Fatoumata Trawore",
        "Hadja Fatoumata Traoré",
        "3. Traoré Fatoumata",
    ],
)
def test_order_accents_titles_and_known_spellings_change_nothing(other):
    assert name_print(other) == name_print("Fatoumata Traoré")


@pytest.mark.parametrize("other", ["Fatoumata Diarra", "Fatoumata Coumba Traoré", "Mamadou Traoré"])
def test_another_name_has_another_print(other):
    assert name_print(other) != name_print("Fatoumata Traoré")


def test_names_that_only_sound_alike_are_two():
    assert name_print("Mamadou Keïta") != name_print("Mahamadou Keïta")


@pytest.mark.parametrize("name", ["", "Traoré", "El Hadj Traoré", "Dr Traoré", "—"])
def test_a_word_alone_is_many_peoples_and_has_no_print(name):
    assert name_print(name) == ""


def test_each_organisation_and_each_installation_has_other_prints():
    keys = [KEY, key_of_organisation("a secret of the installation", 8), key_of_organisation("another", 7)]
    assert len({name_print("Awa Keïta", key) for key in keys}) == 3
    assert len({key_id_of(key) for key in keys}) == 3


def test_no_print_is_a_digest_that_can_be_made_without_the_key():
    from hashlib import blake2b, md5, sha1, sha256

    made = prints_of(KEY, "Awa Keïta", "76 12 34 01")
    for text in (
        "awa keita",
        "keita awa",
        "Awa Keïta",
        "name\0awa\0keita",
        "76123401",
        "phone\0" + "76123401",
    ):
        for digest in (md5, sha1, sha256, blake2b):
            found = digest(text.encode()).hexdigest()
            assert made.name not in found
            assert not any(phone in found for phone in made.phones)


def test_every_telephone_of_a_cell_counts_and_however_it_is_written():
    one = prints_of(KEY, "Awa Keïta", "+223 76 12 34 01 / 66 00 00 02").phones
    assert set(prints_of(KEY, "KEITA Awa", "76123401").phones) < set(one)
    assert len(one) == 2


def test_a_telephone_of_a_family_is_not_one_person():
    assert not set(prints_of(KEY, "Awa Keïta", "76123401").phones) & set(
        prints_of(KEY, "Moussa Keïta", "76123401").phones
    )
    assert set(prints_of(KEY, "Fatoumta Traore", "76123401").phones) == set(
        prints_of(KEY, "Fatoumata Traoré", "76123401").phones
    )


def test_too_short_a_number_is_none():
    assert prints_of(KEY, "Awa Keïta", "1234").phones == ()


def test_words_come_in_one_order():
    assert name_words("Traoré Awa Coumba") == ["awa", "coumba", "traore"]
