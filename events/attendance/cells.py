"""What a cell of a list is, told from its content alone: a telephone, a sex, a mark, a name."""

import re
import tomllib
from datetime import date, time
from functools import cache
from pathlib import Path

from events.attendance.phones import MAX_LOOKED_AT, phones_in
from events.enums import AgeBand, Category, Sex
from rss_registry.exchange.columns import labels_of
from rss_registry.sheets import Unreadable
from rss_registry.text import fold

_EMAIL = re.compile(r"[\w.+'\-]+@[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,}", re.IGNORECASE)
_SEXES = {
    Sex.WOMEN: "f|femme|femmes|feminin|feminine|female|fem|fille|woman|mme|mlle|madame"
    "|mademoiselle|w|ms|mrs|miss",
    Sex.MEN: "h|m|homme|hommes|masculin|masc|male|mas|garcon|man|mr|monsieur|hom",
}
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words.split("|")}
_TICKS = {
    "x",
    "1",
    "oui",
    "o",
    "p",
    "pr",
    "present",
    "presente",
    "ok",
    "yes",
    "y",
    "vrai",
    "true",
    "v",
    "signe",
    "xx",
}
_TICKS |= {"present e", "vu", "emarge", "sign", "signed", "fait", "xxx"}
_ABSENCES = {
    "a",
    "abs",
    "absent",
    "absente",
    "0",
    "non",
    "n",
    "no",
    "faux",
    "false",
    "excuse",
    "excusee",
    "ae",
}
_ABSENCES |= {"absent excuse", "absente excusee", "absent e", "non signe", "unsigned", "exc"}
_CHECKS, _CROSSES = set("√✓✔☑"), set("✗✘☒❌")
_TICK_SIGNS, _ABSENCE_SIGNS = set("√✓✔☑☒✗✘❌×■●ü"), set("-–—☐□")
_DITTO = {"idem", "id", "do", "ditto", "same", "meme", "ibid", "meme structure", "meme chose", "ididem"}
_DITTO_SIGNS = re.compile(r"(?:[\"″〃”“»«]|''|’’|//|,,|-{1,2}\s?(?:\"|//|do)\s?-{1,2}|-//-|-\"-)+")


def _pattern(kind):
    words = (re.escape(word).replace(r"\*", r"\w*") for word in _WORDS[kind])
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_ORGANISATIONS = _pattern("bodies")
_FUNCTIONS = _pattern("offices")
_CATEGORY_OF = {words: Category(value) for value, every in _WORDS["categories"].items() for words in every}
_labels = cache(labels_of)
_GROUPS = _pattern("groups")
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_NOT_IN_NAMES = re.compile(r"[\d@:;=+*#&%<>{}\[\]|]")


def text(cell) -> str:
    """The cell in one line, as one reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, date) and not isinstance(cell, time):
        return f"{cell:%d/%m/%Y %H:%M}" if hasattr(cell, "hour") else f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())


def _is_short(cell):
    return isinstance(cell, str) and len(cell) <= MAX_LOOKED_AT


def is_phone(cell) -> bool:
    return bool(phones_in(cell))


def email_in(cell) -> str:
    """The address of a cell that holds nothing else beside it but telephones; empty where there is none."""
    if not isinstance(cell, str) or "@" not in cell or len(cell) > MAX_LOOKED_AT:
        return ""
    found = _EMAIL.search(text(cell).replace(" @", "@").replace("@ ", "@"))
    return found[0].strip(".'").lower() if found else ""


def sex_in(cell) -> Sex | None:
    if not _is_short(cell):
        return None
    return _SEX_OF.get(fold(cell)) or Sex(_labels(Sex).get(fold(cell)) or "") or None


def is_not_stated(cell) -> bool:
    """« non communiqué », as the register itself writes what nobody said."""
    return _is_short(cell) and any(
        _labels(choices).get(fold(cell)) == "" for choices in (Sex, Category, AgeBand)
    )


def category_in(cell) -> Category | None:
    if not _is_short(cell):
        return None
    found = _CATEGORY_OF.get(fold(cell)) or _labels(Category).get(fold(cell))
    return Category(found) if found and found != Category.OTHER else None


def mark_in(cell) -> bool | None:
    """Whether a cell under « Jour 1 » says present; None where it is no mark of either."""
    if isinstance(cell, bool):
        return cell
    if cell is None or isinstance(cell, (date, Unreadable)):
        return None
    if isinstance(cell, str) and not _is_short(cell):
        return None
    word, bare = fold(str(cell)), str(cell).strip()
    if word in _TICKS or (bare and set(bare) <= _TICK_SIGNS):
        return True
    if word in _ABSENCES or (bare and set(bare) <= _ABSENCE_SIGNS):
        return False
    return None


def is_check(cell) -> bool:
    return isinstance(cell, str) and set(cell) <= _CHECKS


def is_cross(cell) -> bool:
    """« ✗ »: a mark of presence by itself, and of absence beside « ✓ »."""
    return isinstance(cell, str) and set(cell) <= _CROSSES


def is_ditto(cell) -> bool:
    """« Idem », « // », « \" »: the cell above, again."""
    if not isinstance(cell, str) or len(cell) > 20:
        return False
    return fold(cell) in _DITTO or bool(_DITTO_SIGNS.fullmatch(cell.strip()))


def has_organisation_word(cell) -> bool:
    return _is_short(cell) and bool(_ORGANISATIONS.search(fold(cell)))


def has_function_word(cell) -> bool:
    return _is_short(cell) and bool(_FUNCTIONS.search(fold(cell)))


def looks_like_name(cell) -> bool:
    """Two to six words of letters, most with a capital, none of which names an office or a body."""
    if not isinstance(cell, str) or len(cell) > 70 or _NOT_IN_NAMES.search(cell):
        return False
    words = _WORD.findall(cell)
    if not 2 <= len(words) <= 7 or has_organisation_word(cell) or has_function_word(cell):
        return False
    return sum(word[0].isupper() for word in words) >= max(1, len(words) - 2) or cell.islower()


def looks_like_name_part(cell) -> bool:
    """One to three words of letters: a family name or given names alone."""
    if not isinstance(cell, str) or len(cell) > 40 or _NOT_IN_NAMES.search(cell):
        return False
    words = _WORD.findall(cell)
    return 1 <= len(words) <= 3 and len(words[0]) > 1 and not has_function_word(cell)


def looks_like_data(cell) -> bool:
    """What no heading is: a telephone, an address, a number above the ranks of days."""
    if isinstance(cell, bool):
        return True
    if isinstance(cell, (int, float)):
        return cell > 31
    return bool(cell) and (is_phone(cell) or bool(email_in(cell)))


def names_a_group(cell) -> bool:
    """« ONG Tassaght », « Société civile »: what stands above people rather than being one of them."""
    return _is_short(cell) and (has_organisation_word(cell) or bool(_GROUPS.search(fold(cell))))
