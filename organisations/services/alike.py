"""Records of one table that may be the same under two spellings: found by their names, never decided here."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from organisations.models import DifferentRecords
from rss_registry.text import fold

# Of 100. Words in any order, and one name within the other, are measured apart.
_NEAR = 88
_NUMBER = re.compile(r"[0-9]+(?:er|e|eme)?|[ivx]+")
# Of the words of the shorter name, those that the other must have too.
_SHARED = 0.75
# What this register is about, in a name that says more: « Commissariat à la … », « Alliance pour la … ».
_THE_FIELD = re.compile(
    r"\b(?:reforme (?:du )?secteur (?:de )?(?:la )?securite|security sector reform|rss|ssr)\b"
)
_ABBREVIATION = re.compile(r"[A-ZÀ-Ý]{3,}")
# An abbreviation that three records carry tells no pair apart.
_CARRIERS = 2
_SMALL = frozenset(
    {"de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "au", "aux", "a", "pour", "sur"}
    | {"the", "of", "and", "for", "in"}
)
# Words that tell no organisation from another.
_COMMON = _SMALL | {
    "mali",
    "ong",
    "association",
    "organisation",
    "reseau",
    "comite",
    "union",
    "groupe",
    "conseil",
}


class Reason(TextChoices):
    """Why two records may be one."""

    SAME_NAME = "same_name", _("même nom, autrement écrit")
    SAME_ACRONYM = "same_acronym", _("même sigle")
    INITIALS = "initials", _("le sigle de l’une, le nom entier de l’autre")
    NEAR_NAME = "near_name", _("noms proches")
    WITHIN = "within", _("un nom dans l’autre")
    ABBREVIATION = "abbreviation", _("la même abréviation au début")


@dataclass(frozen=True)
class Names:
    """What one record is called."""

    full: tuple[str, ...]
    acronyms: tuple[str, ...]
    # With which a name begins: « EMP » of « EMP-ABB » and of « EMP Bamako ».
    abbreviations: frozenset[str] = frozenset()

    @property
    def mark(self) -> str:
        """Changes with any of the names."""
        return sha256("|".join(sorted((*self.full, *self.acronyms))).encode()).hexdigest()


@dataclass(frozen=True)
class Pair:
    first: object
    second: object
    reason: Reason
    score: float

    @property
    def why(self) -> str:
        return str(self.reason.label)


def names_of(record) -> Names:
    full = [getattr(record, name, "") or "" for name in ("name_fr", "name_en", "name")]
    # One that is not stored yet has none.
    aliases = (
        [alias.name for alias in record.aliases.all()] if record.pk and hasattr(record, "aliases") else []
    )
    short = [getattr(record, "acronym", "") or "", *(name for name in aliases if _is_acronym(name))]
    return Names(
        tuple(dict.fromkeys(filter(None, (fold(name) for name in (*full, *aliases))))),
        tuple(dict.fromkeys(filter(None, (fold(name) for name in short)))),
        frozenset(filter(None, map(_abbreviation, (*full, *aliases, *short)))),
    )


def likely_pairs(records: Iterable) -> list[Pair]:
    """Of all records of a table, surest first, without those of which somebody said that they are two."""
    rows = list(records)
    names = {row.pk: names_of(row) for row in rows}
    by_key = {row.pk: row for row in rows}
    apart = _said_different(rows, names)
    telling = _telling_abbreviations(names.values())
    found = []
    for one, other in sorted(_near(names)):
        likeness = _likeness(names[one], names[other], telling)
        if likeness and (one, other) not in apart and _may_be_one(by_key[one], by_key[other]):
            found.append(Pair(by_key[one], by_key[other], *likeness))
    return sorted(found, key=lambda pair: (-pair.score, pair.first.pk, pair.second.pk))


def alike(record, records: Iterable) -> list[Pair]:
    """Which of `records` a record that is not stored yet may be."""
    mine = names_of(record)
    theirs = [(row, names_of(row)) for row in records]
    telling = _telling_abbreviations([mine, *(names for _row, names in theirs)])
    found = []
    for row, names in theirs:
        likeness = _likeness(mine, names, telling) if _may_be_one(record, row) else None
        if likeness:
            found.append(Pair(record, row, *likeness))
    return sorted(found, key=lambda pair: -pair.score)


def say_different(*, one, other, by) -> None:
    """« Ce n’est pas un doublon », until either of both is renamed."""
    first, second = sorted((one, other), key=lambda row: row.pk)
    DifferentRecords.objects.update_or_create(
        table=first._meta.label_lower,
        first_key=first.pk,
        second_key=second.pk,
        defaults={"names_then": _marks(names_of(first), names_of(second)), "said_by": by},
    )


def _said_different(rows, names):
    if not rows:
        return set()
    said = DifferentRecords.objects.filter(table=rows[0]._meta.label_lower)
    return {
        (first, second)
        for first, second, then in said.values_list("first_key", "second_key", "names_then")
        if first in names and second in names and then == _marks(names[first], names[second])
    }


def _marks(first, second):
    return sha256(f"{first.mark}{second.mark}".encode()).hexdigest()


def _may_be_one(one, other):
    """Not a region and its commune of the same name, nor an office and the body on which it depends."""
    if getattr(one, "parent_id", None) == other.pk or (
        one.pk and getattr(other, "parent_id", None) == one.pk
    ):
        return False
    return one._meta.model_name != "place" or one.kind == other.kind


def _near(names: dict[int, Names]) -> Iterator[tuple[int, int]]:
    """Pairs that share a telling word, an acronym, or the initials of one."""
    blocks = defaultdict(set)
    for key, one in names.items():
        for name in one.full:
            for word in _telling(name):
                blocks[word[:4]].add(key)
            blocks[f"={_initials(name)}"].add(key)
            blocks[f"={name.replace(' ', '')}"].add(key)
        for acronym in one.acronyms:
            blocks[f"={acronym.replace(' ', '')}"].add(key)
            blocks[acronym[:4]].add(key)
        for abbreviation in one.abbreviations:
            blocks[f"={abbreviation}"].add(key)
    return {
        (one, other)
        for keys in blocks.values()
        # A word of half the table tells nothing.
        if len(keys) <= 200
        for one in keys
        for other in keys
        if one < other
    }


def _likeness(one: Names, other: Names, abbreviations: frozenset[str]):
    if set(one.full) & set(other.full):
        return Reason.SAME_NAME, 100.0
    best = 0.0
    for name in one.full:
        for second in other.full:
            words, others = sorted(_telling(name)), sorted(_telling(second))
            if _numbers(words) != _numbers(others):
                # « Commune III », « Commune IV ».
                continue
            if words and words == others:
                return Reason.SAME_NAME, 99.0
            best = max(best, fuzz.ratio(" ".join(words), " ".join(others), score_cutoff=_NEAR))
    short, others_short = set(one.acronyms), set(other.acronyms)
    if short & (others_short | set(other.full)) or others_short & set(one.full):
        return Reason.SAME_ACRONYM, 95.0
    if _stands_for(one, other) or _stands_for(other, one):
        return Reason.INITIALS, 90.0
    if best:
        return Reason.NEAR_NAME, best
    if _is_within(one, other) or _is_within(other, one):
        return Reason.WITHIN, 80.0
    if one.abbreviations & other.abbreviations & abbreviations and (_is_short(one) or _is_short(other)):
        return Reason.ABBREVIATION, 75.0
    return None


def _stands_for(short: Names, long: Names):
    initials = {_initials(name) for name in long.full if len(name.split()) > 2}
    compact = {acronym.replace(" ", "") for acronym in (*short.acronyms, *short.full)}
    return bool({text for text in compact if len(text) > 2} & initials)


def _is_within(short: Names, long: Names):
    """« EMP Bèye » within « EMP Alioune Blondin Bèye », « École de la paix ABB » nearly so."""
    inner = [set(_telling(name)) for name in short.full]
    outer = [set(_telling(name)) for name in long.full]
    return any(
        len(words & others) >= 2
        and (words < others or (len(words & others) >= 3 and len(words & others) >= _SHARED * len(words)))
        for words in inner
        for others in outer
        if len(words) <= len(others) and _numbers(words) == _numbers(others)
    )


def _is_short(names: Names):
    """An abbreviation and one word: « EMP Bamako »."""
    return any(name.split()[0] in names.abbreviations and len(_telling(name)) == 2 for name in names.full)


def _abbreviation(name):
    word = re.split(r"[\W_]", name.strip(), maxsplit=1)[0]
    return fold(word) if _ABBREVIATION.fullmatch(word) and fold(word) not in _COMMON else ""


def _telling_abbreviations(names: Iterable[Names]) -> frozenset[str]:
    carriers = Counter(word for each in names for word in each.abbreviations)
    return frozenset(word for word, count in carriers.items() if count <= _CARRIERS)


def _telling(name):
    words = [word for word in name.split() if word not in _COMMON]
    rest = [word for word in _THE_FIELD.sub(" ", name).split() if word not in _COMMON]
    return rest or words


def _numbers(words):
    return {word for word in words if _NUMBER.fullmatch(word)}


def _initials(name):
    return "".join(word[0] for word in name.split() if word not in _SMALL)


def _is_acronym(name):
    letters = [sign for sign in name if sign.isalpha()]
    return 1 < len(letters) <= 12 and sum(sign.isupper() for sign in letters) >= len(letters) - 1
