"""What each state of an event says, and never says, in every output and both languages.

The words are those of one vocabulary of absence: what no source tells, what is withheld, what is to come and
what is over do not read alike, and of what may not be known nothing is read.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from events.enums import Outcome, Sensitivity, Status
from events.services.workflow import return_to_author, withdraw
from publication.models import PublishedEvent
from publication.models.pending import settle
from reports.models import DocumentProof
from reports.services.codes import printed
from tests.factories import make_coordinator, make_event, make_headcount, make_series, publish_event
from tests.reading import body_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_request_limits")]

TABS = ("tenus", "prevus", "annules")
ABSENT = ("non communiqué", "not stated")
# Never said of what the register does not hold as held: neither that it was not, nor who came.
NOT_HELD = (
    "n’a pas eu lieu",
    "non tenu",
    "did not take place",
    "à tenir",
    "restent",
    "reste à",
    "to be held",
)
ABSENT_COUNT = ("effectif non communiqué", "participants : non communiqué", "participants not stated")
NOBODY_COUNTED = ("effectif", "nombre de participants", "participants prévus", "number of participants")


@dataclass(frozen=True)
class State:
    """How an event comes into it, and what is then read of it."""

    fields: dict = field(default_factory=dict)
    counts: tuple = ()
    says: tuple[str, str] = ("", "")
    """In each output that tells of it, in French and English."""
    of_one: tuple[str, str] = ("", "")
    """What its own page, file and document say besides."""
    never: tuple[str, ...] = ()
    status: int = 200
    in_calendar: bool = True
    """Whether it has a day that the public may know."""
    then: str = ""
    """What is done once it was public."""

    @property
    def is_public(self) -> bool:
        return self.status == 200


LONG_AGO, TO_COME = date(2021, 3, 4), timezone.localdate() + timedelta(days=40)
ANNOUNCED = {"outcome": Outcome.PLANNED, "announced": True}
TOTAL, FEW = ((30, {}),), ((9987, {}), (3, {"sex": "women"}), (9984, {"sex": "men"}))
STATES = {
    "to come": State(
        ANNOUNCED | {"starts_on": TO_COME},
        says=("à venir", "to come"),
        never=(*NOT_HELD, *NOBODY_COUNTED, "sans nouvelle"),
    ),
    "announced, no news": State(
        ANNOUNCED | {"starts_on": LONG_AGO, "announced_on": date(2021, 2, 24)},
        says=("annoncé en février 2021, sans nouvelle", "announced in February 2021, no news since"),
        never=(*NOT_HELD, *NOBODY_COUNTED, "à venir", "to come"),
    ),
    "announced without a day, no news": State(
        ANNOUNCED | {"starts_on": None, "announced_on": date(2021, 2, 24)},
        says=("annoncé en février 2021, sans nouvelle", "announced in February 2021, no news since"),
        never=(*NOT_HELD, "à venir", "to come"),
        in_calendar=False,
    ),
    "held": State(counts=TOTAL, says=("30", "30"), never=("sans nouvelle", "à venir")),
    "held on a day that no source tells": State(
        {"starts_on": None},
        TOTAL,
        says=("date non communiquée", "date not stated"),
        of_one=("30", "30"),
        never=("sans nouvelle", "à venir", "to come"),
        in_calendar=False,
    ),
    "held in a year that no source tells": State(
        {"starts_on": None, "dates_edtf": "XXXX-02-12"},
        TOTAL,
        says=("février (année non communiquée)", "February (year not stated)"),
        never=("sans nouvelle", "à venir", "to come"),
        in_calendar=False,
    ),
    "postponed": State(
        {"outcome": Outcome.POSTPONED, "announced": True, "starts_on": TO_COME},
        says=("reporté", "postponed"),
        never=(*NOT_HELD, *NOBODY_COUNTED),
    ),
    "cancelled": State(
        {"outcome": Outcome.CANCELLED, "announced": True, "starts_on": TO_COME},
        says=("annulé", "cancelled"),
        never=(*NOBODY_COUNTED, "à venir", "to come"),
    ),
    "no source tells": State(says=ABSENT, never=("masqué", "hidden", "≥", "aucune source ne le donne")),
    "headcount masked": State(
        counts=FEW,
        says=("9987|9 987", "9987|9,987"),
        of_one=("< 5|under_5", "< 5|under_5"),
        never=("9984", "9 984", "9,984", "0 %", "aucune source ne le donne", *ABSENT_COUNT),
    ),
    "known to region and month": State(
        {"sensitivity": Sensitivity.REGION_AND_MONTH, "starts_on": date(2023, 3, 28)},
        TOTAL,
        says=("mars 2023", "March 2023"),
        never=("28 mars", "28 March", "2023-03-28", "20230328"),
        in_calendar=False,
    ),
    "delayed, to be seen later": State(
        {"sensitivity": Sensitivity.DELAYED, "delay_days": 90, "starts_on": timezone.localdate()}, status=404
    ),
    "in totals only": State({"sensitivity": Sensitivity.AGGREGATE}, TOTAL, status=404),
    "withdrawn": State(counts=TOTAL, status=410, then="withdraw"),
    "suspended": State(counts=TOTAL, status=410, then="suspend"),
}
TITLES = {state: f"Canari {number:02d}" for number, state in enumerate(STATES, 10)}


@pytest.fixture
def events(db):
    """One event in each state, of one series; those that are to be taken back are public still."""
    series, found = make_series(slug="cycle"), {}
    for name, state in STATES.items():
        event = make_event(title_fr=TITLES[name], title_en=TITLES[name], series=series, **state.fields)
        for number, parts in state.counts:
            make_headcount(event, number, **parts)
        found[name] = publish_event(event)
    settle()
    for event in found.values():
        event.refresh_from_db()
    return found


def take_back(events):
    withdraw(event=events["withdrawn"], by=make_coordinator(), reason="Double.")
    PublishedEvent.objects.filter(pk=events["suspended"].pk).update(is_suspended=True)
    cache.clear()


# -- the outputs: each as the texts in which one event may stand ------------------------------------------


def pieces(pattern):
    def cut(answer):
        text = body_of(answer).decode()
        return [re.sub("<[^>]*>", " ", piece) for piece in re.findall(pattern, text, re.DOTALL)]

    return cut


def of_one(answer):
    """All that it says; of a file for programs without the dictionary of its columns."""
    if answer.status_code != 200 or "json" not in answer.headers["Content-Type"]:
        return text_of(answer)
    content = json.loads(body_of(answer))
    return json.dumps([content.pop("columns"), content][1], ensure_ascii=False)


def table_rows(answer):
    rows = csv.reader(io.StringIO(body_of(answer).decode("utf-8-sig")))
    return [" ".join(row) for row in rows]


def json_rows(answer):
    return [json.dumps(row, ensure_ascii=False) for row in json.loads(body_of(answer))["rows"]]


def sheet_rows(answer):
    book = load_workbook(io.BytesIO(body_of(answer)), read_only=True)
    return [
        " ".join(str(cell or "") for cell in row) for row in book.worksheets[0].iter_rows(values_only=True)
    ]


def calendar_entries(answer):
    return re.findall(
        "BEGIN:VEVENT.*?END:VEVENT",
        body_of(answer).decode().replace("\r\n ", "").replace("\\", ""),
        re.DOTALL,
    )


ROWS = pieces(r'<li class="entry">.*?</li>')
LISTS = {
    "website:event_list": ROWS,
    "website:event_list_csv": table_rows,
    "website:event_list_json": json_rows,
    "website:event_list_xlsx": sheet_rows,
}
OTHERS = {
    "website:event_list_atom": pieces("<entry>.*?</entry>"),
    "website:event_list_ics": calendar_entries,
    "website:series_detail": pieces(r'<li class="step--.*?</li>'),
    "website:home": ROWS,
}
# Made for one event.
OF_ONE = ("website:event_detail", "website:event_json", "reports:event_pdf")


def texts_of_lists(client):
    """Of each output the pieces of all its pages and tabs."""
    found = {}
    for name, cut in LISTS.items():
        found[name] = [piece for tab in TABS for piece in cut(client.get(reverse(name), {"statut": tab}))]
    for name, cut in OTHERS.items():
        found[name] = cut(client.get(reverse(name, args=["cycle"] if "series" in name else [])))
    months = ((LONG_AGO.year, LONG_AGO.month), (2023, 3), (TO_COME.year, TO_COME.month))
    found["website:calendar"] = [
        piece for month in months for piece in ROWS(client.get(reverse("website:calendar_month", args=month)))
    ]
    return {name: [" ".join(piece.split()) for piece in pieces] for name, pieces in found.items()}


def says(text, words):
    """« a|b »: one of them; an empty word is said anywhere."""
    return any(word.lower() in text.lower() for word in words.split("|"))


@pytest.mark.parametrize(("language", "number"), [("fr", 0), ("en", 1)])
def test_each_state_says_what_it_is_and_never_what_it_is_not(events, client, language, number):
    take_back(events)
    with override(language):
        lists = texts_of_lists(client)
    wrong = []
    for name, state in STATES.items():
        told = {output: [p for p in found if TITLES[name] in p] for output, found in lists.items()}
        for output, found in told.items():
            expected = state.is_public and (state.in_calendar or "ics" not in output)
            # Home shows the latest and the nearest; the calendar has its other sections for other days.
            if bool(found) != expected and output not in ("website:home",):
                wrong.append((name, output, "told" if found else "not told"))
            # Calendars have no room for numbers.
            counts = output in ("website:event_list_ics", "website:event_list_atom")
            for piece in found:
                if not (counts and (state.counts or name == "no source tells")) and not says(
                    piece, state.says[number]
                ):
                    wrong.append((name, output, "does not say", state.says[number], piece[:400]))
                wrong += [(name, output, "says", word) for word in state.never if says(piece, word)]
        if events[name].reference is None:
            continue
        for output in OF_ONE:
            with override(language):
                answer = client.get(reverse(output, args=[events[name].reference]))
            if answer.status_code != state.status:
                wrong.append((name, output, answer.status_code))
            elif state.is_public:
                text = of_one(answer)
                if not says(text, state.says[number]):
                    wrong.append((name, output, "does not say", state.says[number], text[:600]))
                if not says(text, state.of_one[number]):
                    wrong.append((name, output, "does not say", state.of_one[number], text[:600]))
                wrong += [(name, output, "says", word) for word in state.never if says(text, word)]
            elif TITLES[name] in text_of(answer):
                wrong.append((name, output, "tells its title"))
    assert not wrong, "\n".join(map(repr, wrong))


@pytest.mark.parametrize(("language", "number"), [("fr", 0), ("en", 1)])
def test_whoever_verifies_a_document_reads_the_same(events, client, language, number):
    names = ("held", "cancelled", "announced, no news", "withdrawn", "suspended")
    with override(language):
        for name in names:
            assert client.get(reverse("reports:event_pdf", args=[events[name].reference])).status_code == 200
        codes = {
            proof.parameters["reference"]: reverse("reports:verification", args=[printed(proof.code)])
            for proof in DocumentProof.objects.all()
        }
        take_back(events)
        texts = {name: text_of(client.get(codes[events[name].reference])) for name in names}
    for name, text in texts.items():
        state = STATES[name]
        assert (TITLES[name] in text) is state.is_public, name
        assert says(text, state.says[number] if state.is_public else "Retiré|Withdrawn"), (name, text)
        assert not any(says(text, word) for word in NOT_HELD), name


def test_nothing_to_come_offers_a_report_of_activity(events, client):
    page = text_of(client.get(events["to come"].get_absolute_url()))
    assert "Rapport d’activité" not in page


@pytest.mark.parametrize("way", ["returned", "hidden", "in totals only"])
def test_what_was_shown_once_is_never_said_not_to_have_been(client, way):
    event, reviewer = publish_event(make_event()), make_coordinator()
    settle()
    if way == "returned":
        return_to_author(event=event, by=reviewer, reason="Précisez le lieu.")
        assert event.status == Status.RETURNED
    else:
        event.sensitivity = Sensitivity.HIDDEN if way == "hidden" else Sensitivity.AGGREGATE
        event.save()
    assert client.get(event.get_absolute_url()).status_code == 410
