from django.utils.translation import override

from rss_registry.ordinals import ordinal


def test_english_ordinals_have_four_endings_and_an_exception_for_the_teens():
    with override("en"):
        assert " ".join(ordinal(number) for number in range(1, 24)) == (
            "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th "
            "21st 22nd 23rd"
        )
        assert [ordinal(101), ordinal(111)] == ["101st", "111th"]


def test_only_the_first_french_ordinal_is_irregular():
    with override("fr"):
        assert [ordinal(number) for number in (1, 2, 3, 11, 21)] == ["1er", "2e", "3e", "11e", "21e"]
