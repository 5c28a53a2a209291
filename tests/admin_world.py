"""One row of everything, owned by organisation A, and the six people who look at it."""

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from events.enums import HalfDay
from events.models import (
    CategoryTerm,
    Document,
    HeadcountGroup,
    KnowledgeTest,
    Language,
    LegalReference,
    Person,
    Photo,
    Session,
    StrategyElement,
    Theme,
)
from organisations.enums import UserRole
from organisations.models import KeptList, User
from tests.factories import (
    make_agreement,
    make_composition,
    make_coordinator,
    make_cost_line,
    make_donor_report,
    make_donor_template,
    make_event,
    make_indicator,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_proof,
    make_recommendation,
    make_series,
    make_source,
    make_user,
)

ROLES = ("anonymous", "officer_b", "officer_a", "keeper_a", "coordinator", "administrator")


def make_people(organisation):
    """The account of each role; nobody for « anonymous »."""
    return {
        "anonymous": None,
        "officer_b": make_user(username="agent-b", keeps_lists=True),
        "officer_a": make_user(username="agent-a", organisation=organisation),
        "keeper_a": make_user(username="gardien-a", organisation=organisation, keeps_lists=True),
        "coordinator": make_coordinator(username="coordination"),
        "administrator": make_user(UserRole.ADMINISTRATOR, username="administration"),
    }


def make_rows(organisation, officer):
    """One row per model of the admin, all entered by the officer of A, in a draft of A."""
    event = make_event(owner=organisation, created_by=officer, title_fr="Atelier brouillon de A")
    second = make_event(owner=organisation)
    group = HeadcountGroup.objects.create(label_fr="Les deux ateliers")
    group.events.set([event, second])
    make_participant(event)
    event.audiences.create(category="other", category_words="guides")
    source = make_source()
    rows = [
        event,
        event.participants.get(),
        Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.MORNING),
        KnowledgeTest.objects.create(event=event, moment="before"),
        make_recommendation(event),
        make_series(organisation=organisation),
        group,
        Person.objects.create(name="Gouverneur de région"),
        make_composition(make_organisation(kind="ccs"), {"fds": 6}),
        CategoryTerm.objects.get(),
        Theme.objects.create(slug="dialogue", name_fr="Dialogue"),
        Language.objects.create(code="bam", name_fr="bambara"),
        StrategyElement.objects.create(code="snrss", name_fr="SNRSS"),
        LegalReference.objects.create(code="decret", name_fr="Décret 2019-041"),
        organisation,
        make_place(),
        programme := make_programme(),
        make_indicator(programme),
        agreement := make_agreement(
            make_organisation(),
            recipient=organisation,
            funder_disclosed=False,
            programme=make_programme(),
            programme_accepted=False,
        ),
        make_cost_line(event, agreement),
        source,
        User.objects.create_user("compte-neuf", is_staff=True, organisation=organisation),
    ]
    organisation.logo.save("logo.png", ContentFile(b"\x89PNG"))
    file = ContentFile(b"%PDF-1.7", name="rapport.pdf")
    template = make_donor_template({"fed_by": ["activity_list"]})
    rows.append(make_proof())
    rows += [template, template.sections.get(), make_donor_report(template, organisation=organisation)]
    document = Document.objects.create(event=event, title_fr="Rapport", kind="report", file=file)
    Photo.objects.create(event=event, caption_fr="Salle", credit="A", source=source)
    for row in rows:
        LogEntry.objects.create(
            user=officer,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=str(row),
            action_flag=ADDITION,
        )
    kept = KeptList.objects.create(user=officer, table="events.event", name="Mes forums", query="kind=forum")
    return {row._meta.model: row for row in rows} | {Document: document, KeptList: kept}
