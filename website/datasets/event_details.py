"""What the page of one event says beside the row of its table, for its JSON."""

from publication.facts import EventFacts
from rss_registry.dates import edtf_text
from website.datasets.figures import figure_cells


def event_details(facts: EventFacts) -> dict:
    """The texts, lists and sources of a public event."""
    return {
        "citation": facts.citation,
        "date_inference": facts.dates.inference,
        "date_note": facts.dates.note,
        "place_note": facts.place_note,
        "languages": facts.languages,
        "contributes_to": facts.strategy,
        "legal_references": [_link(text) for text in facts.legal_references],
        "sessions": [
            {
                "day": session.day,
                "half_day": session.half_day_code,
                "place": session.place.name if session.place else "",
                "title": session.title,
            }
            for session in facts.sessions
        ],
        "funding": [_funding(line) for line in facts.funding],
        "public_figures": [_figure(figure) for figure in facts.figures],
        "audiences": facts.audiences,
        "other_categories": facts.other_categories,
        "participants_from_note": facts.origin_note,
        "links": [
            {
                "kind": link.kind,
                "is_reverse": link.is_reverse,
                "event": link.event.slug,
                "title": link.event.name,
            }
            for link in facts.links
        ],
        **dict(_narratives(facts)),
        "recommendations": [_recommendation(item) for item in facts.all_said],
        "outputs": [
            {
                "kind": item.kind,
                "title": item.title,
                "stage": item.stage,
                "quantity": item.quantity.value if item.quantity.is_shown else None,
                "quantity_status": figure_cells(item.quantity)[1],
            }
            for item in facts.outputs
        ],
        "sources": [_source(source) for source in facts.sources],
        "disagreements": [_disagreement(item) for item in facts.disagreements],
    }


def _narratives(facts):
    for narrative in facts.narratives:
        yield narrative.code, narrative.text
        if narrative.code == "general_objective":
            yield "objectives", facts.objectives


def _link(link):
    return {"name": link.name, "url": link.url}


def _figure(figure):
    return {
        "name": figure.name,
        "title": figure.title,
        "role": figure.role,
        "organisation": figure.organisation.name if figure.organisation else "",
        "represents": figure.represents,
    }


def _recommendation(item):
    return {
        "kind": item.kind,
        "text": item.text,
        "addressee": item.addressee.name if item.addressee else "",
        "theme": item.theme,
        "due_on": item.due_on and edtf_text(item.due_on, item.due_precision),
        "status": item.status,
        "follow_ups": [
            {
                "day": edtf_text(step.day, step.precision),
                "status": step.status,
                "note": step.note,
                "source": step.source,
            }
            for step in item.follow_ups
        ],
    }


def _funding(line):
    return {
        "funder": line.name,
        "support": line.kind,
        "programme": line.programme.name if line.programme else "",
        "through": line.intermediary.name if line.intermediary else "",
        "note": line.note,
    }


def _source(source):
    return {
        "title": source.title,
        "kind": source.kind,
        "signature": source.signature,
        "published_on": source.published_edtf,
        "language": source.language,
        "url": source.url,
    }


def _disagreement(item):
    return {
        "about": item.label,
        "claims": [
            {"value": claim.value, "source": claim.source, "followed": claim.followed}
            for claim in item.claims
        ],
    }
