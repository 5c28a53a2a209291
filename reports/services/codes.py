"""The code that a document carries: short to read aloud, hopeless to guess, kind to a slip of the pen.

Twelve signs of Crockford's alphabet, which has no I, L, O or U: eleven that carry 55 bits, and one
that tells whether a sign was misread, before anything is looked up.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
# What a reader takes for another sign that the alphabet does not have.
_FORGIVEN = str.maketrans("OIL", "011")
# What a reader may take for another sign that it does have.
_LOOK_ALIKES = ("5S", "2Z", "8B", "6G", "1T7", "VY", "MN", "0DQ", "PF", "CG", "VW", "XK", "4A", "3B", "EF")
_DASHES = "-‐‑‒–—−_."


def code_of(digest: bytes) -> str:
    """The code that stands for a digest: its first 55 bits, and the check sign."""
    number = int.from_bytes(digest[:8], "big") >> 9
    signs = "".join(ALPHABET[number >> shift & 31] for shift in range(50, -1, -5))
    return signs + _check_sign(signs)


def normalised(text: str) -> str:
    """The code as it is stored, from whatever a person typed or a machine read; its length is not checked."""
    kept = "".join(sign for sign in text if not sign.isspace() and sign not in _DASHES)
    return kept[:40].upper().translate(_FORGIVEN)


def printed(code: str) -> str:
    """In groups of four: « 7K3M-9QXW-2T4B »."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def is_well_formed(code: str) -> bool:
    """Whether it could be a code: a sign misread, or two neighbours exchanged, and it could not."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and _check_sign(code[:-1]) == code[-1]


def near_codes(code: str) -> list[str]:
    """The well-formed codes from which this one differs by one sign that looks alike.

    The check sign alone decides: nothing here says which codes exist.
    """
    if len(code) != LENGTH or is_well_formed(code):
        return []
    # A U, which the alphabet has not, was most likely a V.
    near = {code.replace("U", "V")}
    for place, sign in enumerate(code):
        others = {other for group in _LOOK_ALIKES if sign in group for other in group} - {sign}
        near |= {code[:place] + other + code[place + 1 :] for other in others}
    return sorted(filter(is_well_formed, near))[:3]


def _check_sign(signs: str) -> str:
    """Luhn's sum modulo 32: any one sign changed, and nearly any two neighbours exchanged, change it."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign) * (2 - place % 2)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]
