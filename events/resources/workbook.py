"""The sheets of a workbook that carries everything an organisation has, in the order of their need.

Example lines tell one event that never was.
"""

from events.resources.bodies import AudienceResource, FigureResource, RoleResource
from events.resources.costs import CostLineResource
from events.resources.events import EventResource
from events.resources.evidence import ClaimResource, EventSourceResource
from events.resources.headcounts import HeadcountResource
from events.resources.outcomes import (
    FollowUpResource,
    OutputResource,
    RecommendationResource,
    TestResource,
)
from events.resources.series import SeriesResource, SharedTotalResource
from organisations.resources import (
    AgreementResource,
    IndicatorResource,
    MembershipResource,
    OrganisationResource,
    PlaceResource,
    ProgrammeClaimResource,
    ProgrammeResource,
    ReadingResource,
    SourceResource,
)
from rss_registry.exchange.sheet_kinds import SheetKind

SHEETS = (
    SheetKind(PlaceResource, "Lieux", "Places", {"name_fr": "Markala", "kind": "commune", "parent": "Ségou"}),
    SheetKind(
        OrganisationResource,
        "Organisations",
        "Organisations",
        {"own_code": "O1", "name_fr": "Association des femmes de Markala", "kind": "association"},
    ),
    SheetKind(
        ProgrammeResource, "Programmes", "Programmes", {"own_code": "P1", "name_fr": "Voix des communes"}
    ),
    SheetKind(
        AgreementResource,
        "Conventions",
        "Agreements",
        {"reference": "2024-17", "title": "Appui aux communes", "funder": "FES-Mali", "programme": "P1"},
    ),
    SheetKind(
        SourceResource,
        "Sources",
        "Sources",
        {
            "own_code": "S1",
            "title": "Markala parle de sécurité",
            "kind": "article de presse",
            "published": "mars 2024",
        },
    ),
    SheetKind(
        MembershipResource,
        "Adhésions",
        "Memberships",
        {"alliance": "CRSS", "member": "O1", "joined_on": "01/03/2024"},
    ),
    SheetKind(
        IndicatorResource,
        "Indicateurs",
        "Indicators",
        {"own_code": "I1", "programme": "P1", "code": "R1", "label_fr": "Forums tenus", "target": "12"},
    ),
    SheetKind(
        ReadingResource,
        "Valeurs relevées",
        "Readings",
        {"indicator": "I1", "as_of": "30/06/2024", "value": "5"},
    ),
    SheetKind(
        ProgrammeClaimResource,
        "Désaccords (programmes)",
        "Disagreements (programmes)",
        {"programme": "P1", "field": "budget", "value_fr": "2 millions d’euros", "source": "S1"},
    ),
    SheetKind(
        SeriesResource,
        "Séries",
        "Series",
        {"own_code": "C1", "title_fr": "Forums communaux", "planned_number": "5"},
    ),
    SheetKind(
        EventResource,
        "Événements",
        "Events",
        {
            "own_code": "E1",
            "title_fr": "Forum communal de Markala",
            "kind": "forum",
            "dates": "7 et 8 mars 2024",
            "places": "Markala",
            "organisers": "O1",
            "series": "C1",
            "series_rank": "1",
            "total": "une quarantaine",
            "sources": "S1",
        },
    ),
    SheetKind(SharedTotalResource, "Totaux communs", "Shared totals"),
    SheetKind(
        HeadcountResource,
        "Effectifs",
        "Headcounts",
        {"event": "E1", "sex": "femmes", "category": "élus", "number": "12"},
    ),
    SheetKind(AudienceResource, "Publics", "Audiences", {"event": "E1", "category": "chefs de village"}),
    SheetKind(
        RoleResource, "Rôles", "Roles", {"event": "E1", "organisation": "FES-Mali", "role": "appui technique"}
    ),
    SheetKind(
        FigureResource,
        "Personnalités",
        "Figures",
        {"event": "E1", "role": "présidence", "title_on_day_fr": "Maire de Markala"},
    ),
    SheetKind(
        RecommendationResource,
        "Recommandations",
        "Recommendations",
        {"own_code": "R1", "event": "E1", "text_fr": "Réunir le CCS chaque trimestre.", "addressee": "CRSS"},
    ),
    SheetKind(
        FollowUpResource,
        "Suites",
        "Follow-ups",
        {"recommendation": "R1", "day": "15/06/2024", "status": "en cours", "source": "S1"},
    ),
    SheetKind(
        OutputResource,
        "Productions",
        "Outputs",
        {"event": "E1", "kind": "rapport", "title_fr": "Compte rendu du forum"},
    ),
    SheetKind(TestResource, "Tests", "Tests"),
    SheetKind(
        EventSourceResource,
        "Sources des événements",
        "Sources of events",
        {"event": "E1", "source": "S1", "note_fr": "Le lieu et la date."},
    ),
    SheetKind(
        ClaimResource,
        "Désaccords",
        "Disagreements",
        {
            "event": "E1",
            "field": "effectifs",
            "value_fr": "une quarantaine",
            "source": "S1",
            "followed": "oui",
        },
    ),
    SheetKind(CostLineResource, "Coûts", "Costs"),
)
