"""What people write of when something was."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from rss_registry.edtf import When, of_bounds, parse
from rss_registry.words_of_dates import understand
from rss_registry.written_dates import when_text

UNDERSTOOD = {
    "7 et 8 mars 2020": "2020-03-07/2020-03-08",
    "les 7 et 8 mars 2020": "2020-03-07/2020-03-08",
    "7, 8 et 9 mars 2020": "2020-03-07/2020-03-09",
    "les samedi 7 et dimanche 8 mars 2020": "2020-03-07/2020-03-08",
    "les 7 et 8 mars dernier": "XXXX-03-07/XXXX-03-08",
    "juin 2018": "2018-06",
    "JUIN 2018": "2018-06",
    "en juin 2018": "2018-06",
    "au mois de juin 2018": "2018-06",
    "06/2018": "2018-06",
    "6/2018": "2018-06",
    "2018": "2018",
    "2021-2022": "2021/2022",
    "du 12 au 16 février": "XXXX-02-12/XXXX-02-16",
    "du 29 février au 1er mars": "XXXX-02-29/XXXX-03-01",
    "du 29 février au 1er mars 2024": "2024-02-29/2024-03-01",
    "29\u00a0février – 1er\u00a0mars 2024": "2024-02-29/2024-03-01",
    "du 30 décembre 2023 au 2 janvier 2024": "2023-12-30/2024-01-02",
    "du 30 décembre au 2 janvier 2024": "2023-12-30/2024-01-02",
    "28-30 mars 2023": "2023-03-28/2023-03-30",
    "28 – 30 mars 2023": "2023-03-28/2023-03-30",
    "4-5 mars 2020": "2020-03-04/2020-03-05",
    "28/03/2023 au 30/03/2023": "2023-03-28/2023-03-30",
    "du 28/03/2023-30/03/2023": "2023-03-28/2023-03-30",
    "mars et avril 2023": "2023-03/2023-04",
    "avril à juin 2023": "2023-04/2023-06",
    "vers juin 2018": "2018-06~",
    "juin 2018 environ": "2018-06~",
    "vers le 12 juin 2018": "2018-06-12~",
    "vers 2018": "2018~",
    "courant 2019": "2019",
    "courant mars 2019": "2019-03",
    "dans le courant de l’année 2019": "2019",
    "début mars 2021": "2021-03~",
    "mi-mars 2021": "2021-03~",
    "fin 2021": "2021~",
    "juin 2018 ?": "2018-06?",
    "lundi 3 juin 2024": "2024-06-03",
    "Lundi, 3 juin 2024": "2024-06-03",
    "29/02/2024": "2024-02-29",
    "29.2.2024": "2024-02-29",
    "1er mars 2024": "2024-03-01",
    "24 févr. 2021": "2021-02-24",
    "24 FÉVRIER 2021": "2021-02-24",
    "2024-02-29": "2024-02-29",
    "2024-02-29/2024-03-01": "2024-02-29/2024-03-01",
    "2018-06~": "2018-06~",
    "2018-06%": "2018-06%",
    "xxxx-02-12/xxxx-02-16": "XXXX-02-12/XXXX-02-16",
    "2023-10-11/": "2023-10-11/",
    "2023-10-11/..": "2023-10-11/",
    "à partir du 11 octobre 2023": "2023-10-11/",
    "à partir d’octobre 2023": "2023-10/",
    "dès le 11 octobre 2023": "2023-10-11/",
    "jusqu’au 12 octobre 2023": "/2023-10-12",
    "date inconnue": "",
    "Non daté": "",
    "non datée": "",
    "sans date": "",
    "s.d.": "",
    "7 and 8 March 2020": "2020-03-07/2020-03-08",
    "March 28-30, 2023": "2023-03-28/2023-03-30",
    "March 7, 2020": "2020-03-07",
    "Monday, June 3rd, 2024": "2024-06-03",
    "from 29 February to 1 March 2024": "2024-02-29/2024-03-01",
    "from 11 October 2023": "2023-10-11/",
    "until 12 October 2023": "/2023-10-12",
    "about June 2018": "2018-06~",
    "early March 2021": "2021-03~",
    "undated": "",
}


@pytest.mark.parametrize("words", UNDERSTOOD)
def test_words_are_understood(words):
    found = understand(words)
    assert (found.edtf, found.year_inferred) == (UNDERSTOOD[words], False)


@pytest.mark.parametrize(
    ("words", "edtf", "days"),
    [
        ("du 11 octobre 2023, deux jours", "2023-10-11/", 2),
        ("11 octobre 2023 (2 jours)", "2023-10-11/", 2),
        ("le 11 octobre 2023 pendant trois jours", "2023-10-11/", 3),
        ("deux jours à partir du 11 octobre 2023", "2023-10-11/", 2),
        ("11 octobre 2023, une journée", "2023-10-11", 1),
        ("11 October 2023, 2 days", "2023-10-11/", 2),
        ("du 4 au 12 avril 2023, deux jours", "2023-04-04/2023-04-12", 2),
        ("deux jours en juin 2018", "2018-06", 2),
    ],
)
def test_the_stated_number_of_days_is_kept_apart(words, edtf, days):
    found = understand(words)
    assert (found.edtf, found.stated_days) == (edtf, days)


@pytest.mark.parametrize(
    ("words", "reference", "edtf"),
    [
        ("les 7 et 8 mars dernier", date(2020, 3, 20), "2020-03-07/2020-03-08"),
        ("les 7 et 8 mars dernier", date(2020, 3, 1), "2019-03-07/2019-03-08"),
        ("du 12 au 16 février", date(2021, 2, 10), "2021-02-12/2021-02-16"),
        ("du 12 au 16 février prochain", date(2021, 3, 10), "2022-02-12/2022-02-16"),
        ("20 novembre", date(2023, 1, 15), "2022-11-20"),
        ("du 30 décembre au 2 janvier", date(2024, 1, 15), "2023-12-30/2024-01-02"),
        ("29 février", date(2023, 4, 1), "2024-02-29"),
        ("juin", date(2018, 8, 1), "2018-06"),
    ],
)
def test_a_missing_year_is_that_of_the_source(words, reference, edtf):
    found = understand(words, reference)
    assert (found.edtf, found.year_inferred) == (edtf, True)
    assert not understand("7 mars 2020", reference).year_inferred


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("lundi 4 juin 2024", "weekday_differs"),
        ("31/02/2024", "no_such_day"),
        ("2024-02-30", "no_such_day"),
        ("29 février 2023", "no_such_day"),
        ("02/29/2024", "month_first"),
        ("29/02/24", "short_year"),
        ("3 mars 1024", "odd_year"),
        ("du 12 au 3 mars 2024", "dates_reversed"),
        ("2024-03-02/2024-03-01", "dates_reversed"),
        ("7 et 9 mars 2020", "not_consecutive"),
        ("juin au 3 juillet 2018", "mixed"),
        ("bientôt", "not_understood"),
        ("12", "not_understood"),
        ("45351", "not_understood"),
        ("7 mars 2020 à Gao", "not_understood"),
        ("premier trimestre 2019", "not_understood"),
        ("1 mars 2020, 3 mars 2020 au 5 mars 2020", "not_consecutive"),
    ],
)
def test_what_is_not_understood_is_quoted(words, code):
    with pytest.raises(ValidationError) as refused:
        understand(words)
    assert refused.value.code == code
    assert f"« {words} »" in refused.value.messages[0]


def test_a_weekday_that_differs_is_named_beside_the_true_one():
    with pytest.raises(ValidationError) as refused:
        understand("lundi 4 juin 2024")
    assert "mardi" in refused.value.messages[0]


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@st.composite
def whens(draw):
    first, second = sorted((draw(DAYS), draw(DAYS)))
    precision = draw(st.sampled_from(["day", "month", "year"]))
    when = of_bounds(first, draw(st.sampled_from([first, second])), precision)
    start, end = when.start, when.end
    if precision != "year" and draw(st.booleans()):
        start, end = (type(point)(None, point.month, point.day) for point in (start, end))
    keep = draw(st.sampled_from(["both", "start", "end"]))
    return When(
        None if keep == "end" else start,
        None if keep == "start" else end,
        approximate=draw(st.booleans()),
        uncertain=draw(st.booleans()),
    )


@given(whens(), st.sampled_from(["fr", "en"]), st.none() | st.integers(2, 30))
@settings(deadline=None, max_examples=400)
def test_our_own_words_are_read_back(when, language, days):
    assert parse(when.text) == when
    with override(language):
        words = when_text(when, days)
        found = understand(words)
    assert found.edtf == when.text, words
    if found.stated_days is not None:
        assert found.stated_days == days
