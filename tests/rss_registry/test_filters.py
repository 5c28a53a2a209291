from rss_registry.filters import MOST_VALUES, KnownValuesField


def test_an_address_of_hundreds_of_values_asks_for_the_first_ones_only():
    slugs = [f"o{number}" for number in range(300)]
    field = KnownValuesField(choices=[(slug, slug) for slug in slugs], required=False)
    assert field.clean([*slugs, *slugs]) == slugs[:MOST_VALUES]
    assert field.unknown[0] == slugs[MOST_VALUES]


def test_unknown_values_are_dropped_and_remembered():
    field = KnownValuesField(choices=[("gao", "Gao")], required=False)
    assert field.clean(["gao", "atlantide", ""]) == ["gao"]
    assert field.unknown == ("atlantide",)
