"""Names of people as lists write them: titles, and the sex that a title tells."""

import re

from events.enums import Sex

MAX_LENGTH = 200
# What stands before a name and is no part of it; and what is part of it, and tells the sex.
_COURTESY = (
    (re.compile(r"(?:mme|mmes|madame|mlle|mademoiselle|ms)\b\.?\s*", re.IGNORECASE), Sex.WOMEN),
    (re.compile(r"(?:mr\b\.?|m\.|monsieur\b|mm\.)\s*", re.IGNORECASE), Sex.MEN),
)
_HONORARY = (
    (re.compile(r"(?:el ?hadj|elhadj|el ?hadji|elhadji|alhadji)\b", re.IGNORECASE), Sex.MEN),
    (re.compile(r"(?:hadja|adja)\b", re.IGNORECASE), Sex.WOMEN),
)
_AFTER = re.compile(r"\s*\((mme|mlle|mr|m|f|h)\)\.?$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_RANK = re.compile(r"^\d{1,3}\s*[.)\-°]+\s*")


def without_title(name: str) -> tuple[str, Sex | None]:
    """The name without « Mme » or « M. », and the sex that these, or « El Hadj », tell."""
    name = _RANK.sub("", " ".join(name.split())).strip(" .,;:-")
    for pattern, sex in _COURTESY:
        if (found := pattern.match(name)) and _LETTER.search(name[found.end() :]):
            return name[found.end() :].strip(" .,;:-"), sex
    if found := _AFTER.search(name):
        return name[: found.start()], Sex.WOMEN if found[1].lower()[0] == "f" or found[1].lower() in (
            "mme",
            "mlle",
        ) else Sex.MEN
    return name, next((sex for pattern, sex in _HONORARY if pattern.match(name)), None)


def full_name(family: str, given: str, married: str = "") -> str:
    """« TRAORE Fatoumata », « TRAORE Fatoumata ép. KEITA », in the letters of the list."""
    name = " ".join(part for part in (family, given) if part)
    if not married:
        return name
    return f"{name} ép. {married}" if name else married


def has_letters(name: str) -> bool:
    return bool(_LETTER.search(name))
