"""Records are found by the beginnings of their words: what is saved is indexed in the same transaction.

Listening rather than asking every form, import and command to remember it (docs/decisions/0006).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save

from organisations.models import RecordSearch, RecordWords
from rss_registry.full_text import Beginnings
from rss_registry.text import fold

# As long as the database's index takes, on both sides.
_LONGEST_WORD = 60
_MOST_WORDS = 20
# Folding leaves no such sign: no word that anybody types is that of a kind.
_KIND = "§"


@dataclass(frozen=True)
class Searched:
    """How the records of one model are found."""

    model: type[Model]
    texts: Callable[[Model], Iterable[str]]

    @property
    def kind(self) -> str:
        return self.model._meta.model_name


_SEARCHED: dict[type[Model], Searched] = {}


def search_by(
    model: type[Model],
    texts: Callable[[Model], Iterable[str]],
    also: dict[type[Model], Callable[[Model], Iterable[Model]]] | None = None,
) -> None:
    """Find the records of `model` by `texts`; `also` says which of them a change of another model touches."""
    _SEARCHED[model] = Searched(model, texts)
    label = model._meta.label

    def saved(*, instance, created, **_message):
        index_record(instance, is_new=created)

    def deleted(*, instance, **_message):
        forget_record(instance)

    def touched(*, sender, instance, **_message):
        for record in also[sender](instance):
            index_record(record)

    # Kept by the registry of signals alone, hence not weakly.
    post_save.connect(saved, sender=model, weak=False, dispatch_uid=f"words of saved {label}")
    post_delete.connect(deleted, sender=model, weak=False, dispatch_uid=f"words of deleted {label}")
    for other in also or {}:
        for signal in (post_save, post_delete):
            uid = f"words of {label} through {other._meta.label}"
            signal.connect(touched, sender=other, weak=False, dispatch_uid=uid)


def is_searched(model: type[Model]) -> bool:
    return model in _SEARCHED


@transaction.atomic(savepoint=False)
def index_record(record: Model, *, is_new: bool = False) -> None:
    """Write the words of `record` where they differ; of a new one nothing stands there yet."""
    searched = _SEARCHED[type(record)]
    words = f"{_KIND}{searched.kind} {' '.join(_words(searched.texts(record)))}"
    if is_new:
        row = RecordSearch.objects.create(kind=searched.kind, key=record.pk)
        RecordWords.objects.create(record=row, words=words)
        return
    row, is_new = RecordSearch.objects.get_or_create(kind=searched.kind, key=record.pk)
    stored = None if is_new else RecordWords.objects.filter(pk=row.pk).values_list("words", flat=True).first()
    if stored == RecordWords._meta.get_field("words").get_prep_value(words):
        return
    RecordWords.objects.filter(pk=row.pk).delete()
    RecordWords.objects.create(record=row, words=words)


@transaction.atomic
def forget_record(record: Model) -> None:
    rows = RecordSearch.objects.filter(kind=record._meta.model_name, key=record.pk)
    RecordWords.objects.filter(pk__in=rows.values("pk")).delete()
    rows.delete()


@transaction.atomic
def index_all_records() -> int:
    """Write the words of every record anew; returns of how many."""
    RecordWords.objects.all().delete()
    RecordSearch.objects.all().delete()
    records = [record for model in _SEARCHED for record in model._default_manager.order_by("pk")]
    for record in records:
        index_record(record)
    return len(records)


def found(rows: QuerySet, text: str, most: int | None = None) -> QuerySet:
    """Those of `rows` of which each word of `text` begins a word; of very many, `most` are looked at."""
    beginnings = tuple(dict.fromkeys(_words([text])))[:_MOST_WORDS]
    if not beginnings:
        return rows.none()
    kind = _SEARCHED[rows.model].kind
    hits = RecordWords.objects.filter(words__begins=Beginnings(f"{_KIND}{kind}", beginnings)).values("pk")
    return rows.filter(pk__in=RecordSearch.objects.filter(pk__in=hits[:most]).values("key"))


def _words(texts):
    return [word[:_LONGEST_WORD] for text in texts if text for word in fold(text).split()]
