from rss_registry.addresses import ListAddress

ORDER = ("q", "region", "annee", "page")


def address(**values):
    return ListAddress.of("/fr/evenements/", ORDER, values)


def test_parameters_are_written_in_one_order_whatever_the_order_they_came_in():
    assert str(address(annee=["2023"], q=["état"])) == "/fr/evenements/?q=%C3%A9tat&annee=2023"


def test_empty_and_foreign_parameters_leave_no_trace():
    assert str(address(q=[""], region=["gao", ""], utm_source=["x"])) == "/fr/evenements/?region=gao"
    assert str(address()) == "/fr/evenements/"


def test_one_of_several_values_can_be_taken_away():
    both = address(region=["gao", "kidal"])
    assert str(both.without("region", "gao")) == "/fr/evenements/?region=kidal"
    assert str(both.without("region", "gao").without("region", "kidal")) == "/fr/evenements/"


def test_changing_a_filter_returns_to_the_first_page():
    here = address(region=["gao"], page=["3"])
    assert str(here.with_value("annee", "2024")) == "/fr/evenements/?region=gao&annee=2024"
    assert str(here.with_value("page", "4")) == "/fr/evenements/?region=gao&page=4"


def test_an_address_can_keep_some_filters_only():
    assert str(address(q=["ccs"], region=["gao"], annee=["2023"]).only("q")) == "/fr/evenements/?q=ccs"
