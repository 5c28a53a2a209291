"""Whole numbers up to a hundred in words, French and English: « douze », « vingt et un », « twenty-one »."""

from rss_registry.text import fold

_FRENCH = [
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
_ENGLISH = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
# As in Switzerland and Belgium, and on some radios.
_OTHER_TENS = {70: "septante", 80: "huitante", 90: "nonante"}
_ENGLISH_TENS = {
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
}


def number_in_words(text: str) -> int | None:
    """The number that `text` is the words of; None where it is none."""
    return _KNOWN.get(fold(text))


def _french():
    yield from enumerate(_FRENCH)
    yield 1, "une"
    for tens, word in (_FRENCH_TENS | _OTHER_TENS).items():
        yield tens, word
        yield from ((tens + unit, f"{word} {joined}") for unit, joined in _after(_FRENCH[:10], "et"))
    for unit, joined in _after(_FRENCH, "et"):
        if unit >= 10:
            yield 60 + unit, f"soixante {joined}"
    yield 70, "soixante dix"
    for spelling in ("quatre vingt", "quatre vingts"):
        yield 80, spelling
        yield from ((80 + unit, f"{spelling} {word}") for unit, word in enumerate(_FRENCH) if unit)
        yield 81, f"{spelling} une"
    yield 100, "cent"


def _after(units, joining):
    """« et un », « deux », … after a ten."""
    for unit, word in enumerate(units):
        if unit in (1, 11):
            yield unit, f"{joining} {word}"
            yield unit, word
            if unit == 1:
                yield unit, f"{joining} une"
        elif unit:
            yield unit, word


def _english():
    yield from enumerate(_ENGLISH)
    for tens, word in _ENGLISH_TENS.items():
        yield tens, word
        yield from ((tens + unit, f"{word} {_ENGLISH[unit]}") for unit in range(1, 10))
    yield from ((100, words) for words in ("hundred", "one hundred", "a hundred"))


# « six » is the same number in both languages.
_KNOWN = {fold(words): number for number, words in (*_english(), *_french())}
