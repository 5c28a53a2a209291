"""What `script/load` says of a busy minute."""

import pytest

from script.benchmark.load import MIX, summed_up


def test_each_kind_has_its_times_as_multiples_of_the_yardstick():
    met = [("event", number / 100, number == 100) for number in range(1, 101)]
    found = summed_up(0.01, met)
    assert set(found) == {"event"}
    assert (found["event"]["requests"], found["event"]["failed"]) == (100, 1)
    assert [found["event"][name] for name in ("p50", "p95", "p99")] == pytest.approx([0.51, 0.96, 1.0])
    assert found["event"]["times"] == pytest.approx(96)


def test_the_mix_of_readers_is_a_hundred():
    assert sum(MIX.values()) == 100
