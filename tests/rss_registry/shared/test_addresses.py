import pytest
from django.core.exceptions import ImproperlyConfigured

from rss_registry.shared.addresses import cache_of, replica_of, stores_of


def test_without_addresses_everything_lies_on_the_machine():
    assert "locmem" in cache_of("")["BACKEND"]
    assert list(stores_of("")) == ["default"]


def test_a_bucket_has_a_part_for_the_record_and_a_private_one():
    stores = stores_of("s3://key:s%2Fcret@s3.example.org:9000/rss?region=eu-west-3")
    told = {name: store["OPTIONS"] for name, store in stores.items()}
    assert {name: options["location"] for name, options in told.items()} == {
        "default": "media",
        "private": "private",
    }
    for options in told.values():
        assert options["endpoint_url"] == "https://s3.example.org:9000"
        assert (options["secret_key"], options["region_name"]) == ("s/cret", "eu-west-3")


@pytest.mark.parametrize("address", ["memcached://a", "redis", "127.0.0.1:6379"])
def test_no_start_on_a_cache_that_we_do_not_know(address):
    with pytest.raises(ImproperlyConfigured):
        cache_of(address)


@pytest.mark.parametrize(
    "address",
    ["s3://host/bucket", "s3://key:hidden@host", "https://key:hidden@host/bucket", "s3://key@host/b"],
)
def test_no_start_on_half_of_a_store(address):
    with pytest.raises(ImproperlyConfigured) as refused:
        stores_of(address)
    # The sentence goes into logs: what was given does not.
    assert "hidden" not in str(refused.value)


def test_a_replica_is_kept_as_its_original_is():
    engine = "rss_registry.databases.postgresql"
    original = {"ENGINE": engine, "NAME": "rss", "HOST": "a", "CONN_MAX_AGE": 60}
    found = replica_of("postgres://rss@b/rss", original)["replica"]
    assert [found[part] for part in ("ENGINE", "HOST", "CONN_MAX_AGE")] == [engine, "b", 60]
    assert replica_of("", original) == {}


def test_a_replica_needs_postgresql_on_both_sides():
    with pytest.raises(ImproperlyConfigured):
        replica_of("postgres://rss@b/rss", {"ENGINE": "rss_registry.databases.sqlite3"})
    with pytest.raises(ImproperlyConfigured):
        replica_of("sqlite:///b", {"ENGINE": "rss_registry.databases.postgresql"})
