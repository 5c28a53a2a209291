"""Figures then and now, one by one, without saying again what was taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publication.disclosure.versions import may_stand_beside
from reports.services.kinds import ProofFigure


@dataclass(frozen=True)
class FigureLine:
    """One figure of a document. `then` is empty where its old value may not be told again."""

    label: str
    then: str
    now: str
    has_changed: bool

    @property
    def is_untold(self) -> bool:
        return self.has_changed and not self.then


@dataclass(frozen=True)
class Comparison:
    lines: tuple[FigureLine, ...]
    no_longer_shown: int
    """Figures of the document that the register shows no more; their very names may be taken back."""

    @property
    def changed(self) -> int:
        return self.no_longer_shown + sum(line.has_changed for line in self.lines)


def compare(
    then: Sequence[ProofFigure],
    now: Sequence[ProofFigure],
    *,
    something_protected: bool,
) -> Comparison:
    """`something_protected`: an event was withdrawn or is told less of, so that no difference is innocent.

    Nor is one where a figure is or was withheld: an earlier value beside it may tell how much that is.
    """
    something_protected |= any(figure.is_withheld for figure in (*then, *now))
    before = {figure.key: figure for figure in then}
    lines = _lines(before, now, something_protected)
    # A report of a period has a hundred figures: those that changed come first.
    lines = tuple(sorted(lines, key=lambda line: not line.has_changed))
    missing = before.keys() - {figure.key for figure in now}
    return Comparison(lines, sum(before[key].is_shown for key in missing))


def _lines(before, now, something_protected) -> Iterator[FigureLine]:
    for figure in now:
        old = before.get(figure.key)
        if old is not None and _said(old) == _said(figure):
            yield FigureLine(figure.label, figure.text, figure.text, has_changed=False)
        elif old is None:
            yield FigureLine(figure.label, "–", figure.text, has_changed=True)
        else:
            # A value that is stated no more was taken back: it is not repeated.
            was_taken_back = old.is_shown and not figure.is_shown
            stands = not was_taken_back and may_stand_beside(
                old.figure, figure.figure, was_suppressed=something_protected
            )
            yield FigureLine(figure.label, old.text if stands else "", figure.text, has_changed=True)


def _said(figure):
    return figure.value, figure.basis, figure.shield
