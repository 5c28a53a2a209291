"""Page, CSV, JSON, XLSX and PDF of one awkward event say the same number and word, in both languages."""

import csv
import html
import io
import json
import re
from dataclasses import dataclass, field

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from events.enums import Basis, DateInference, Outcome, Role, Sensitivity
from events.models import HeadcountGroup
from organisations.enums import FinancingKind, PlaceKind
from publication.models.pending import settle
from tests.factories import (
    make_country,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_role,
    publish_event,
)
from tests.reading import body_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("no_request_limits")]

WOMEN, MEN = {"sex": "women"}, {"sex": "men"}
ABOUT, LEAST = {"basis": Basis.APPROXIMATE}, {"basis": Basis.AT_LEAST}
ORGANISATIONS = {"unit": "organisations"}
UNKNOWN, MASKED = "non communiqué|not stated", "masqué|hidden"


@dataclass(frozen=True)
class Case:
    """An event, and what each output says of it: « fr|en » where the languages differ."""

    counts: tuple = ()
    fields: dict = field(default_factory=dict)
    participants: str = UNKNOWN
    women: str = UNKNOWN
    men: str = UNKNOWN
    organisations: str = UNKNOWN
    shared: str = UNKNOWN
    dates: str = "28 mars 2023|28 March 2023"
    place: str = "Gao"
    funder: str = ""
    inference: str = "none"


CASES = {
    "all that is exact": Case(((50, {}), (20, WOMEN), (30, MEN)), participants="50", women="20", men="30"),
    "women only": Case(((12, WOMEN),), participants="≥ 12", women="12"),
    "women of a total": Case(((30, {}), (12, WOMEN)), participants="30", women="12"),
    "nothing known": Case(),
    "at least": Case(((80, LEAST),), participants="≥ 80"),
    "the split is masked": Case(
        ((313, {}), (3, WOMEN), (310, MEN)), participants="313", women="< 5", men=MASKED
    ),
    "few people": Case(((4, {}),), participants="< 5"),
    "nobody": Case(((0, {}),), participants="0"),
    "organisations apart from persons": Case(
        ((30, {}), (18, ORGANISATIONS)), participants="30", organisations="18"
    ),
    "organisations alone": Case(((18, ORGANISATIONS),), organisations="18"),
    "a total of two events": Case(shared="200"),
    "without a date": Case(
        fields={"outcome": Outcome.PLANNED, "announced": True, "starts_on": None},
        dates="date non communiquée|date not stated",
    ),
    "held on an unknown day": Case(
        ((30, {}),),
        {"starts_on": None},
        participants="30",
        dates="date non communiquée|date not stated",
    ),
    "the opening alone": Case(
        fields={"starts_on": None, "dates_edtf": "2023-03-28/"},
        dates="à partir du 28 mars 2023 (fin non communiquée)|from 28 March 2023 (end not stated)",
    ),
    "about": Case(
        ((40, ABOUT),),
        {"starts_on": None, "dates_edtf": "2018-06~"},
        participants="≈ 40",
        dates="vers juin 2018|about June 2018",
    ),
    "of an unknown year": Case(
        fields={"starts_on": None, "dates_edtf": "XXXX-02-12/XXXX-02-16"},
        dates="12–16 février (année non communiquée)|12–16 February (year not stated)",
    ),
    "known to the month": Case(fields={"date_precision": "month"}, dates="mars 2023|March 2023"),
    "known to the year": Case(fields={"date_precision": "year"}, dates="2023"),
    "inferred": Case(
        fields={"date_inference": DateInference.YEAR, "date_note_fr": "D’après la parution."},
        dates="28 mars 2023 (année déduite)|28 March 2023 (year inferred)",
        inference="year",
    ),
    "abroad": Case(((30, {}),), participants="30", place="Dakar"),
    "coarse": Case(
        ((50, {}), (20, WOMEN), (30, MEN)),
        {"sensitivity": Sensitivity.REGION_AND_MONTH},
        participants="50",
        women="20",
        men="30",
        dates="mars 2023|March 2023",
    ),
    "the funder is withheld": Case(funder="bailleur non divulgué|funder not disclosed"),
    "the funder is named": Case(funder="Bailleur connu"),
}
LABELS = {
    "participants": ("participant", "participant"),
    "women": ("femmes", "women"),
    "men": ("hommes", "men"),
    "organisations_represented": ("organisations", "organisations"),
}
PRINTED = {
    "participants": ("Participants", "Participants"),
    "women": ("Femmes", "Women"),
    "men": ("Hommes", "Men"),
    "organisations_represented": ("Organisations représentées", "Organisations represented"),
}
_STATUS = {"non communiqué": "not_stated", "not stated": "not_stated", "masqué": "masked", "hidden": "masked"}
_SIGNS = {"≈": "approximate", "≥": "at_least"}


@pytest.fixture
def events(db):
    gao = make_place(name_fr="Gao", slug="gao")
    dakar = make_place(name_fr="Dakar", kind=PlaceKind.LOCALITY, parent=make_country(name_fr="Sénégal"))
    funder, found = make_organisation(name_fr="Bailleur connu"), {}
    for name, case in CASES.items():
        event = make_event(title_fr=name, places=[dakar if case.place == "Dakar" else gao], **case.fields)
        for number, parts in case.counts:
            make_headcount(event, number, **parts)
        if case.funder:
            make_role(
                event,
                funder,
                Role.FUNDER,
                financing_kind=FinancingKind.FINANCIAL,
                disclosed="|" not in case.funder,
            )
        found[name] = publish_event(event)
    group = HeadcountGroup.objects.create(label_fr="les deux", label_en="both")
    group.events.set([found["a total of two events"], publish_event(make_event())])
    group.headcounts.create(number=200)
    settle()
    for event in found.values():
        event.refresh_from_db()
    return found


def cells(words):
    """« ≈ 40 » as a file writes it: number or sign, state, basis."""
    if words in _STATUS:
        return (words if _STATUS[words] == "masked" else ""), _STATUS[words], ""
    if words == "< 5":
        return words, "under_5", ""
    sign, _space, number = words.rpartition(" ")
    return number, "stated", _SIGNS.get(sign, "exact")


def in_language(words, number):
    return words.split("|")[number if "|" in words else 0]


def files(client, event):
    """The row of the event in its three files, by the codes of the columns, all as text."""
    address = [event.reference]
    (row,) = csv.DictReader(
        io.StringIO(
            body_of(client.get(reverse("website:event_csv", args=address), {"entetes": "codes"})).decode(
                "utf-8-sig"
            )
        )
    )
    content = json.loads(body_of(client.get(reverse("website:event_json", args=address))))
    book = load_workbook(io.BytesIO(body_of(client.get(reverse("website:event_xlsx", args=address)))))
    sheet = [cell.value for cell in list(book.worksheets[0].rows)[1]]
    return row, content["rows"][0], dict(zip(row, sheet, strict=True))


def figures_of(page):
    """Label → value of the figures in large; a label in the singular."""
    pairs = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page, re.DOTALL)
    named = ((plain(html.unescape(label)).split(" (")[0], html.unescape(value)) for label, value in pairs)
    return {re.sub("^participants$", "participant", label): plain(value) for label, value in named}


def expected_numbers(case, number):
    return {
        "participants": in_language(case.participants, number),
        "women": in_language(case.women, number),
        "men": in_language(case.men, number),
        "organisations_represented": in_language(case.organisations, number),
        "shared_total": in_language(case.shared, number),
    }


def rows_of_lists(client):
    """Title → the words of its row, over all tabs and pages."""
    addresses = [f"{reverse('website:event_list')}?statut={tab}" for tab in ("tenus", "prevus")]
    addresses.append(f"{reverse('website:event_list')}?page=2")
    found = {}
    for address in addresses:
        page = body_of(client.get(address)).decode()
        for row in re.findall(r'<li class="entry">.*?</li>', page, re.DOTALL):
            title = html.unescape(re.search("<h2><a[^>]*>(.*?)</a>", row)[1])
            found[title] = plain(html.unescape(re.sub("<[^>]*>", " ", row)))
    return found


def listed_words(case, numbers, words, number):
    yield words["dates"]
    yield words["places"]
    if "outcome" in case.fields:
        return
    shared, total = numbers["shared_total"], numbers["participants"]
    if shared not in UNKNOWN:
        yield f"{shared} participants"
    elif total in UNKNOWN:
        yield ("Effectif non communiqué", "Headcount not stated")[number]
    else:
        yield f"{total} "


def plain(text):
    return " ".join(str(text).split())


@pytest.mark.parametrize(("language", "number"), [("fr", 0), ("en", 1)])
def test_every_output_says_the_same(events, client, language, number):
    wrong = []
    with override(language):
        listed_rows = rows_of_lists(client)
        for name, case in CASES.items():
            event = events[name]
            numbers = expected_numbers(case, number)
            words = {
                "dates": in_language(case.dates, number),
                "places": case.place,
                "funders": in_language(case.funder, number),
                "date_inference": case.inference if event.starts_on else "",
            }
            row, told, sheet = files(client, event)
            wrong += [
                (name, "list", said, listed_rows[name])
                for said in listed_words(case, numbers, words, number)
                if said.lower() not in listed_rows[name].lower()
            ]
            for code, said in numbers.items():
                value, status, basis = cells(said)
                keys = (code, f"{code}_status", f"{code}_basis")
                wrong += differing(name, "csv", [row[key] for key in keys], [value, status, basis])
                in_sheet = [plain(sheet[key]) if sheet[key] is not None else "" for key in keys]
                wrong += differing(name, "xlsx", in_sheet, [value, status, basis])
                in_json = [int(value) if status == "stated" else None, status, basis or None]
                wrong += differing(name, "json", [told[key] for key in keys], in_json)
            for code, said in words.items():
                listed = told[code] if isinstance(told[code], str) else " | ".join(told[code])
                for output, found in (("csv", row[code]), ("xlsx", sheet[code] or ""), ("json", listed)):
                    wrong += differing(name, output, plain(found), said)
            answer = client.get(reverse("website:event_detail", args=[event.reference]))
            shown, text = figures_of(body_of(answer).decode()), text_of(answer)
            printed = text_of(client.get(reverse("reports:event_pdf", args=[event.reference])))
            for code, labels in LABELS.items():
                said = numbers[code]
                is_known = said not in UNKNOWN.split("|")
                found = plain(shown.get(labels[number], ""))
                # A number that is not stated has no figure in large; the words stand where it would be.
                if code == "participants" or is_known:
                    wrong += differing(name, f"page {code}", found, said if is_known else "")
                is_held = "outcome" not in case.fields
                if is_held and f"{PRINTED[code][number]} {said}" not in printed:
                    wrong.append((name, f"pdf {code}", said, printed[:900]))
            for output, whole in (("page", text), ("pdf", printed)):
                for said in (*list(words.values())[:3], numbers["shared_total"]):
                    if said not in (*UNKNOWN.split("|"), "") and said.lower() not in whole.lower():
                        wrong.append((name, output, said, whole[:900]))
    assert not wrong, "\n".join(map(repr, wrong))


def differing(name, output, found, expected):
    return [] if found == expected else [(name, output, found, expected)]
