"""Public facts as stored text and back: names under a key are left out when stored and joined when read.

A stored name is a sign that no text can hold, then the key of its owner and which of its names is meant:
`\\u0002o12f`, the full name of organisation 12. A new name is then one row, whoever is cited how often.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from rss_registry.figures import Suppression

Names = Mapping[str, tuple[str, str]]
"""Under each key the full and the short name, in the language of the reading."""

_SIGN = "\x02"
_SHOWN = Suppression.NONE.value
_STORED = re.compile(r'"\\u0002([a-z]\d+)([fs])"')
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
Facts = TypeVar("Facts")


def stored(facts: Any) -> str:
    """`facts` (dataclasses of publication/facts) as JSON, without what is empty."""
    return msgspec.json.encode(_without_names(msgspec.to_builtins(facts))).decode()


def keys_in(texts: Iterable[str]) -> set[str]:
    """The keys of which names are to be joined."""
    return {key for text in texts for key, _form in _STORED.findall(text)}


def joined(text: str, names: Names) -> str:
    """The stored text with its names; one that nobody has any more is empty."""

    def name(found):
        full, short = names.get(found[1], ("", ""))
        return msgspec.json.encode(full if found[2] == "f" else short).decode()

    return _STORED.sub(name, text)


def facts_of(kind: type[Facts], text: str, names: Names) -> Facts:
    return _decoder(cast(Hashable, kind))(joined(text, names))


@cache
def _decoder(kind) -> Callable[[str], Any]:
    return msgspec.json.Decoder(kind).decode


def _without_names(value):
    if isinstance(value, dict):
        if value.get("suppression", _SHOWN) != _SHOWN:
            # That there is a number, and why it is not shown, is all that may be known of it.
            value = value | {"value": 0}
        if (key := value.get("key")) and "name" in value:
            value = (
                value | {"name": f"{_SIGN}{key}f"} | ({"short": f"{_SIGN}{key}s"} if "short" in value else {})
            )
            return {
                name: _without_names(item) if name not in ("name", "short") else item
                for name, item in value.items()
            }
        return {name: _without_names(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_names(item) for item in value]
    if isinstance(value, str):
        return _CONTROLS.sub("", value)
    return value
