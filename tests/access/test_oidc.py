"""统一身份认证 with a provider inside this process: it says who somebody is, and only existing accounts get in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import LazySettings
from django.test import Client

from linli.access import services
from linli.access.actor import SYSTEM
from linli.config.environment import BadEnvironment, read_environment
from linli.people.models import Account
from tests.access.accounts import signed_in, street_account
from tests.access.test_factors import enrol
from tests.territory import Territory

SERVER = "https://sso.example.gov.cn"
CONFIG = {
    "issuer": SERVER,
    "authorization_endpoint": f"{SERVER}/authorize",
    "token_endpoint": f"{SERVER}/token",
    "userinfo_endpoint": f"{SERVER}/userinfo",
    "jwks_uri": f"{SERVER}/keys",
}
SignIn = Callable[[Client, dict[str, Any]], str]


@pytest.fixture
def sign_in(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Go there and come back as somebody; where that leads."""
    app = {
        "provider_id": "district",
        "name": "统一身份认证",
        "client_id": "linli",
        "secret": "x",
        "settings": {"server_url": SERVER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", CONFIG)
    monkeypatch.setattr(OAuth2Client, "get_access_token", lambda *_, **__: {"access_token": "t"})

    def through(client: Client, claims: dict[str, Any]) -> str:
        monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda *_: {"sub": "1", **claims})
        there = client.post("/desk/sign-in/district/start/?next=/desk/due/")["Location"]
        assert there.startswith(f"{SERVER}/authorize?")
        asked = parse_qs(urlsplit(there).query)
        assert asked["redirect_uri"] == ["http://testserver/desk/sign-in/district/back/"]
        assert asked["code_challenge_method"] == ["S256"]
        back = f"/desk/sign-in/district/back/?code=c&state={asked['state'][0]}"
        return client.get(back)["Location"]

    return through


def test_an_account_of_that_name_gets_in_and_nothing_is_stored(
    territory: Territory, client: Client, sign_in: SignIn
) -> None:
    account = street_account(territory)
    assert "用统一身份认证登录" in client.get("/desk/sign-in/").content.decode()
    assert (
        sign_in(client, {"preferred_username": account.username.upper(), "email": "a@b.cn"}) == "/desk/due/"
    )
    assert client.get("/desk/").status_code == 200
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "claims", [{"preferred_username": "nobody"}, {"preferred_username": ""}, {"email": "a@b.cn"}]
)
def test_nobody_else_gets_in_and_no_account_is_made(
    territory: Territory, client: Client, sign_in: SignIn, claims: dict[str, Any]
) -> None:
    before = Account.objects.count()
    led = sign_in(client, claims)
    assert led == "/desk/sign-in/?refused=no_account"
    assert "还没有对应的账号" in client.get(led).content.decode()
    assert Account.objects.count() == before


def test_a_closed_account_stays_closed(territory: Territory, client: Client, sign_in: SignIn) -> None:
    account = street_account(territory)
    services.deactivate(actor=SYSTEM, account=account, reason=services.Deactivation.LEFT)
    assert sign_in(client, {"preferred_username": account.username}).endswith("refused=no_account")


def test_another_claim_may_be_the_name(
    territory: Territory, client: Client, sign_in: SignIn, settings: LazySettings
) -> None:
    settings.LINLI_OIDC_CLAIM = "employee_no"
    account = street_account(territory)
    claims = {"preferred_username": "x", "employee_no": account.username}
    assert sign_in(client, claims) == "/desk/due/"


def test_the_second_factor_is_asked_here_all_the_same(
    territory: Territory, client: Client, sign_in: SignIn
) -> None:
    account = street_account(territory)
    enrol(signed_in(account))
    assert sign_in(client, {"preferred_username": account.username}) == "/desk/sign-in/second/"
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")


@pytest.mark.parametrize("query", ["error=access_denied", "error=server_error", "code=c&state=forged", ""])
def test_what_goes_wrong_there_leads_back_with_words(
    client: Client, db: None, sign_in: SignIn, query: str
) -> None:
    led = client.get(f"/desk/sign-in/district/back/?{query}")["Location"]
    assert led == "/desk/sign-in/?refused=not_confirmed"
    assert "没有确认您的身份" in client.get(led).content.decode()


def test_it_is_off_unless_set(client: Client, db: None) -> None:
    assert "统一身份认证" not in client.get("/desk/sign-in/").content.decode()
    assert client.post("/desk/sign-in/district/start/").status_code == 404


def test_half_a_setting_is_refused() -> None:
    for half in ({"LINLI_OIDC_SERVER": SERVER}, {"LINLI_OIDC_CLIENT_ID": "x"}):
        with pytest.raises(BadEnvironment, match="together"):
            read_environment(half)
    with pytest.raises(BadEnvironment, match="address"):
        read_environment({"LINLI_OIDC_SERVER": "sso", "LINLI_OIDC_CLIENT_ID": "x"})
    for wrong in ("4", "65", "ten"):
        with pytest.raises(BadEnvironment, match="LINLI_PASSWORD_LENGTH"):
            read_environment({"LINLI_PASSWORD_LENGTH": wrong})
    assert read_environment({"LINLI_SECOND_FACTOR_ROLES": "none"}).second_factor_roles == ()
