"""Two at the same moment with the same link or code: one of them comes in."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django_otp.oath import TOTP

from organisations.enums import LinkPurpose
from organisations.models import AuthenticatorApp, RecoveryCode
from organisations.services import second_factor
from organisations.services.account_links import SpentLinkError, choose_password, make_link
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
_AT_ONCE = 4


def at_once(act):
    """What each of them got; None where it was refused."""
    start = Barrier(_AT_ONCE)

    def one(number):
        try:
            start.wait(timeout=20)
            return act(number)
        except SpentLinkError:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=_AT_ONCE) as threads:
        return list(threads.map(one, range(_AT_ONCE)))


def code_of(app):
    totp = TOTP(app.secret)
    totp.time = time.time()
    return f"{totp.token():06d}"


def test_a_link_is_good_for_one_of_them():
    user = make_user()
    token = make_link(user=user, purpose=LinkPurpose.RESET, by=None)
    chosen = at_once(lambda number: choose_password(token=token, password=f"girafe enclume {number}"))
    assert sum(one is not None for one in chosen) == 1


def test_a_code_is_good_for_one_of_them():
    user = make_user()
    begun = second_factor.begin(user)
    code = code_of(begun)
    set_up = [one for one in at_once(lambda _number: second_factor.confirm(begun=begun, code=code)) if one]
    assert len(set_up) == 1
    assert RecoveryCode.objects.filter(user=user).count() == second_factor.CODES
    # As if the code of the set-up were not used yet.
    AuthenticatorApp.objects.update(last_step=-1)
    code = code_of(AuthenticatorApp.objects.get())
    assert sum(map(bool, at_once(lambda _number: second_factor.verify(user=user, code=code)))) == 1
    paper = set_up[0][1][0]
    assert sum(map(bool, at_once(lambda _number: second_factor.verify(user=user, code=paper)))) == 1


def test_setting_up_twice_at_once_fails_for_nobody():
    user = make_user()
    assert all(at_once(lambda _number: second_factor.begin(user)))
    assert AuthenticatorApp.objects.count() == 1
