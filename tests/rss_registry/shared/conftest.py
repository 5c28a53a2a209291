import pytest

from rss_registry.shared.addresses import cache_of, stores_of
from tests.conftest import leave_out
from tests.servers import free_port, has_redis, redis_at, store_at


@pytest.fixture(scope="session")
def redis_address():
    if not has_redis():
        leave_out("Redis")
    with redis_at(free_port()) as address:
        yield address


@pytest.fixture
def shared_cache(redis_address, settings):
    """All of this test's machines keep what they know in one Redis."""
    from django.core.cache import caches

    settings.CACHES = {"default": cache_of(redis_address)}
    cache = caches["default"]
    cache.clear()
    yield cache
    cache.clear()
    cache._cache.get_client().connection_pool.disconnect()


@pytest.fixture(scope="session")
def store_address():
    with store_at(free_port()) as address:
        yield address


@pytest.fixture
def shared_store(store_address, settings):
    """Files lie in one bucket, emptied for this test."""
    from django.core.files.storage import storages

    settings.STORAGES = settings.STORAGES | stores_of(store_address)
    bucket = storages["private"].bucket
    bucket.objects.all().delete()
    yield bucket
    bucket.meta.client.close()
    storages["default"].connection.meta.client.close()
