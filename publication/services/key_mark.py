"""A mark by which a register knows its key again: a keyed digest, which tells nothing of it."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from publication.models import PublicationState


def own_mark() -> str:
    return salted_hmac("publication.key_mark", "", algorithm="sha256").hexdigest()


def is_own_key() -> bool:
    """Whether the key is that of this register; so is any key of one that has no mark yet."""
    mark = (
        PublicationState.objects.filter(pk=PublicationState.ONLY).values_list("key_mark", flat=True).first()
    )
    return not mark or constant_time_compare(mark, own_mark())


def set_mark(*, replace: bool = False) -> None:
    """Remember the key, where none is remembered or another one is to be."""
    state, _is_new = PublicationState.objects.get_or_create(
        pk=PublicationState.ONLY, defaults={"token": secrets.token_hex(8)}
    )
    if replace or not state.key_mark:
        PublicationState.objects.filter(pk=state.pk).update(key_mark=own_mark())
