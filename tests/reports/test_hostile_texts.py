"""Whatever staff paste into a record, its page and its report are made, and ask nothing of anyone."""

import socket

import pytest

from events.models import Objective
from tests.factories import (
    make_event,
    make_event_source,
    make_organisation,
    make_programme,
    make_recommendation,
    make_role,
    make_source,
    publish_event,
)

pytestmark = pytest.mark.django_db

TEXTS = {
    "markup": '<script>alert(1)</script><svg onload="x"><image href="file:///etc/passwd"/></svg><b><i><table><td>',
    "addresses": '<img src="http://127.0.0.1:9/x"><link rel=attachment href="file:///etc/passwd">asset:x url(file:///x)',
    "control signs": "avant\x0baprès\x0c\x01\x1f\x7f\ufffe\uffff fin",
    "right to left": "\u202eالسلام\u202c עברית",
    "n’ko and emoji": "ߒߞߏ ߛߓߍ 👩🏿‍🏫🇲🇱 ɛɔɲŋ",
    "template": "{{ facts }}{% load static %}%(name)s{0}",
    "one long word": "a" * 240,
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError(f"a connection was asked for: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def make_hostile_event(text):
    programme = make_programme(name_fr=text[:100])
    event = make_event(
        title_fr=text,
        venue=text[:200],
        date_note=text,
        place_note=text,
        context=text,
        general_objective=text,
        methods=text,
        results=text,
        conclusion=text,
        programmes=[programme],
    )
    make_role(event, make_organisation(name_fr=text[:100]), note=text[:200])
    make_event_source(event, make_source(title=text, author=text[:200]), note_fr=text)
    make_recommendation(event, text_fr=text, addressee_text=text[:200])
    Objective.objects.create(event=event, text_fr=text)
    return publish_event(event)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_text_is_printed_as_text(client, text):
    client.raise_request_exception = False
    address = make_hostile_event(text).get_absolute_url()
    page = client.get(address)
    assert page.status_code == 200
    assert b"<script>alert" not in page.content and b"<svg onload" not in page.content
    assert client.get(address.rstrip("/") + ".pdf").status_code == 200
