"""Categories of participants as sources call them: understood where they are known, else kept in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from events.enums import Basis, Category
from events.models import Audience, CategoryTerm, Event, Headcount, words_said
from rss_registry.exchange.columns import labels_of
from rss_registry.text import fold

LONGEST = 80
# Of people one says what they do, and never of which community or faith they are (docs/domain.md).
_COMMUNITIES = re.compile(
    r"\b(ethni\w*|tribu\w*|tribe\w*|races?|clans?|castes?|peuh?le?s?|peulhs?|fulani|fulbe|dogons?|touareg(?:ue)?s?"
    r"|tama[sc]h?e[qk]s?|bambaras?|bamanans?|songh?(?:ai|ay|oi|oy)s?|sonrhai?y?s?|soninkes?|sarakoles?|malinkes?"
    r"|maninkas?|senou?fos?|bozos?|somonos?|mini?ankas?|k?hassonkes?|bobos?|dafings?|maures?|arabes?|bellas?"
    r"|imghads?|ifoghas|daoussaks?|musulman(?:e)?s?|chretien(?:ne)?s?|catholiques?|protestante?s?|animistes?)\b"
)
# How lists and articles call what the decree names otherwise.
_SPELLINGS = {
    "forces de defense et de securite": Category.FDS,
    "forces de securite": Category.FDS,
    "forces armees": Category.FDS,
    "militaires": Category.FDS,
    "policiers": Category.FDS,
    "gendarmes": Category.FDS,
    "autorites administratives": Category.ADMINISTRATION,
    "services techniques": Category.ADMINISTRATION,
    "elus locaux": Category.ELECTED,
    "elus communaux": Category.ELECTED,
    "maires": Category.ELECTED,
    "conseillers communaux": Category.ELECTED,
    "autorites traditionnelles": Category.TRADITIONAL,
    "autorites coutumieres": Category.TRADITIONAL,
    "autorites religieuses": Category.TRADITIONAL,
    "leaders religieux": Category.TRADITIONAL,
    "chefs de village": Category.TRADITIONAL,
    "chefs de quartier": Category.TRADITIONAL,
    "legitimites traditionnelles": Category.TRADITIONAL,
    "femmes de la societe civile": Category.CIVIL_SOCIETY_WOMEN,
    "organisations de femmes": Category.CIVIL_SOCIETY_WOMEN,
    "associations de femmes": Category.CIVIL_SOCIETY_WOMEN,
    "organisations feminines": Category.CIVIL_SOCIETY_WOMEN,
    "organisations de jeunes": Category.CIVIL_SOCIETY_YOUTH,
    "associations de jeunes": Category.CIVIL_SOCIETY_YOUTH,
    "organisations de la jeunesse": Category.CIVIL_SOCIETY_YOUTH,
    "societe civile": Category.CIVIL_SOCIETY_OTHER,
    "osc": Category.CIVIL_SOCIETY_OTHER,
    "organisations de la societe civile": Category.CIVIL_SOCIETY_OTHER,
    "ong": Category.CIVIL_SOCIETY_OTHER,
    "membres du ccs": Category.CCS_MEMBERS,
    "presse": Category.MEDIA,
    "journalistes": Category.MEDIA,
    "hommes de medias": Category.MEDIA,
    "magistrats": Category.JUSTICE,
    "partenaires techniques et financiers": Category.PARTNERS,
    "ptf": Category.PARTNERS,
}


@dataclass(frozen=True, order=True)
class StatedCategory:
    """A category, and the words of the source where they are not its own."""

    category: str = ""
    words: str = ""

    @classmethod
    def of(cls, row: Headcount | Audience) -> "StatedCategory":
        return cls(row.category, row.category_words)

    def as_decided_of(self, row: Headcount | Audience) -> "StatedCategory":
        """With the category of `row` where it says the same words: what was decided of it stays decided."""
        return replace(self, category=row.category) if self.says_the_same(StatedCategory.of(row)) else self

    @property
    def is_in_words(self) -> bool:
        return self.category == Category.OTHER and self.words != ""

    def says_the_same(self, other: "StatedCategory") -> bool:
        """Whether both are the same words, and any at all."""
        return bool(self.words) and fold(self.words) == fold(other.words)

    @property
    def text(self) -> str:
        """What one would write for it."""
        return self.words or (str(Category(self.category).label) if self.category else "")


def decided_terms() -> dict[str, str]:
    """What coordinators have decided: category by folded words."""
    return dict(CategoryTerm.objects.exclude(category="").order_by().values_list("key", "category"))


def stated_category(text: str, decided: Mapping[str, str]) -> StatedCategory:
    """Which category `text` names; ValidationError where it names a community."""
    words = " ".join(text.split())
    folded = fold(words)
    if not folded:
        return StatedCategory()
    if (known := _labels().get(folded)) is not None:
        return StatedCategory(known)
    if _COMMUNITIES.search(folded):
        raise ValidationError(
            _("« %(words)s » : ni ethnie, ni communauté, ni religion. Dites ce que font ces personnes."),
            params={"words": words},
            code="community",
        )
    if len(words) > LONGEST:
        raise ValidationError(
            _("« %(words)s… » : une catégorie tient en %(longest)d signes."),
            params={"words": words[:30], "longest": LONGEST},
            code="too_long",
        )
    return StatedCategory(str(decided.get(folded) or _SPELLINGS.get(folded, Category.OTHER)), words)


@cache
def _labels():
    return labels_of(Category)


@transaction.atomic
def classify(*, term: CategoryTerm) -> int:
    """Give every row that says these words the category of `term`; returns how many keep « autre catégorie ».

    A number stays in words where its event counts that category already: nobody knows whether the one is
    part of the other.
    """
    wanted = term.category or Category.OTHER
    kept = 0
    for row in (*_rows_saying(Audience, term), *_rows_saying(Headcount, term)):
        if row.category == wanted:
            continue
        if wanted != Category.OTHER and isinstance(row, Headcount) and _is_counted(row, wanted):
            kept += 1
            continue
        row.category = wanted
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            # Somebody counted that category at the same moment.
            kept += 1
    return kept


def events_saying(term: CategoryTerm) -> QuerySet[Event]:
    """The records that have these words, of themselves or of a total that they share."""
    rows = [_rows_saying(model, term) for model in (Audience, Headcount)]
    groups = rows[1].exclude(group=None).order_by().values("group")
    of_rows = [Q(pk__in=each.exclude(event=None).order_by().values("event")) for each in rows]
    return Event.objects.filter(of_rows[0] | of_rows[1] | Q(headcount_groups__in=groups)).distinct()


def terms_to_classify() -> QuerySet[CategoryTerm]:
    """What records say, and nobody has placed in the list yet."""
    return CategoryTerm.objects.filter(category="", key__in=words_said(category=Category.OTHER))


def _rows_saying(model, term):
    said = model.objects.exclude(category_words="").order_by("pk")
    keys = [pk for pk, words in said.values_list("pk", "category_words") if fold(words) == term.key]
    return model.objects.filter(pk__in=keys).order_by("pk")


def _is_counted(row, category):
    same = Headcount.objects.filter(
        event=row.event, group=row.group, unit=row.unit, sex=row.sex, age_band=row.age_band, category=category
    )
    planned = same.filter(basis=Basis.PLANNED)
    return (planned if row.basis == Basis.PLANNED else same.exclude(basis=Basis.PLANNED)).exists()
