"""The panels of the first page of the admin: what waits for the reader, a few rows of each list."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# Rows of a panel; the rest stands behind « Tout voir ».
SHOWN = 8
# A page that counts further costs more than the number is worth.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Progress:
    """How far a record is: `done` of `total` steps, and the same in words."""

    done: int
    total: int
    words: str


@dataclass(frozen=True)
class Row:
    """A record that waits. `marks` are (text, address) beside its title, the address may be empty."""

    title: str
    address: str
    details: tuple[str, ...] = ()
    reason: str = ""
    """What somebody wrote about it."""
    progress: Progress | None = None
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Panel:
    """`rank` orders the page; `more` leads to the whole list, whose length `count` says in words."""

    rank: int
    code: str
    title: str
    count: str = ""
    rows: tuple[Row, ...] = ()
    more: str = ""
    more_words: str = ""
    note: str = ""
    template: str = "admin/home/_rows.html"

    @property
    def has_more(self) -> bool:
        return bool(self.more) and len(self.rows) >= SHOWN


def bounded_count(rows) -> int:
    """The number of `rows`, counted up to one more than `MOST_COUNTED`."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def count_words(number: int) -> str:
    """« 12 », « 1 000+ »."""
    if number > MOST_COUNTED:
        return _("%(number)s+") % {"number": number_format(MOST_COUNTED, force_grouping=True)}
    return number_format(number, force_grouping=True)


def shown_and_count(rows, most=SHOWN):
    """The first rows, and in words how many there are: one query, and a second where they fill the panel."""
    shown = list(rows[:most])
    return shown, count_words(len(shown) if len(shown) < most else bounded_count(rows))
