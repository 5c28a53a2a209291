"""Translated fields of `events`: French is required where the field is, English optional.

The title of an event is required from its submission on, by a constraint of the model.
"""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from events.models import (
    Audience,
    CommitteeComposition,
    CommitteeSeats,
    CostLine,
    Document,
    Event,
    EventClaim,
    EventFigure,
    EventLink,
    EventPlace,
    EventRole,
    EventSource,
    FollowUp,
    Headcount,
    HeadcountGroup,
    Justification,
    KnowledgeTest,
    Language,
    LegalReference,
    Objective,
    Output,
    Photo,
    Recommendation,
    Series,
    Session,
    StrategyElement,
    Theme,
)
from events.narratives import NARRATIVES


def _translate(model, *fields, required=()):
    options = type(
        f"{model.__name__}Translation",
        (TranslationOptions,),
        {"fields": fields, "required_languages": {"fr": required}},
    )
    register(model)(options)


_translate(
    Event,
    "title",
    "date_note",
    "place_note",
    "origin_note",
    *(narrative.code for narrative in NARRATIVES),
)
_translate(Series, "title", "description", "final_output", required=("title",))
_translate(Objective, "text", required=("text",))
_translate(EventRole, "note")
_translate(EventFigure, "title_on_day", "represents", "statement")
_translate(HeadcountGroup, "label")
_translate(Recommendation, "text", "addressee_text", required=("text",))
_translate(FollowUp, "note")
_translate(Output, "title", required=("title",))
_translate(KnowledgeTest, "note")
_translate(EventSource, "note")
_translate(EventClaim, "value", "note", required=("value",))
_translate(Justification, "text", required=("text",))
_translate(Document, "title", required=("title",))
_translate(Photo, "caption", required=("caption",))
for _vocabulary in (Theme, Language, StrategyElement, LegalReference):
    _translate(_vocabulary, "name", required=("name",))

# Here rather than on the models: history copies a model's columns when it is registered, and
# the columns of each language exist only from this point on. Participants are left out on
# purpose: an erased name must not survive in a history table.
for _tracked in (
    Event,
    Series,
    EventRole,
    EventFigure,
    EventLink,
    Headcount,
    Recommendation,
    EventClaim,
    CostLine,
    Justification,
    CommitteeComposition,
    CommitteeSeats,
    EventPlace,
    Audience,
    Objective,
    Output,
    KnowledgeTest,
    EventSource,
    Session,
):
    simple_history.register(_tracked)
# Of files what is said of them: who withdraws one leaves neither the file nor why it may be shown.
simple_history.register(Document, excluded_fields=["file"])
simple_history.register(Photo, excluded_fields=["image", "printed", "consent_note"])
# What an event cites without a row of its own: written by `events/services/link_history.py`.
for _links in (
    Event.themes,
    Event.programmes,
    Event.agreements,
    Event.languages,
    Event.contributes_to,
    Event.legal_references,
    Event.origins,
):
    simple_history.register(_links.through, app="events")
