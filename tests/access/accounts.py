"""What the tests of signing in share: an account with a known password, signing in through the page, an app's codes."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from linli.people.models import Account, Post
from tests.territory import Territory

PASSWORD = "Gaoshanpo-2024"
ADDRESS = "/desk/sign-in/"


def street_account(territory: Territory) -> Account:
    """A street officer who can sign in."""
    return territory.account(Post.STREET_OFFICER, territory.streets[0], PASSWORD)


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> str:
    """Through the page: where it leads, or the page itself with what is wrong."""
    response = client.post(ADDRESS, {"username": username, "password": password, **more})
    return response["Location"] if response.status_code == 302 else response.content.decode()


def signed_in(account: Account, password: str = PASSWORD) -> Client:
    """A client that came in by the door."""
    client = Client()
    assert sign_in(client, account.username, password).startswith("/desk/")
    return client


def code_of_app(secret: str, steps: int = 0) -> str:
    """What the app shows now (or some steps later)."""
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
    return code
