"""Attempts at the same moment are counted one by one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from organisations.models import AttemptCounter
from organisations.services.delays import FREE, seconds_to_wait


@pytest.mark.django_db(transaction=True)
def test_of_many_attempts_at_the_same_moment_no_more_pass_than_one_after_the_other():
    def try_(_number):
        try:
            return seconds_to_wait(["account", "network"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=12) as threads:
        waits = list(threads.map(try_, range(24)))
    assert waits.count(0) == FREE
    assert sorted(AttemptCounter.objects.values_list("count", flat=True)) == [FREE, FREE]
