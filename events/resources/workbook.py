"""The sheets of a workbook that carries everything an organisation has, in the order of their need.

Their example lines tell one event that never was.
"""

from events import resources as of_events
from organisations import resources as of_bodies

SHEETS = (
    of_bodies.PlaceResource,
    of_bodies.OrganisationResource,
    of_bodies.ProgrammeResource,
    of_bodies.AgreementResource,
    of_bodies.SourceResource,
    of_bodies.MembershipResource,
    of_bodies.IndicatorResource,
    of_bodies.ReadingResource,
    of_bodies.ProgrammeClaimResource,
    of_events.CompositionResource,
    of_events.SeatsResource,
    of_events.SeriesResource,
    of_events.EventResource,
    of_events.SessionResource,
    of_events.SharedTotalResource,
    of_events.HeadcountResource,
    of_events.AudienceResource,
    of_events.RoleResource,
    of_events.FigureResource,
    of_events.RecommendationResource,
    of_events.FollowUpResource,
    of_events.OutputResource,
    of_events.TestResource,
    of_events.EventSourceResource,
    of_events.ClaimResource,
    of_events.CostLineResource,
)
