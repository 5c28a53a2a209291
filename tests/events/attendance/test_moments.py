from datetime import date

import pytest

from events.attendance.moments import Moment, moment_in, says_morning

FIRST, LAST = date(2023, 10, 12), date(2023, 10, 14)


@pytest.mark.parametrize(
    ("text", "day", "half"),
    [
        ("Jour 1", 12, ""),
        ("J1", 12, ""),
        ("J-2", 13, ""),
        ("Présence J3", 14, ""),
        ("Day 2", 13, ""),
        ("D2", 13, ""),
        ("1er jour", 12, ""),
        ("Deuxième jour", 13, ""),
        ("J1 matin", 12, "morning"),
        ("J1 M", 12, "morning"),
        ("J2 après-midi", 13, "afternoon"),
        ("J2 PM", 13, "afternoon"),
        ("J2 A.-M.", 13, "afternoon"),
        ("Jour 2 (soir)", 13, "evening"),
        ("12-10 matin", 12, "morning"),
        ("12/10", 12, ""),
        ("12/10/2023 AM", 12, "morning"),
        ("12.10.23", 12, ""),
        ("2023-10-13", 13, ""),
        ("13 octobre", 13, ""),
        ("13-oct", 13, ""),
        ("October 14, 2023", 14, ""),
        ("vendredi matin", 13, "morning"),
        ("10/12/2023", 12, ""),
        ("Signature 13/10", 13, ""),
    ],
)
def test_a_heading_names_a_moment(text, day, half):
    assert moment_in(text, FIRST, LAST) == Moment(date(2023, 10, day), half)


@pytest.mark.parametrize(
    "text",
    ["", "Nom", "N°", "Structure", "J9", "matin", "Téléphone 1", "18-35", "60 +", "Contact 2", "32/13"],
)
def test_other_headings_name_none(text):
    assert moment_in(text, FIRST, LAST) is None


def test_am_is_the_afternoon_beside_matin():
    assert says_morning("J1 matin") and says_morning("J1 M") and not says_morning("Genre (M/F)")
    assert moment_in("J1 AM", FIRST, LAST, am_is_morning=False) == Moment(FIRST, "afternoon")


def test_a_half_of_the_only_day():
    assert moment_in("Matin", FIRST, FIRST) == Moment(FIRST, "morning")
    assert moment_in("Matin", None) is None


def test_sessions_of_the_event():
    sessions = [Moment(LAST, "morning"), Moment(FIRST, "afternoon"), Moment(FIRST, "morning")]
    assert moment_in("Séance 2", FIRST, LAST, moments=sessions) == Moment(FIRST, "afternoon")
    assert moment_in("Séance 9", FIRST, LAST, moments=sessions) is None
    # The only half-day of a day is what its heading means.
    assert moment_in("J3", FIRST, LAST, moments=sessions) == Moment(LAST, "morning")
    assert moment_in("J1", FIRST, LAST, moments=sessions) == Moment(FIRST)


def test_moments_are_in_the_order_of_time():
    moments = [Moment(LAST), *(Moment(FIRST, half) for half in ("evening", "afternoon", "morning", ""))]
    assert [(moment.day.day, moment.half) for moment in sorted(moments)] == [
        (12, ""),
        (12, "morning"),
        (12, "afternoon"),
        (12, "evening"),
        (14, ""),
    ]
