"""A list from its file to the register, as whoever keeps it goes through the pages."""

import io
from datetime import date
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from events.admin.list_columns import remember
from events.attendance.headings import Use
from events.enums import Category, HalfDay, Sex
from events.models import ListHeading, ListImport, Presence
from events.services.list_work import WAITING
from tests.admin_forms import log_in
from tests.factories import make_event, make_headcount, make_organisation, make_participant, make_user

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 28)
LIST = """LISTE DE PRÉSENCE;;;;;;
N°;Prénoms et Nom;Sexe;Structure;Contact;Ethnie;Jour 1
1;Awa TRAORE;F;Mairie;76 12 34 01;tenu secret;x
2;Binta DIARRA;F;Mairie;66 12 34 02;tenu secret;x
3;Cheick KEITA;M;Tassaght;76 12 34 03;tenu secret;
;TOTAL : 3 personnes;;;;;
"""


@pytest.fixture
def keeper(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    return keeper


@pytest.fixture
def event(keeper):
    return make_event(owner=keeper.organisation, starts_on=DAY)


def address(event, name):
    return reverse(f"admin:events_event_{name}", args=[event.pk])


def send(client, event, data, name="liste.csv"):
    data = data.encode() if isinstance(data, str) else data
    return client.post(address(event, "attendance"), {"file": SimpleUploadedFile(name, data)})


def as_shown(client, event):
    """What the page of columns would send as it stands."""
    page = client.get(address(event, "list_columns"))
    data = {"feuille": [form.number for form in page.context["sheets"] if form.is_chosen]}
    for form in page.context["sheets"]:
        data[f"entete-{form.number}"] = form.header_line
        for column in form.columns:
            data[f"c-{form.number}-{column.index}"] = column.use
    return data


def go_on(client, event, **changes):
    """Accept the proposed columns, but for `changes`."""
    return client.post(
        address(event, "list_columns"), {**as_shown(client, event), **changes, "continuer": "1"}
    )


def bring(client, event, data, name="liste.csv"):
    """From the file to its people, as proposed; returns the page of people."""
    send(client, event, data, name)
    assert go_on(client, event).url == address(event, "list_rows")
    return client.get(address(event, "list_rows"))


def people(event):
    return list(event.participants.values_list("full_name", "sex", "phone"))


THREE = [
    ("Awa TRAORE", Sex.WOMEN, "76 12 34 01"),
    ("Binta DIARRA", Sex.WOMEN, "66 12 34 02"),
    ("Cheick KEITA", Sex.MEN, "76 12 34 03"),
]


def test_a_list_as_it_is_kept_goes_in(client, event):
    page = bring(client, event, LIST)
    assert (page.context["counts"].people, page.context["counts"].women) == (3, 2)
    assert [comparison.agrees for comparison in page.context["counts"].comparisons] == [True]
    assert event.participants.count() == 0
    response = client.post(address(event, "list_rows"), {"importer": "1"})
    assert response.url.startswith(reverse("admin:events_event_change", args=[event.pk]))
    assert [(name, sex) for name, sex, _phone in people(event)] == [(name, sex) for name, sex, _ in THREE]
    marks = Presence.objects.filter(session__event=event, session__half_day=HalfDay.MORNING)
    assert sorted(marks.values_list("participant__full_name", flat=True)) == ["Awa TRAORE", "Binta DIARRA"]
    assert ListImport.objects.get().finished_at is not None


def test_what_is_never_kept_is_named_dropped_and_nowhere(client, event):
    send(client, event, LIST)
    page = client.get(address(event, "list_columns"))
    forbidden = [c for form in page.context["sheets"] for c in form.columns if c.is_forbidden]
    assert [column.heading for column in forbidden] == ["Ethnie"]
    pages = page.content.decode() + bring(client, event, LIST).content.decode()
    assert "tenu secret" not in pages
    # Whatever a form says, the column is not read.
    send(client, event, LIST)
    column = f"c-0-{forbidden[0].index}"
    go_on(client, event, **{column: "function"})
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert set(event.participants.values_list("function", flat=True)) == {""}


def test_the_same_file_again_changes_nothing(client, event):
    for _time in range(2):
        bring(client, event, LIST)
        client.post(address(event, "list_rows"), {"importer": "1"})
    assert len(people(event)) == 3
    assert Presence.objects.filter(session__event=event).count() == 4
    # What may be taken back is the import that did something.
    assert client.get(address(event, "attendance")).context["last"].added == 3


def test_a_line_without_a_name_is_put_right_in_place(client, event):
    data = LIST.replace("2;Binta DIARRA", "2;")
    page = bring(client, event, data)
    assert page.context["refused"] == 1
    row = next(row for row in page.context["page"].object_list if row.form)
    typed = {"ligne": row.key, f"{row.key}-full_name": "Binta DIARRA", "garder": "1"}
    page = client.post(address(event, "list_rows"), typed)
    assert page.context["refused"] == 0
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert [name for name, *_ in people(event)] == [name for name, *_ in THREE]


def test_the_line_that_one_opens_has_the_focus_and_what_was_typed_elsewhere_stays(client, event):
    page = bring(client, event, LIST.replace("2;Binta DIARRA", "2;"))
    wrong, other = page.context["reading"].rows[1].key, page.context["reading"].rows[2].key
    typed = {"ligne": wrong, f"{wrong}-full_name": "Binta DIARRA", "ouvrir": other}
    page = client.post(address(event, "list_rows"), typed)
    focused = [
        row.key
        for row in page.context["page"].object_list
        if row.form and "autofocus" in str(row.form["full_name"])
    ]
    assert focused == [other]
    assert page.context["reading"].by_key[wrong].values["full_name"] == "Binta DIARRA"


def test_refused_lines_stay_and_leave_as_a_file_with_their_reason(client, event):
    bring(client, event, LIST.replace("2;Binta DIARRA", "2;"))
    response = client.post(address(event, "list_rows"), {"importer": "1"})
    assert response.url == f"{address(event, 'list_rows')}?etat=invalid"
    assert len(people(event)) == 2
    page = client.get(address(event, "list_rows"))
    assert page.context["reading"].by_state == {"known": 2, "invalid": 1}
    sheet = load_workbook(io.BytesIO(client.get(address(event, "list_refused")).content)).active
    header, line = list(sheet.iter_rows(values_only=True))
    assert "Ethnie" not in header
    assert line[0] == "2" and line[-1]


def test_the_list_is_never_overwritten_unless_somebody_says_so(client, event):
    person = make_participant(event, full_name="Awa Traoré", sex=Sex.MEN)
    page = bring(client, event, LIST)
    assert page.context["reading"].by_state["differs"] == 1
    client.post(address(event, "list_rows"), {"importer": "1"})
    person.refresh_from_db()
    assert (person.full_name, person.sex, person.organisation_name) == ("Awa Traoré", Sex.MEN, "Mairie")
    bring(client, event, LIST)
    client.post(address(event, "list_rows"), {"autrement": "take", "importer": "1"})
    person.refresh_from_db()
    assert (person.full_name, person.sex) == ("Awa TRAORE", Sex.WOMEN)


def test_a_homonym_with_another_telephone_is_shown_and_added(client, event):
    make_participant(event, full_name="Awa Traoré", phone="66 00 00 00")
    page = bring(client, event, LIST)
    row = next(row for row in page.context["reading"].rows if row.state == "likely")
    assert "Awa Traoré" in row.resembles
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert event.participants.count() == 4


def test_one_answers_for_a_line(client, event):
    make_participant(event, full_name="Awa Traoré", number=40)
    page = bring(client, event, LIST)
    row = next(row for row in page.context["reading"].rows if row.values["full_name"] == "Awa TRAORE")
    other = next(row for row in page.context["reading"].rows if row.values["full_name"] == "Cheick KEITA")
    answers = {
        "ligne": [row.key, other.key],
        f"{row.key}-answer": "add",
        f"{other.key}-answer": "leave",
        "importer": "1",
    }
    client.post(address(event, "list_rows"), answers)
    assert sorted(name for name, *_ in people(event)) == ["Awa TRAORE", "Awa Traoré", "Binta DIARRA"]


def test_a_column_is_told_once_for_an_organisation(client, keeper, event):
    odd = "N°;Nom et prénom;Colonne Z\n1;Awa TRAORE;76 12 34 01\n2;Binta DIARRA;66 12 34 02\n"
    send(client, event, odd)
    go_on(client, event, **{"c-0-2": "function"})
    assert ListHeading.objects.get(heading="colonne z").use == "function"
    second = make_event(owner=keeper.organisation, starts_on=DAY)
    send(client, second, odd)
    assert as_shown(client, second)["c-0-2"] == "function"


def test_whatever_a_column_holds_is_remembered(client, keeper, event):
    """PostgreSQL refuses text that is longer than its column."""
    remember(keeper.organisation, {f"colonne {use}": use for use in Use})
    assert ListHeading.objects.count() == len(Use)
    send(client, event, "N°;Nom et prénom;" + "Colonne " * 60 + "\n1;Awa TRAORE;76 12 34 01\n")
    go_on(client, event, **{"c-0-2": "function"})
    assert client.get(address(event, "list_rows")).status_code == 200


BARE = "1;Awa TRAORE;Kati;76 12 34 01\n2;Binta DIARRA;Ségou;66 12 34 02\n3;Cheick KEITA;Kati;76 12 34 03\n"


@pytest.mark.parametrize("line", ["1", "2"])
@pytest.mark.parametrize("data", [BARE, BARE.replace(";76 12 34 01", "").replace(";66 12 34 02", "")])
def test_no_person_taken_for_headings_is_remembered(client, event, data, line):
    send(client, event, data)
    client.post(address(event, "list_columns"), {"feuille": "0", "entete-0": line, "relire": "1"})
    go_on(client, event, **{"c-0-1": "full_name", "c-0-2": "organisation"})
    assert client.get(address(event, "list_rows")).status_code == 200
    assert not ListHeading.objects.exists()


@pytest.mark.parametrize("line", ["0", "1", "3", "4"])
def test_what_is_never_kept_is_nowhere_whatever_line_is_said_to_be_the_headings(client, event, line):
    send(client, event, LIST)
    page = client.post(address(event, "list_columns"), {"feuille": "0", "entete-0": line, "relire": "1"})
    assert page.context["sheets"][0].header_line == int(line)
    shown = page.content.decode()
    go_on(client, event, **{"c-0-1": "full_name", "c-0-5": "function"})
    shown += client.get(address(event, "list_rows")).content.decode()
    assert "tenu secret" not in shown
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert not event.participants.filter(function__contains="secret").exists()


def test_a_list_without_headings_may_be_said_to_have_none(client, event):
    send(client, event, "Nom;Fonction\nAwa TRAORE;Maire\n")
    assert client.get(address(event, "list_columns")).context["sheets"][0].header_line == 1
    page = client.post(address(event, "list_columns"), {"feuille": "0", "entete-0": "0", "relire": "1"})
    assert page.context["sheets"][0].header_line == 0


@pytest.mark.parametrize("use", ["presence:2999-01-01:morning", "presence:2023-03-28:noon", "forbidden"])
def test_only_what_is_offered_for_a_column_is_taken(client, event, use):
    send(client, event, LIST)
    go_on(client, event, **{"c-0-6": use})
    client.post(address(event, "list_rows"), {"importer": "1"})
    told = set(event.sessions.values_list("day", "half_day"))
    assert told and told <= {(DAY, half) for half in HalfDay.values}


def test_two_columns_for_one_thing_and_none_for_the_name_are_said(client, event):
    send(client, event, LIST)
    page = go_on(client, event, **{"c-0-1": "ignore"})
    assert page.status_code == 200 and page.context["problem"]
    page = go_on(client, event, **{"c-0-1": "full_name", "c-0-3": "full_name"})
    assert page.status_code == 200 and page.context["problem"]
    assert go_on(client, event, **{"c-0-3": "organisation"}).status_code == 302


def test_an_import_is_undone_from_the_page_of_the_list(client, event):
    bring(client, event, LIST)
    client.post(address(event, "list_rows"), {"importer": "1"})
    done = client.get(address(event, "attendance")).context["last"]
    client.post(address(event, "list_undo"), {"import": done.pk})
    assert people(event) == []
    assert client.get(address(event, "attendance")).context["last"] is None


def test_a_file_given_up_is_erased(client, event, django_capture_on_commit_callbacks):
    send(client, event, LIST)
    assert len(list(WAITING._folder().iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(event, "list_give_up"))
    assert list(WAITING._folder().iterdir()) == []
    assert client.get(address(event, "list_rows")).url == address(event, "attendance")


def test_the_list_may_be_counted_at_once(client, event):
    bring(client, event, LIST)
    client.post(address(event, "list_rows"), {"importer": "1", "compter": "1"})
    total = event.headcounts.get(sex="", category="", age_band="")
    assert total.number == 3


def test_the_kit_comes_back_without_a_question(client, event):
    organisation = make_organisation(name_fr="Association Tassaght")
    person = make_participant(event, full_name="Awa Traore", number=1, organisation=organisation)
    response = client.get(address(event, "list_kit"))
    book = load_workbook(io.BytesIO(response.content))
    sheet = book.worksheets[0]
    assert sheet.column_dimensions["A"].hidden
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, 3, "Awa Traoré")  # a name put right
    sheet.cell(2, columns["28/03/2023 matin"], "x")
    for column, value in ((3, "Binta Diarra"), (4, "femmes"), (6, "médias"), (7, "Radio locale")):
        sheet.cell(3, column, value)
    out = io.BytesIO()
    book.save(out)
    page = bring(client, event, out.getvalue(), "liste.xlsx")
    assert page.context["reading"].by_state == {"differs": 1, "new": 1}
    client.post(address(event, "list_rows"), {"autrement": "take", "importer": "1"})
    person.refresh_from_db()
    assert (person.full_name, person.organisation) == ("Awa Traoré", organisation)
    new = event.participants.get(full_name="Binta Diarra")
    assert (new.sex, new.category, new.organisation_name) == (Sex.WOMEN, Category.MEDIA, "Radio locale")
    assert list(person.presences.values_list("session__half_day", flat=True)) == [HalfDay.MORNING]


def test_the_kit_of_another_event_is_noticed(client, keeper, event):
    other = make_event(owner=keeper.organisation, starts_on=DAY)
    make_participant(other, full_name="Awa Traoré")
    kit = client.get(address(other, "list_kit")).content
    send(client, event, kit, "liste.xlsx")
    assert client.get(address(event, "list_columns")).context["is_kit_of_another"]
    bring(client, event, kit, "liste.xlsx")
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert event.participants.get().full_name == other.participants.get().full_name


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "vide.xlsx"), (b"PK\x03\x04rien", "faux.xlsx"), (b"\x00\x01\x02\x03" * 50, "image.ods")],
)
def test_what_is_no_table_is_said_and_nothing_waits(client, event, data, name):
    page = send(client, event, data, name)
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not ListImport.objects.exists()


def test_pages_of_a_list_are_for_its_keepers(client, event):
    send(client, event, LIST)
    names = (
        "attendance",
        "list_columns",
        "list_rows",
        "list_refused",
        "list_kit",
        "list_persons",
        "presences",
    )
    log_in(client, make_user(organisation=event.owner))
    assert {client.get(address(event, name)).status_code for name in names} == {403}
    log_in(client, make_user(keeps_lists=True))
    assert {client.get(address(event, name)).status_code for name in names} == {302}
    assert client.post(address(event, "list_give_up")).status_code == 302
    assert ListImport.objects.exists()


def test_a_detail_that_is_not_understood_may_be_left_out(client, event):
    page = bring(client, event, LIST.replace("66 12 34 02", "66 12"))
    assert page.context["refused"] == 1
    # The box that was ticked is there to stay ticked.
    page = client.post(address(event, "list_rows"), {"sans": "1", "garder": "1"})
    assert page.context["curable"] and page.context["leaves_out"]
    client.post(address(event, "list_rows"), {"sans": "1", "importer": "1"})
    assert people(event)[1] == ("Binta DIARRA", Sex.WOMEN, "")


def test_more_people_ask_for_no_more_queries(client, event, django_assert_max_num_queries):
    lines = "".join(f"{n};Awa TRAORE{chr(65 + n % 26) * (n // 26 + 1)};F;x\n" for n in range(1, 100))
    send(client, event, f"N°;Nom et prénom;Sexe;Jour 1\n{lines}")
    go_on(client, event)
    with django_assert_max_num_queries(40):
        assert len(client.get(address(event, "list_rows")).context["reading"].rows) == 99
    with django_assert_max_num_queries(120):
        client.post(address(event, "list_rows"), {"importer": "1"})
    assert event.participants.count() == Presence.objects.count() / 2 == 99


HOMONYMS = "Nom et prénom;Sexe;Structure\nMoussa TRAORE;M;Mairie\nMoussa TRAORE;M;\n"


def test_two_lines_made_one_can_be_told_to_be_two_people(client, event):
    page = bring(client, event, HOMONYMS)
    second = page.context["page"].object_list[1]
    assert second.state == "joined"
    page = client.post(address(event, "list_rows"), {"ouvrir": second.key})
    assert page.context["page"].object_list[1].form is not None
    client.post(
        address(event, "list_rows"), {"ligne": second.key, f"{second.key}-answer": "add", "importer": "1"}
    )
    assert event.participants.count() == 2


def test_a_detail_that_the_browser_would_refuse_holds_back_no_form(client, event):
    """An address that is none stands in a field of addresses: the browser would send nothing of the page."""
    page = bring(client, event, "Nom et prénom;E-mail\nAwa TRAORE;awa arobase\nBinta DIARRA;\n")
    assert page.context["refused"] == 1
    assert 'class="attendance rows" novalidate' in page.content.decode()


def test_a_person_is_a_woman_or_a_man_and_thousands_are_grouped(client, event):
    lines = "\n".join(f"Awa{number} TRAORE{number} DIALLO{number};F" for number in range(1200))
    page = bring(client, event, f"TOTAL : 1300 personnes\nNom et prénom;Sexe\n{lines}\n")
    row = page.context["page"].object_list[0]
    assert [cell.text for cell in row.cells() if cell.name == "sex"] == ["femme"]
    make_headcount(event, number=1500)
    said = [one.text for one in client.get(address(event, "list_rows")).context["counts"].comparisons]
    assert said and all("1500" not in sentence and "1200" not in sentence for sentence in said)


def test_homonyms_of_two_organisations_of_the_register_are_two(client, event):
    for name in ("Réseau Alpha", "Réseau Bêta"):
        make_organisation(name_fr=name)
    data = "Nom et prénom;Sexe;Structure\nMoussa TRAORE;M;Réseau Alpha\nMoussa TRAORE;M;Réseau Bêta\n"
    page = bring(client, event, data)
    assert [row.state for row in page.context["page"].object_list] == ["new", "likely"]


def test_whom_two_lines_contradict_each_other_about_is_not_made_one_of_three(client, event):
    data = (
        "Nom et prénom;Sexe;Téléphone\n"
        "Moussa TRAORE;M;\nMoussa TRAORE;M;76 12 34 01\nMoussa TRAORE;M;66 12 34 02\n"
    )
    page = bring(client, event, data)
    assert [row.state for row in page.context["page"].object_list] == ["new", "joined", "likely"]
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert event.participants.count() == 2
    page = bring(client, event, data)
    assert {row.state for row in page.context["page"].object_list} == {"known", "joined"}
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert event.participants.count() == 2


def test_the_same_list_with_many_homonyms_again_changes_nothing(client, event):
    make_organisation(name_fr="Réseau Alpha")
    random = Random(8)
    lines = "\n".join(
        f"Moussa {random.choice(('TRAORE', 'DIARRA'))};M;{random.choice(('', 'Mairie', 'Réseau Alpha'))}"
        f";{random.choice(('', '76 12 34 01', '66 12 34 02', '76 12 34 03'))}"
        for _line in range(60)
    )
    data = f"Nom et prénom;Sexe;Structure;Téléphone\n{lines}\n"
    bring(client, event, data)
    client.post(address(event, "list_rows"), {"importer": "1"})
    first = people(event)
    page = bring(client, event, data)
    states = {row.state for row in page.context["page"].object_list}
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert people(event) == first
    assert states <= {"known", "joined", "differs"}


def test_a_name_put_right_on_the_page_is_known(client, event):
    make_participant(event, full_name="Binta Diarra")
    page = bring(client, event, "Nom et prénom;Sexe\nAwa TRAORE;F\n?;F\n")
    wrong = page.context["page"].object_list[1]
    typed = {"ligne": wrong.key, f"{wrong.key}-full_name": "Binta Diarra"}
    page = client.post(address(event, "list_rows"), {**typed, "garder": "1"})
    row = page.context["page"].object_list[1]
    assert row.same_as == event.participants.get().pk
