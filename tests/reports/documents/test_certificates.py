"""Certificates of attendance: who gets one, what it says, and what the register remembers of it."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from pypdf import PdfReader

from events.enums import HalfDay
from events.models import Presence, Session
from reports.documents import certificates
from reports.documents.certificates import Attendance, attendance_of, trained
from reports.documents.kinds import kind_named
from reports.models import DocumentProof, ProducedFile
from tests.factories import make_event, make_participant, make_published_event

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAME = "Canari Secretnom"


def make_half_days(event, number=4):
    half_days = [HalfDay.MORNING, HalfDay.AFTERNOON]
    return [
        Session.objects.create(event=event, day=date(2024, 2, 27 + place // 2), half_day=half_days[place % 2])
        for place in range(number)
    ]


def attend(person, sessions, signed=True):
    for session in sessions:
        Presence.objects.create(participant=person, session=session, signed=signed)


def make_attended_event(make=make_event, **fields):
    """One person who signed all four half-days."""
    event = make(title_fr="Atelier de Kati", starts_on=date(2024, 2, 27), ends_on=date(2024, 2, 28), **fields)
    attend(make_participant(event, full_name=NAME, number=1), make_half_days(event))
    return event


def build(event, minimum=1):
    return certificates.build(event, trained(event, minimum))


def test_presences_and_signatures_are_counted_apart():
    event = make_event()
    sessions = make_half_days(event)
    attend(make_participant(event), sessions[:3])
    attend(make_participant(event), sessions[:1], signed=False)

    assert attendance_of(event) == Attendance(presences=4, signatures=3, half_days=4)


@pytest.mark.parametrize(
    ("half_days", "percent", "minimum"),
    [(4, 75, 3), (5, 75, 4), (1, 75, 1), (3, 100, 3), (8, 50, 4), (2, 0, 1)],
)
def test_trained_is_who_signed_a_share_of_the_half_days(settings, half_days, percent, minimum):
    settings.TRAINED_FROM_PERCENT = percent
    assert Attendance(10, 10, half_days).minimum == minimum


def test_only_signatures_count_and_the_list_keeps_its_order():
    event = make_event()
    sessions = make_half_days(event)
    second = make_participant(event, number=2)
    first = make_participant(event, number=1)
    unsigned = make_participant(event, number=3)
    attend(second, sessions)
    attend(first, sessions[:3])
    attend(unsigned, sessions, signed=False)

    assert [(person.number, person.signed) for person in trained(event, 3)] == [(1, 3), (2, 4)]
    assert [person.number for person in trained(event, 4)] == [2]


def test_one_page_each_with_name_event_days_and_code():
    event = make_attended_event()
    attend(make_participant(event, full_name="Autre Personne", number=2), event.sessions.all()[:2])

    batch = build(event)
    reader = PdfReader(BytesIO(certificates.write(batch)))
    first, second = (" ".join(page.extract_text().split()) for page in reader.pages)

    assert NAME in first and "Autre Personne" in second
    assert "Atelier de Kati" in first and "27–28 février 2024" in first
    assert "4 demi-journées sur 4" in first and "2 demi-journées sur 4" in second
    assert batch.certificates[0].proof.printed in first
    assert batch.certificates[0].proof.code != batch.certificates[1].proof.code


def test_the_name_is_on_the_page_and_nowhere_else():
    batch = build(make_attended_event())
    content = certificates.write(batch)
    reader = PdfReader(BytesIO(content))

    assert "Canari" not in str(reader.metadata) + str(reader.xmp_metadata.stream.get_data())
    assert "Canari" not in batch.filename
    assert reader.outline == []
    for model in (DocumentProof, ProducedFile):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            assert "Canari" not in repr(cursor.fetchall())


def test_the_same_certificate_keeps_its_code_and_another_name_has_another():
    event = make_attended_event()
    code = build(event).certificates[0].proof.code

    assert build(event).certificates[0].proof.code == code
    event.participants.update(full_name="Canari Secrètnom")
    assert build(event).certificates[0].proof.code != code


def test_every_code_is_known_once_the_file_exists():
    event = make_attended_event()
    attend(make_participant(event, number=2), event.sessions.all())
    batch = build(event)
    certificates.write(batch)

    stored = DocumentProof.objects.all()
    assert {row.code for row in stored} == {item.proof.code for item in batch.certificates}
    assert {(row.kind, row.is_public, tuple(row.figures)) for row in stored} == {("certificate", False, ())}
    assert ProducedFile.objects.values("sha256").distinct().count() == 1


def test_who_verifies_one_reads_of_the_event_what_is_public():
    kind = kind_named("certificate")
    draft = make_attended_event()
    assert kind.read({"event": draft.pk}) is None

    event = make_attended_event(make_published_event)
    content = kind.read({"event": event.pk})
    assert content.title == "Atelier de Kati"
    assert ("Dates", "27–28\u00a0février 2024") in content.details
    assert "Canari" not in repr(content)
