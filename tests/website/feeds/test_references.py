"""BibTeX and RIS: shapes that reference managers read, whatever a title holds."""

from datetime import date

import pytest

from events.enums import Sensitivity
from organisations.models import Organisation
from publication.questions.reading import event_facts
from tests.factories import make_organisation, make_place, make_published_event, make_role
from website.feeds.references import bibtex, ris

pytestmark = pytest.mark.django_db


def written(write, *, organisers=("WANEP-Mali",), **fields):
    event = make_published_event(**fields)
    for name in organisers:
        body = Organisation.objects.filter(name_fr=name).first() or make_organisation(name_fr=name)
        make_role(event, body)
    return event, write(event_facts(event.reference))


def test_bibtex_has_one_entry_with_balanced_braces():
    event, entry = written(
        bibtex,
        title_fr="100 % {femmes} & paix_$ \\ fin",
        organisers=("A and B", "C, D"),
        starts_on=date(2024, 2, 29),
    )
    assert entry.startswith(f"@misc{{{event.reference},\n") and entry.endswith("\n}\n")
    plain = entry.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")
    assert r"\{femmes\} \& paix\_\$ \textbackslash{} fin" in entry
    assert "author = {{A and B} and {C, D}}" in entry
    assert "year = {2024}" in entry and "month = {2}" in entry
    assert f"/fr/evenements/{event.reference}/}}" in entry


def test_ris_has_one_tag_a_line_and_an_end():
    event, entry = written(ris, title_fr="Atelier\nER  - faux", starts_on=date(2024, 2, 29))
    lines = entry.split("\r\n")
    assert lines[0] == "TY  - GEN" and lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " for line in lines[:-1])
    assert [line[:2] for line in lines].count("ER") == 1
    assert "TI  - Atelier ER - faux" in entry.replace("  - faux", " - faux")
    assert "AU  - WANEP-Mali," in lines and "DA  - 2024/02/29/" in lines


def test_a_reference_is_no_more_precise_than_the_page():
    coarse = {
        "places": [make_place(name_fr="Gao")],
        "starts_on": date(2024, 3, 17),
        "sensitivity": Sensitivity.REGION_AND_MONTH,
    }
    assert "DA  - 2024/03//" in written(ris, **coarse)[1]
    assert "17 mars" not in written(bibtex, **coarse)[1]
