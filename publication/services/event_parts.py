"""The published rows of one event beside its own: those of which something differs are written."""

from collections.abc import Collection

from publication.models import (
    Facet,
    PublishedEvent,
    PublishedFacts,
    PublishedNumber,
    PublishedRecommendation,
    PublishedText,
    PublishedWords,
)
from publication.project.rows import EventRows


def write_all_parts(event: PublishedEvent, rows: EventRows) -> None:
    """Of an event of which nothing stands there."""
    for model, _part, make in _PARTS:
        model.objects.bulk_create(make(event, rows))


def write_parts(event: PublishedEvent, rows: EventRows, changed: Collection[str]) -> None:
    """`changed`: the parts that differ (`EventRows.parts_other_than`)."""
    for model, part, make in _PARTS:
        if part not in changed:
            continue
        if part == "words":
            _write_words(model, event, rows)
        elif part == "facts":
            _write_facts(event, rows)
        else:
            model.objects.filter(event=event).delete()
            model.objects.bulk_create(make(event, rows))


def _write_facts(event, rows):
    """One row for each language, whether it stood there or not."""
    PublishedFacts.objects.bulk_create(
        _facts(event, rows),
        update_conflicts=True,
        unique_fields=["event", "language"],
        update_fields=["content"],
    )


def _write_words(model, event, rows):
    """One row: a statement less than taking it away and putting it back."""
    column = "text" if model is PublishedText else "words"
    if not model.objects.filter(pk=event.pk).update(**{column: rows.words}):
        model.objects.create(pk=event.pk, **{column: rows.words})


def _facts(event, rows):
    return (
        PublishedFacts(event=event, language=language, content=text) for language, text in rows.facts.items()
    )


def _facets(event, rows):
    return (Facet(event=event, name=name, value=value) for name, value in sorted(rows.facets))


def _numbers(event, rows):
    return (
        PublishedNumber(event=event, name=name, state=state, value=value, basis=basis)
        for name, (state, value, basis) in rows.numbers.items()
    )


def _recommendations(event, rows):
    for row in rows.recommendations:
        yield PublishedRecommendation(
            pk=row.key,
            event=event,
            position=row.position,
            kind=row.kind,
            addressee=row.addressee,
            theme=row.theme,
            status=row.status,
            due_on=row.due_on,
            same_as=row.same_as,
            **{f"content_{language}": text for language, text in row.content},
        )


def _text(event, rows):
    yield PublishedText(event=event, text=rows.words)


def _words(event, rows):
    yield PublishedWords(event=event, words=rows.words)


# The table, the part of `EventRows` that stands in it, and how its rows are made.
_PARTS = (
    (PublishedFacts, "facts", _facts),
    (Facet, "facets", _facets),
    (PublishedNumber, "numbers", _numbers),
    (PublishedRecommendation, "recommendations", _recommendations),
    (PublishedText, "words", _text),
    (PublishedWords, "words", _words),
)
