from rss_registry.exchange.records import pk_of_record, record_key


def test_a_key_leads_back_to_its_row():
    assert pk_of_record("F", "events.event", record_key("F", "events.event", 12)) == 12


def test_a_number_that_a_spreadsheet_counted_up_leads_nowhere():
    counted_up = record_key("F", "events.event", 12).replace("F12-", "F13-")
    assert pk_of_record("F", "events.event", counted_up) is None


def test_a_key_of_another_table_or_installation_leads_nowhere(settings):
    key = record_key("F", "events.event", 12)
    assert pk_of_record("F", "events.series", key) is None
    assert pk_of_record("C", "events.event", key) is None
    settings.SECRET_KEY = "another installation" * 4
    assert pk_of_record("F", "events.event", key) is None
