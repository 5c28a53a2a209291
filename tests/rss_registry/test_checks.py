from rss_registry import checks


def test_a_complete_machine_is_silent():
    assert checks.check_xml_is_hardened() == []
    assert checks.check_fonts_are_subset_fast() == []


def test_missing_defusedxml_stops_the_start(monkeypatch):
    monkeypatch.setattr(checks, "find_spec", lambda name: None)
    (error,) = checks.check_xml_is_hardened()
    assert error.id == "rss_registry.E001"
    assert error.is_serious()


def test_missing_harfbuzz_subset_is_a_warning_with_its_package(monkeypatch):
    monkeypatch.setattr(checks, "HARFBUZZ_SUBSET", ("libnowhere.so.0",))
    (warning,) = checks.check_fonts_are_subset_fast()
    assert warning.id == "rss_registry.W001"
    assert "libharfbuzz-subset0" in warning.hint
