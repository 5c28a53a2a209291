"""Fragments laid out before anybody asks, by a worker that has nothing else to do."""

from datetime import date

import pytest
from django.utils.translation import override

from events.models import Event
from events.services.workflow import withdraw
from reports.background import prerender, worker
from reports.background.prerender import Prerenderer
from reports.documents import period
from rss_registry.pdf import PdfError
from rss_registry.pdf.renderer import Renderer
from rss_registry.pdf.store import LaidOut
from tests.factories import make_coordinator, make_event, make_organisation, make_published_event, make_role
from tests.reports.documents.period.making import report_of

pytestmark = pytest.mark.django_db


class Laying:
    """Stands for the renderer: what was asked of it since one looked."""

    def __init__(self):
        self._asked = []
        self.refuses = set()
        self.bytes = 10_000

    def prerender_fragment(self, fragment, *, language):
        self._asked.append(f"{fragment.anchor} {language}")
        if fragment.anchor in self.refuses:
            raise PdfError("Trop lourd.")
        return LaidOut(b" " * self.bytes)

    @property
    def asked(self):
        asked, self._asked = self._asked, []
        return asked


@pytest.fixture
def laying(monkeypatch):
    laying = Laying()
    monkeypatch.setattr(prerender, "prerender_fragment", laying.prerender_fragment)
    monkeypatch.setattr(prerender, "AT_ONCE", 1)
    return laying


def work(fragments):
    while fragments.prerender_some():
        pass


def both(*events):
    return [f"{event.reference} {language}" for event in events for language in ("fr", "en")]


def test_the_newest_events_come_first_in_both_languages_and_what_is_not_public_never(laying):
    old = make_published_event(starts_on=date(2021, 5, 2), ends_on=date(2021, 5, 2))
    new = make_published_event(starts_on=date(2024, 5, 2), ends_on=date(2024, 5, 2))
    make_event()

    work(Prerenderer())

    assert laying.asked == both(new, old)


def test_nothing_is_looked_at_again_while_nothing_changes(laying):
    make_published_event()
    fragments = Prerenderer()
    work(fragments)
    assert laying.asked

    work(fragments)

    assert laying.asked == []


def test_after_a_change_the_event_that_it_touched_comes_first(laying):
    old = make_published_event(starts_on=date(2021, 5, 2), ends_on=date(2021, 5, 2))
    new = make_published_event(starts_on=date(2024, 5, 2), ends_on=date(2024, 5, 2))
    fragments = Prerenderer()
    work(fragments)
    assert laying.asked

    old.title_fr = "Corrigé"
    old.save()
    work(fragments)
    assert laying.asked == both(old, new)

    withdraw(event=new, by=make_coordinator(), reason="Erreur.")
    work(fragments)
    assert laying.asked == both(old)


def test_of_a_large_register_the_newest_and_what_has_changed_are_enough(laying, monkeypatch):
    monkeypatch.setattr(prerender, "MOST_EVENTS", 1)
    old = make_published_event(starts_on=date(2021, 5, 2), ends_on=date(2021, 5, 2))
    new = make_published_event(starts_on=date(2024, 5, 2), ends_on=date(2024, 5, 2))
    fragments = Prerenderer()
    work(fragments)
    assert laying.asked == both(new)

    old.title_fr = "Corrigé"
    old.save()
    work(fragments)
    assert laying.asked == both(old, new)


def test_a_fragment_that_the_renderer_refuses_is_not_tried_again_until_it_changes(laying):
    heavy, other = make_published_event(), make_published_event()
    laying.refuses = {heavy.reference}
    fragments = Prerenderer()
    work(fragments)
    assert set(laying.asked) == set(both(heavy, other))

    other.title_fr = "Corrigé"
    other.save()
    work(fragments)
    assert set(laying.asked) == set(both(other))

    make_role(heavy, make_organisation())
    work(fragments)
    assert set(laying.asked) == set(both(heavy, other))


def test_it_takes_no_more_than_half_of_the_store(laying, settings):
    for _ in range(4):
        make_published_event()
    settings.PDF_STORE_MEGABYTES = 4
    laying.bytes = 1 << 20

    work(Prerenderer())

    assert len(laying.asked) == 2


def test_it_leaves_off_after_a_second_for_whoever_waits(laying, monkeypatch):
    make_published_event()
    monkeypatch.setattr(prerender, "SECONDS_AT_ONCE", 0)

    assert Prerenderer().prerender_some() is True
    assert laying.asked == []


def test_a_full_disk_or_a_busy_database_is_for_later(laying, monkeypatch):
    make_published_event()
    fragments = Prerenderer()
    with monkeypatch.context() as patch:
        patch.setattr(prerender.files, "require_space", lambda: (_ for _ in ()).throw(OSError))
        assert fragments.prerender_some() is False

    work(fragments)
    assert laying.asked


def test_a_report_asked_for_a_moment_after_publication_lays_out_no_fragment(monkeypatch):
    event = make_published_event()
    work(Prerenderer())
    asked, run = [], Renderer.run

    def noted(self, task, **arguments):
        asked.extend(fragment["target_prefix"] for fragment in arguments["fragments"] if task == "fragments")
        return run(self, task, **arguments)

    monkeypatch.setattr(Renderer, "run", noted)

    with override("fr"):
        assert period.write(report_of()).startswith(b"%PDF")

    assert Event.objects.published().get() == event
    assert asked and f"{event.reference}/" not in asked


@pytest.mark.parametrize(
    ("batch", "expected"),
    [(False, ["queue", "fragments", "queue", "fragments", "asleep"]), (True, ["queue"])],
)
def test_the_worker_looks_at_the_queue_before_each_second_of_it(monkeypatch, batch, expected):
    done = []

    class Ahead:
        def prerender_some(self):
            done.append("fragments")
            return done.count("fragments") < 2

    def sleep(_seconds):
        done.append("asleep")
        document_worker.running = False

    monkeypatch.setattr(worker, "Prerenderer", Ahead)
    monkeypatch.setattr(worker, "sleep", sleep)
    monkeypatch.setattr(worker, "stop_when", lambda asked: None)
    monkeypatch.setattr(worker.Worker, "run", lambda self: done.append("queue"))
    document_worker = worker.DocumentWorker(
        beside=None,
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1.0,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=50,
        worker_id="essai",
    )

    document_worker.run()

    assert done == expected
