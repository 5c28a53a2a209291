"""The code of a document: short, unambiguous, forgiving of a slip and of nothing else."""

from hashlib import sha256

import pytest

from reports.services import codes


def code(number=0):
    return codes.code_of(sha256(bytes([number])).digest())


def test_a_code_has_twelve_signs_that_nobody_confuses_with_a_letter_it_lacks():
    made = [code(number) for number in range(200)]
    assert {len(each) for each in made} == {12}
    assert not set("".join(made)) & set("ILOU")
    assert all(codes.is_well_formed(each) for each in made)
    assert len(set(made)) == 200


def test_it_is_read_in_whatever_way_a_person_types_it():
    made = code()
    printed = codes.printed(made)
    assert printed == f"{made[:4]}-{made[4:8]}-{made[8:]}"
    for typed in (printed, printed.lower(), f"  {made[:4]} {made[4:]} ", printed.replace("-", "–")):
        assert codes.normalised(typed) == made


def test_the_letters_it_lacks_are_taken_for_the_figures_they_look_like():
    assert codes.normalised("OoIiLl") == "001111"


@pytest.mark.parametrize("place", range(12))
def test_any_one_sign_misread_is_noticed(place):
    made = code()
    others = set(codes.ALPHABET) - {made[place]}
    assert not any(codes.is_well_formed(made[:place] + other + made[place + 1 :]) for other in others)


@pytest.mark.parametrize("typed", ["", "É" * 12, "7K3M", "7K3M9QXW2T4B7K3M", "7K3M-9QXW"])
def test_what_cannot_be_a_code_is_none(typed):
    assert not codes.is_well_formed(codes.normalised(typed))
    assert codes.near_codes(codes.normalised(typed)) == []


def test_a_sign_that_was_taken_for_its_look_alike_is_found_without_knowing_which_codes_exist():
    made = next(each for each in map(code, range(200)) if "5" in each)
    assert made in codes.near_codes(made.replace("5", "S", 1))


def test_a_very_long_text_is_cut_before_it_is_read():
    assert len(codes.normalised("A" * 100_000)) == 40
