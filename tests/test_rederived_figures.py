"""Every printed figure of a register of 400 awkward events, computed again from the private tables."""

import html
import re
from collections import Counter, defaultdict

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client, override_settings
from django.utils import timezone

from reports.documents import period
from reports.documents.period.scope import ReportRequest
from tests.reading import body_of
from tests.rederived import PrivateRegister, added, sql, table, written
from tests.varied_register import varied_register_of

# Minutes of pages; the same rows on either database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("no_request_limits")]

NUMBER = 400
_PAIR = re.compile(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", re.DOTALL)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The register and its sets of events, read once for all tests."""
    made = varied_register_of(NUMBER, django_db_blocker, tmp_path_factory.mktemp("varied"))
    media = next(made)
    # What tests/conftest.py does for one test is not done yet.
    files = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    with django_db_blocker.unblock(), override_settings(STATIC_ROOT=media, STORAGES=files):
        register = PrivateRegister(Client())
        scopes = scopes_of(register, Client())
    yield media, register, scopes
    next(made, None)


@pytest.fixture
def register(world, db, settings):
    settings.MEDIA_ROOT, register, _scopes = world
    return register


@pytest.fixture
def scopes(world):
    return world[2]


def plain(text):
    """Without tags and without spaces of any kind."""
    return re.sub(r"\s", "", html.unescape(re.sub("<[^>]*>", "", text)))


def figures(client, address):
    """The figures in large of a page, by their labels without what stands beside them."""
    page = body_of(client.get(address)).decode()
    found = {}
    for label, value in _PAIR.findall(page.partition('<dl class="figures')[2].partition("</dl>")[0]):
        found.setdefault(plain(re.split("<br>|</b>", label)[0]), plain(value))
    return found


def by_events(found):
    """The number of events of a page, however many they are."""
    return next(value for label, value in found.items() if label.startswith("événement"))


def places_within():
    """Of each place the region or district in which it lies."""
    parents = {pk: (parent, kind, slug) for pk, parent, kind, slug in sql(
        "SELECT id, parent_id, kind, slug FROM organisations_place"
    )}  # fmt: skip
    found = {}
    for place in parents:
        here = place
        while here is not None and parents[here][1] not in ("region", "district"):
            here = parents[here][0]
        if here is not None:
            found[place] = parents[here][2]
    return found


def scopes_of(register, client):
    """Name of a filter and its value → the references of the held events that it means."""
    references = {pk: reference for reference, pk in register.held.items()}
    found = defaultdict(set)
    within = places_within()
    for event, place in sql("SELECT event_id, place_id FROM events_eventplace"):
        if event in references and place in within:
            found["region", within[place]].add(references[event])
    for name, many, one in (("programme", "programmes", "programme"), ("theme", "themes", "theme")):
        source = "organisations_programme" if name == "programme" else "events_theme"
        for event, slug in sql(
            f"SELECT l.event_id, t.slug FROM events_event_{many} l JOIN {source} t ON t.id = l.{one}_id"
        ):
            if event in references:
                found[name, slug].add(references[event])
    for event, slug in sql(
        "SELECT e.id, s.slug FROM events_event e JOIN events_series s ON s.id = e.series_id"
    ):
        if event in references:
            found["series", slug].add(references[event])
    # Whom an event may name is decided elsewhere: here stands what the files say of it.
    organisations = [row["id"] for row in table(client, "/fr/organisations.csv")]
    for name in ("bailleur", "organisation"):
        for slug in organisations[:: 1 if name == "bailleur" else 3]:
            listed = {row["reference"] for row in table(client, f"/fr/evenements.csv?{name}={slug}")}
            if listed and (name == "organisation" or len(listed) < len(references)):
                found[name, slug] = listed
    return found


def test_what_each_event_shows_is_what_the_record_states(register):
    wrong, seen = [], Counter()
    for (reference, scope), parts in register.shown.items():
        for (split, part), row in parts.items():
            if split not in ("total", "sex", "category", "age_band"):
                continue
            stated = register.stated(reference, scope, split, part)
            seen[row["number_status"], row["number_basis"]] += 1
            if row["number_status"] == "not_stated":
                agrees = stated is None or split == "total" and not register.has_own_total(reference, scope)
            elif row["number_status"] == "stated":
                # « At least 20 » of 20 is 20.
                said = (int(row["number"]), row["number_basis"])
                agrees = stated is not None and (
                    said == stated or said == (stated[0], "exact") and stated[1] == "at_least"
                )
            else:
                agrees = not row["number"].isdigit()
            if not agrees:
                wrong.append((reference, scope, split, part, row["number"], stated))
    assert wrong == []
    assert {basis for (status, basis) in seen if status == "stated"} == {"exact", "approximate", "at_least"}
    assert {"masked", "under_5", "not_stated"} < {status for status, _basis in seen}


def test_pages_lists_and_statistics(register, scopes, client):
    addresses = {
        "region": "/fr/regions/{}/",
        "programme": "/fr/programmes/{}/",
        "series": "/fr/series/{}/",
        "organisation": "/fr/organisations/{}/",
    }
    wrong = []

    def hold(where, printed, expected):
        if printed != expected:
            wrong.append((where, printed, expected))

    for (name, value), references in scopes.items():
        sums = register.sums(references)
        if name in addresses:
            found = figures(client, addresses[name].format(value))
            hold((name, value), by_events(found), str(sums.events))
            hold((name, value), found["participations"], sums.participants)
            hold((name, value), found["partdesfemmes"], sums.share)
        if name == "series":
            continue
        page = body_of(client.get(f"/fr/evenements/?{name}={value}")).decode()
        head = plain(page.partition('<p class="count">')[2].partition("</p>")[0])
        hold(("list", name, value), head.startswith(f"{sums.events}événement"), True)
        if added(sums.totals):
            hold(("list", name, value), f",{sums.participants}participation" in head, True)
        if added(sums.bases):
            hold(("list", name, value), sums.share in head, True)
    assert wrong == []
    assert len(scopes) > 60


def test_home_statistics_and_breakdowns(register, scopes, client):
    sums = register.sums(register.held)
    home = figures(client, "/fr/")
    batches = defaultdict(list)
    for event, batch in sql("SELECT event, batch FROM publication_batchmember"):
        batches[batch].append(event)
    tens = [people for events in batches.values() if (people := _to_ten(events)) is not None]
    assert by_events(home) == str(sums.events + sum(map(len, batches.values())))
    assert home["participations"] == written(added([*sums.totals, *tens]), "")
    units = {value for name, value in scopes if name == "region"}
    unlocated = set(register.held) - set().union(*(scopes["region", unit] for unit in units))
    reached = f"≥{len(units)}" if unlocated and len(units) < 20 else str(len(units))
    assert next(value for label, value in home.items() if label.startswith("région")) == reached
    years = Counter(day.year for day in register.day.values() if day)
    latest = max(years)
    for query, references in (
        ("", register.held),
        (f"?annee={latest - 1}", {r for r, day in register.day.items() if day and day.year == latest - 1}),
    ):
        shown = {row["figure"]: plain(row["shown"]) for row in table(client, f"/fr/statistiques.csv{query}")}
        expected = register.sums(references)
        assert shown["events"] == str(expected.events)
        assert shown["participations"] == expected.participants
        assert shown["women_share"] == expected.share
    parts = defaultdict(dict)
    for row in table(client, "/fr/statistiques/repartitions.csv"):
        parts[row["breakdown"]][row["part"]] = row
    assert parts["region"].keys() == units
    assert {part: int(row["events"]) for part, row in parts["region"].items()} == {
        unit: len(scopes["region", unit]) for unit in units
    }
    assert all(len(scopes["theme", part]) == int(row["events"]) for part, row in parts["theme"].items())
    for part, row in parts["year"].items():
        of_year = register.sums(r for r, day in register.day.items() if day and day.year == int(part))
        assert (int(row["events"]), row["participants"]) == (
            years[int(part)],
            str(added(of_year.totals)[0]) if of_year.totals else row["participants"],
        )
        assert (int(row["events_covered"] or 0), int(row["events_masked"] or 0)) == (
            of_year.covered,
            of_year.share_masked,
        )


def _to_ten(events):
    """The people of a batch, to ten; None where one of its events states none."""
    stated = defaultdict(dict)
    for event, sex, number in sql(
        "SELECT event_id, sex, number FROM events_headcount WHERE category = '' AND age_band = ''"
        " AND unit = 'persons' AND basis <> 'planned' AND event_id IS NOT NULL"
    ):
        stated[event][sex] = number
    # Without a total of its own, there were at least the women and the men.
    totals = {event: parts.get("", sum(parts.values())) for event, parts in stated.items()}
    if any(event not in totals for event in events):
        return None
    return (sum(totals[event] for event in events) + 5) // 10 * 10, "approximate"


def test_covers_of_reports(register, scopes):
    """A report asked for by a filter; of a year it takes whatever has a day in it."""
    asked = {}
    for name in ("programme", "region", "bailleur", "organisation", "theme"):
        several = [key for key, references in scopes.items() if key[0] == name and len(references) > 5]
        asked |= {f"{key[0]}={key[1]}": scopes[key] for key in sorted(several)[:2]}
    wrong = []
    for query, references in asked.items():
        sums = register.sums(references)
        report = period.build(ReportRequest(QueryDict(query)).scope(), now=timezone.now())
        found = {figure.code: plain(figure.shown) for figure in report.key_figures}
        expected = (str(sums.events), sums.participants, sums.share)
        printed = (found["events_held"], found["participations"], found["women_percent"])
        if printed != expected:
            wrong.append((query, printed, expected))
    assert wrong == []
    assert len(asked) > 6
