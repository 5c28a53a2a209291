"""What each column of a list holds: a guess out of its heading and its cells, with the reasons.

A `Layout` goes in, with the days of the event and what was chosen for such headings before; a `Guess` for
each column comes out. A person decides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from events.attendance.contents import SPEAKS_FOR, Contents, Kind, contents_of, sentence
from events.attendance.headings import Use, uses_of
from events.attendance.layout import Layout, ListColumn
from events.attendance.moments import Moment, moment_in, says_morning
from rss_registry.never_kept import never_kept
from rss_registry.text import fold

# Below this a column is left alone.
_ENOUGH = 0.34
# What heading and cells weigh where both speak.
_HEADING, _CELLS = 0.65, 0.35
# Cells that cannot be mistaken, and what their column may be then.
_PLAIN = {
    Kind.PHONE: {Use.PHONE, Use.OTHER_PHONE, Use.CONTACT},
    Kind.EMAIL: {Use.EMAIL, Use.CONTACT},
    Kind.SEX: {Use.SEX, *Use.sex_ticks(), Use.PRESENCE},
}
_NEEDS_CELLS = {Use.PHONE, Use.OTHER_PHONE, Use.EMAIL, Use.CONTACT, Use.SEX, Use.AGE, Use.NUMBER}
_GIVEN_FIRST = re.compile(r"prenoms?\b|first|given")
_PARTS = {Use.FAMILY_NAME, Use.GIVEN_NAME}
# What a column of words is likely to be where nothing else is it.
_BY_ELIMINATION = 0.35


@dataclass(frozen=True)
class Guess:
    """What a column holds, how surely (0 to 1), and why, in sentences."""

    use: Use
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    moment: Moment | None = None


@dataclass(frozen=True)
class _Seen:
    column: ListColumn
    contents: Contents
    told: dict[Use, float]
    moment: Moment | None


def guess(
    layout: Layout,
    *,
    moments: Sequence[Moment] = (),
    first_day: date | None = None,
    last_day: date | None = None,
    remembered: Mapping[str, str] | None = None,
) -> dict[int, Guess]:
    """A guess for each column of the layout, by index; no use twice, but presence and what is not kept."""
    remembered = remembered or {}
    seen = _seen(layout, moments, first_day, last_day)
    one_day = first_day if first_day and (last_day or first_day) == first_day else None
    guesses: dict[int, Guess] = {}
    scored: list[tuple[float, int, Use]] = []
    for index, one in seen.items():
        if one.column.forbidden:
            guesses[index] = Guess(Use.FORBIDDEN, 1.0, (_refusal(one.column.heading),))
        elif one.column.heading and _is_free(chosen := remembered.get(fold(one.column.heading)), guesses):
            guesses[index] = _as_before(Use(chosen), one, one_day)
        else:
            scored += [(score, index, use) for use, score in _scores(one).items() if score >= _ENOUGH]
    taken = {found.use for found in guesses.values()} - set(Use.repeatable())
    for score, index, use in sorted(scored, key=lambda entry: (-entry[0], entry[1])):
        if index in guesses or use in taken or (use == Use.FULL_NAME and taken >= _PARTS):
            continue
        guesses[index] = _guess(use, score, seen[index], one_day)
        if use not in Use.repeatable():
            taken.add(use)
    _by_elimination(guesses, seen, taken)
    for index in seen:
        guesses.setdefault(index, Guess(Use.IGNORE, 0.0, (_("rien ne dit ce que contient cette colonne"),)))
    return dict(sorted(guesses.items()))


def _is_free(chosen, guesses):
    """Whether a use that was chosen before may be given again: the lists of an organisation differ."""
    if chosen not in Use.values:
        return False
    return Use(chosen) in Use.repeatable() or all(found.use != chosen for found in guesses.values())


def _seen(layout, moments, first_day, last_day):
    headings = [column.heading for column in layout.columns]
    am_is_morning = not any(says_morning(heading) for heading in headings)
    given = any((Use.GIVEN_NAME, 1.0) in uses_of(heading) for heading in headings)
    sexes = {use for heading in headings for use, score in uses_of(heading) if score == 1} >= {
        *Use.sex_ticks()
    }
    seen = {}
    for column in layout.columns:
        cells = [row.cell(column.index) for row in layout.rows]
        told = dict(uses_of(column.heading))
        if given and told.get(Use.FULL_NAME) == 1 and len(fold(column.heading).split()) <= 2:
            # « Nom » beside « Prénom » is the family name.
            told = {Use.FAMILY_NAME: 1.0, Use.FULL_NAME: 0.3}
        if sexes and told.keys() & {*Use.sex_ticks()}:
            told.pop(Use.SEX, None)
        moment = moment_in(column.heading, first_day, last_day, moments=moments, am_is_morning=am_is_morning)
        if moment and not any(score == 1 for use, score in told.items() if use in Use.ticks()):
            told = {Use.PRESENCE: 1.0}
        seen[column.index] = _Seen(column, contents_of(cells), told, moment)
    return _names_apart(seen)


def _names_apart(seen):
    """« Prénom et nom » over two columns, each of which holds one of them."""
    for index, one in list(seen.items()):
        other = seen.get(index + 1)
        whole = one.told.get(Use.FULL_NAME, 0) >= 0.75 and one.contents.share(Kind.NAME) < 0.5
        if not whole or other is None or other.column.heading not in ("", one.column.heading):
            continue
        if min(one.contents.share(Kind.NAME_PART), other.contents.share(Kind.NAME_PART)) < 0.7:
            continue
        words = fold(one.column.heading)
        pair = (Use.FAMILY_NAME, Use.GIVEN_NAME)
        if _GIVEN_FIRST.match(words):
            pair = pair[::-1]
        for place, use in zip((index, index + 1), pair, strict=True):
            seen[place] = replace(seen[place], told={use: 1.0})
    return seen


def _scores(one: _Seen) -> dict[Use, float]:
    """How well each use suits the heading and the cells."""
    scores = {}
    sure = max(one.told.values(), default=0)
    plain = next((kind for kind in _PLAIN if one.contents.filled and one.contents.share(kind) >= 0.7), None)
    for use in Use:
        told, cells = one.told.get(use, 0), _cells(use, one.contents, use in one.told)
        if told:
            score = told * (_HEADING + _CELLS * (0.6 if cells is None else cells))
            if cells is not None and cells < 0.2 and use in _NEEDS_CELLS and _says_otherwise(one.contents):
                score *= 0.35
            if use == Use.PRESENCE and one.contents.share(Kind.AMOUNT) > 0.5:
                # What was paid on that day.
                score *= 0.35
        else:
            most = SPEAKS_FOR.get(use, (None, 0))[1]
            score = (cells or 0) * most * (0.45 if sure >= 0.9 and plain is None else 1)
        if plain is not None and use not in _PLAIN[plain]:
            score *= 0.4
        scores[use] = score
    return scores


def _cells(use, contents, told) -> float | None:
    """How much the cells speak for a use; None where they say nothing either way."""
    if not contents.filled:
        return None
    if use == Use.CONTACT:
        return min(1.0, contents.share(Kind.PHONE) + contents.share(Kind.EMAIL))
    if use in Use.ticks() or use == Use.PRESENCE:
        if contents.share(Kind.AMOUNT) > 0.5 or contents.share(Kind.PHONE) > 0.5:
            return 0.0
        return contents.share(Kind.MARK) if use == Use.PRESENCE else None
    if use not in SPEAKS_FOR:
        return None
    share = contents.share(SPEAKS_FOR[use][0])
    if use == Use.NUMBER and told:
        return contents.share(Kind.SERIES)
    if use in (Use.ORGANISATION, Use.FUNCTION):
        return min(1.0, share + 0.3 * contents.repeats)
    if use == Use.AGE and contents.share(Kind.RANK) > 0.8:
        return 0.0
    return share


def _by_elimination(guesses, seen, taken):
    """The only column of words that is nothing else is the organisation, where no other column is."""
    if taken & {Use.ORGANISATION, Use.FUNCTION_AND_ORGANISATION} or not taken & {Use.FULL_NAME, *_PARTS}:
        return
    unknown = [
        index
        for index, one in seen.items()
        if (index not in guesses and not one.told and one.contents.share(Kind.WORDS) >= 0.8)
        or (_use_of(guesses, index) == Use.LOCALITY and one.contents.share(Kind.ORGANISATION) >= 0.6)
    ]
    if len(unknown) == 1:
        reason = _("des mots, et aucune autre colonne n’est l’organisation")
        guesses[unknown[0]] = Guess(Use.ORGANISATION, _BY_ELIMINATION, (reason,))


def _use_of(guesses, index):
    return guesses[index].use if index in guesses else None


def _says_otherwise(contents):
    """Whether cells that do not suit the heading are enough to doubt it."""
    return contents.filled >= 3 or contents.share(Kind.MARK) >= 0.7


def _guess(use, score, one, one_day):
    reasons = []
    if one.told.get(use):
        reasons.append(_("l’en-tête « %(heading)s »") % {"heading": one.column.heading})
    if said := sentence(use, one.contents):
        reasons.append(said)
    if use == Use.PRESENCE:
        moment = one.moment or one_day
        if isinstance(moment, date):
            moment = Moment(moment)
        return Guess(use, round(score, 3), tuple(reasons), moment)
    if use == Use.SIGNATURE and one_day and _is_signed(one.contents):
        # The signature itself is never kept; that there is one, is.
        if one.contents.filled > 1:
            reasons.append(_("%(count)s cellules portent une marque") % {"count": one.contents.filled})
        return Guess(Use.PRESENCE, round(score, 3), tuple(reasons), Moment(one_day))
    return Guess(use, round(score, 3), tuple(reasons))


def _is_signed(contents):
    return contents.filled > 0 and not contents.of.get(Kind.AMOUNT, 0) + contents.of.get(Kind.PHONE, 0)


def _as_before(use, one, one_day):
    moment = one.moment or (Moment(one_day) if one_day else None)
    reason = _("choisi la dernière fois pour l’en-tête « %(heading)s »") % {"heading": one.column.heading}
    return Guess(use, 1.0, (reason,), moment if use == Use.PRESENCE else None)


def _refusal(heading):
    return _(
        "Le registre ne garde jamais %(what)s d’une personne : protection des personnes en zone de "
        "conflit, loi n° 2013-015. Rien de cette colonne n’a été lu."
    ) % {"what": never_kept(heading)}
