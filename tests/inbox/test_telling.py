"""Messages: told once, read by their reader alone, quiet at night, and never in the way of an act."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.audit.models import Act
from linli.common.clock import stand_at
from linli.inbox import channels, delivering, kinds, quiet, selectors, services
from linli.inbox.constants import MOST_TRIES, Channel, Standing, Way
from linli.inbox.models import ChannelAddress, Delivery, Message, Preference
from linli.people.models import Account, Post
from tests.inbox.readers import KEY, MORNING, NIGHT, NOON, reached_by, tell, wants
from tests.territory import Territory

# One's own


def test_a_message_is_its_readers_alone(officer: Account, street_officer: Account) -> None:
    tell(officer)
    assert Message.objects.visible_to(actor_for(officer)).count() == 1
    for other in (actor_for(street_officer), SYSTEM, Actor()):
        assert not Message.objects.visible_to(other).exists()
    found = Message.everything.get()
    assert services.mark_read(actor=actor_for(street_officer), ref=found.ref) is None
    assert services.mark_read(actor=actor_for(officer), ref=found.ref) is not None
    assert Message.everything.get().read_at is not None


def test_reading_leaves_no_trace_for_others(officer: Account, client: Client) -> None:
    tell(officer)
    before = Act.everything.count()
    client.force_login(officer)
    client.post(f"/desk/inbox/{Message.everything.get().ref}/")
    assert Act.everything.count() == before
    assert client.post("/desk/inbox/read/").status_code == 302


def test_the_header_counts_ones_own_in_grey(officer: Account, client: Client) -> None:
    client.force_login(officer)
    assert 'class="ll-n"' not in client.get("/desk/inbox/").content.decode()
    with transaction.atomic():
        tell(officer)
    selectors.forget_unread([officer.pk])
    page = client.get("/desk/all/").content.decode()
    assert '消息 <span class="ll-n">1</span>' in page


def test_opening_marks_it_and_leads_there(officer: Account, street_officer: Account, client: Client) -> None:
    tell(officer)
    ref = Message.everything.get().ref
    client.force_login(street_officer)
    assert client.post(f"/desk/inbox/{ref}/").status_code == 404
    client.force_login(officer)
    assert "《半年报告》已经签发" in client.get("/desk/inbox/").content.decode()
    assert client.get(f"/desk/inbox/{ref}/").status_code == 405
    assert client.post(f"/desk/inbox/{ref}/")["Location"] == "/desk/reports/"
    assert "没有新消息" in client.get("/desk/inbox/").content.decode()
    assert "看过" in client.get("/desk/inbox/?all=1").content.decode()


def test_all_at_once(officer: Account, street_officer: Account, client: Client) -> None:
    for account in (officer, officer, street_officer):
        tell(account)
    client.force_login(officer)
    client.post("/desk/inbox/read/")
    assert Message.everything.filter(read_at__isnull=True).get().account == street_officer


def test_nothing_is_told_to_nobody_or_a_closed_account(officer: Account) -> None:
    officer.is_active = False
    officer.save()
    assert tell(officer) == 0
    assert services.tell(accounts=[], kind="reports.issued", data={}) == 0


def test_an_occasion_is_told_once(officer: Account) -> None:
    assert tell(officer, occasion="2026-03-04") == 1
    assert tell(officer, occasion="2026-03-04") == 0
    assert tell(officer) == 1
    found = Message.everything.exclude(occasion="").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.everything.create(
            account=officer, kind=found.kind, title="又一次", occasion="2026-03-04", created_at=NOON
        )


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"way": "shout"}, {"address": "https://example.com"}, {"target_type": "x.y"}]
)
def test_the_database_refuses_what_is_no_message(officer: Account, wrong: dict[str, str]) -> None:
    right = {"kind": "test.flood", "title": "巡堤", "created_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.everything.create(account=officer, **(right | wrong))


# Kinds


def test_a_kind_tells_no_private_data_and_is_registered_once() -> None:
    with pytest.raises(ValueError, match="private"):
        kinds.register(kinds.Kind(code="test.private", label="x", title="{person} 来访"))
    with pytest.raises(ValueError, match="registered already"):
        kinds.register(kinds.Kind(code="test.flood", label="x", title="x"))
    with pytest.raises(ValueError, match="reads room"):
        kinds.register(kinds.Kind(code="flood", label="x", title="x"))


def test_an_unknown_kind_and_unfounded_urgency_are_refused(officer: Account) -> None:
    with pytest.raises(LookupError):
        tell(officer, "test.unknown")
    with pytest.raises(ValueError, match="urgent"):
        tell(officer, urgent=True)


# Ways and channels


def test_without_a_choice_nothing_leaves(officer: Account, sent: list[str]) -> None:
    reached_by(officer)
    tell(officer)
    assert not Delivery.everything.exists()


def test_at_once_leaves_as_a_number_and_this_servers_address(officer: Account, sent: list[str]) -> None:
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    with time_machine.travel(NOON, tick=False):
        tell(officer)
        tell(officer)
        assert delivering.deliver_due() == 2
        assert delivering.deliver_due() == 0
    assert sent == [f"wecom {KEY} 您有 2 件事要看：http://127.0.0.1:8000/desk/inbox/"]
    assert "半年报告" not in sent[0]


def test_the_worker_is_called_when_the_act_is_committed_and_not_before(
    officer: Account, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    with time_machine.travel(NOON, tick=False), django_capture_on_commit_callbacks() as waiting:
        tell(officer)
    assert len(waiting) == 2
    with time_machine.travel(NIGHT, tick=False), django_capture_on_commit_callbacks() as waiting:
        tell(officer)
    assert len(waiting) == 1, "at night only the count is forgotten"


def test_at_night_it_is_held_and_leaves_in_the_morning(officer: Account, sent: list[str]) -> None:
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    with time_machine.travel(NIGHT, tick=False):
        tell(officer)
        assert not delivering.enqueue_due()
        assert delivering.deliver_due() == 0
    assert Delivery.everything.get().not_before == MORNING
    with time_machine.travel(MORNING, tick=False):
        assert delivering.enqueue_due()
        assert delivering.deliver_due() == 1


def test_urgent_passes_the_night_and_every_choice(officer: Account, sent: list[str]) -> None:
    reached_by(officer)
    with time_machine.travel(NIGHT, tick=False):
        tell(officer, "test.flood", urgent=True)
        assert delivering.deliver_due() == 1
    assert "【特急】您有 1 件事要看" in sent[0]


def test_a_message_that_became_due_at_dusk_waits_too(officer: Account, sent: list[str]) -> None:
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    with time_machine.travel(NOON, tick=False):
        tell(officer)
    with time_machine.travel(NIGHT, tick=False):
        assert delivering.deliver_due() == 0


@pytest.mark.parametrize(
    ("hour", "quiet_hours", "held"),
    [(21, (21, 8), True), (7, (21, 8), True), (8, (21, 8), False), (20, (21, 8), False), (13, (12, 14), True),
     (3, (0, 0), False)],
)  # fmt: skip
def test_quiet_hours(hour: int, quiet_hours: tuple[int, int], held: bool) -> None:
    at = datetime(2026, 3, 4, hour - 8 if hour >= 8 else hour + 16, tzinfo=UTC)
    hours = quiet.QuietHours(*quiet_hours)
    assert hours.hold(at) == held
    assert not hours.hold(hours.over(at))
    assert (hours.over(at) > at) == held


def test_a_failure_is_tried_again_then_said_and_never_blocks(
    officer: Account, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(channels, "send", lambda *_, **__: "对方没有收下")
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    now = NOON
    with time_machine.travel(now, tick=False):
        assert tell(officer) == 1
    for _ in range(MOST_TRIES):
        with time_machine.travel(now, tick=False):
            assert delivering.deliver_due() == 0
        now = max(Delivery.everything.get().not_before, now)
    found = Delivery.everything.get()
    assert (found.standing, found.tries, found.trouble) == (Standing.FAILED, MOST_TRIES, "对方没有收下")
    client.force_login(officer)
    page = client.get("/desk/inbox/settings/").content.decode()
    assert "最近一条没有送成，不再试了：对方没有收下" in page
    assert Message.everything.count() == 1


def test_a_retry_does_not_fall_into_the_night(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "send", lambda *_, **__: "对方没有收下")
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    with time_machine.travel(datetime(2026, 3, 4, 12, 59, tzinfo=UTC), tick=False):  # 20:59
        tell(officer)
        delivering.deliver_due()
    assert Delivery.everything.get().not_before == MORNING


def test_what_another_process_has_begun_is_left_to_it(officer: Account, sent: list[str]) -> None:
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    with time_machine.travel(NOON, tick=False):
        tell(officer)
        row = Delivery.everything.get()
        assert delivering._taken(row, timezone.now())
        assert not delivering._taken(row, timezone.now())
        assert delivering.deliver_due() == 0
    with time_machine.travel(NOON + timedelta(minutes=11), tick=False):
        assert delivering.deliver_due() == 1, "begun and not ended: taken up again"


def test_a_channel_taken_away_stops_what_waits_for_it(officer: Account, sent: list[str]) -> None:
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    with time_machine.travel(NOON, tick=False):
        tell(officer)
        services.set_channel(actor=actor_for(officer), channel=Channel.WECOM, address="")
        assert delivering.deliver_due() == 0
    assert Delivery.everything.get().standing == Standing.FAILED
    assert not sent


class _Taking(BaseHTTPRequestHandler):
    """Somebody else's server on this machine."""

    took: list[dict[str, Any]] = []

    def do_POST(self) -> None:
        self.took.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_through_apprise_to_a_server_on_this_machine(officer: Account, settings: Settings) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Taking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.LINLI_CHANNELS = {"wecom": f"json://127.0.0.1:{server.server_port}/{{address}}"}
    wants(officer, Way.AT_ONCE)
    reached_by(officer)
    try:
        tell(officer, "reports.issued")
        Delivery.everything.update(not_before=NOON)
        settings.LINLI_QUIET_HOURS = (0, 0)
        assert delivering.deliver_due() == 1
    finally:
        server.shutdown()
        server.server_close()
    assert "您有 1 件事要看" in _Taking.took[0]["message"]
    assert "半年报告" not in json.dumps(_Taking.took, ensure_ascii=False)
    assert channels.send(Channel.WECOM, KEY, title="邻里", text="x") == channels.NOT_TAKEN
    assert channels.send(Channel.DINGTALK, KEY, title="邻里", text="x") == channels.NO_GATE


def test_an_address_is_sealed_masked_and_its_owners_alone(
    officer: Account, street_officer: Account, client: Client
) -> None:
    client.force_login(officer)
    address = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
    response = client.post("/desk/inbox/settings/", {"channel": "wecom", "address": address})
    assert response.status_code == 302
    kept = ChannelAddress.everything.get()
    assert KEY.encode() not in bytes(kept.address_sealed)
    page = client.get("/desk/inbox/settings/").content.decode()
    assert "尾号 5aaa" in page
    assert KEY not in page
    assert KEY not in json.dumps(list(Act.everything.values_list("data", flat=True)), ensure_ascii=False)
    client.force_login(street_officer)
    assert "尾号 5aaa" not in client.get("/desk/inbox/settings/").content.decode()
    client.post("/desk/inbox/settings/", {"channel": "wecom", "remove": "1"})
    assert ChannelAddress.everything.exists()
    client.force_login(officer)
    client.post("/desk/inbox/settings/", {"channel": "wecom", "remove": "1"})
    assert not ChannelAddress.everything.exists()


@pytest.mark.parametrize(
    ("channel", "typed", "kept"),
    [
        (Channel.WECOM, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", KEY),
        (Channel.DINGTALK, "https://oapi.dingtalk.com/robot/send?access_token=" + "a1" * 32, "a1" * 32),
        (Channel.DINGTALK, "a1" * 32 + " SEC" + "b2" * 16, "SEC" + "b2" * 16 + "@" + "a1" * 32),
        (Channel.MAIL, " wang@example.gov.cn ", "wang@example.gov.cn"),
    ],
)
def test_only_ones_own_end_of_a_channel_is_kept(channel: Channel, typed: str, kept: str) -> None:
    assert channels.cleaned(channel, typed) == kept


@pytest.mark.parametrize(
    ("channel", "typed"),
    [(Channel.WECOM, "http://10.0.0.1/"), (Channel.DINGTALK, "x y"), (Channel.MAIL, "a@b@c"), (Channel.WECOM, "../x")],
)  # fmt: skip
def test_an_address_that_cannot_be_one_is_refused_in_words(channel: Channel, typed: str) -> None:
    with pytest.raises(ValidationError, match="请"):
        channels.cleaned(channel, typed)


def test_a_wrong_address_comes_back_filled(officer: Account, client: Client) -> None:
    client.force_login(officer)
    page = client.post("/desk/inbox/settings/", {"channel": "wecom", "address": "错的"}).content.decode()
    assert "这不像企业微信机器人的地址" in page
    assert 'value="错的"' in page
    assert client.post("/desk/inbox/settings/", {"channel": "pigeon"}).status_code == 404
    mail = client.post("/desk/inbox/settings/", {"channel": "mail", "address": "a@b.cn"})
    assert mail.status_code == 200, "the district has not opened mail"


def test_at_once_is_offered_to_those_it_can_reach(officer: Account, client: Client) -> None:
    client.force_login(officer)
    address = "/desk/inbox/settings/"
    assert 'value="at_once"' not in client.get(address).content.decode()
    form = {kind.code: Way.INBOX.value for kind in kinds.all_kinds() if kind.chosen}
    refused = client.post(address, form | {"inbox.late": "at_once"}).content.decode()
    assert "“马上告诉我”要先填一个渠道" in refused
    assert not Preference.everything.exists()
    reached_by(officer)
    assert 'value="at_once"' in client.get(address).content.decode()
    assert client.post(address, form | {"inbox.late": "at_once"}).status_code == 302
    assert Preference.everything.get(kind="inbox.late").way == Way.AT_ONCE


def test_one_choice_may_stand_for_all_and_the_kinds_lie_folded_by_room(
    officer: Account, client: Client
) -> None:
    client.force_login(officer)
    page = client.get("/desk/inbox/settings/").content.decode()
    assert page.count('<details class="ll-ways">') > 3
    assert "三长与事项<small>" in page
    form = {kind.code: Way.INBOX.value for kind in kinds.all_kinds() if kind.chosen}
    assert client.post("/desk/inbox/settings/", form | {"all": "digest"}).status_code == 302
    assert set(Preference.everything.values_list("way", flat=True)) == {Way.DIGEST.value}
    assert Preference.everything.count() == len(form)


def test_choosing_is_kept_and_nonsense_is_not(officer: Account, client: Client) -> None:
    client.force_login(officer)
    form = {kind.code: Way.INBOX.value for kind in kinds.all_kinds() if kind.chosen}
    assert client.post("/desk/inbox/settings/", form | {"inbox.late": "digest"}).status_code == 302
    assert Preference.everything.get(kind="inbox.late").way == Way.DIGEST
    refused = client.post("/desk/inbox/settings/", form | {"inbox.late": "shout"})
    assert "没有这样的选择" in refused.content.decode()
    with pytest.raises(ValidationError):
        services.choose(actor=actor_for(officer), ways={"inbox.unknown": "inbox"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.everything.update(way="shout")


@pytest.mark.parametrize("address", ["/desk/inbox/", "/desk/inbox/settings/"])
def test_visitors_are_led_to_sign_in(db: None, client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/desk/sign-in/")


def test_old_messages_go(officer: Account) -> None:
    for days, read in ((400, False), (100, True), (100, False), (10, True)):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            tell(officer)
            if read:
                services.mark_all_read(actor=actor_for(officer))
                selectors.forget_unread([officer.pk])
    Message.everything.filter(created_at__lt=timezone.now() - timedelta(days=300)).update(read_at=None)
    assert services.forget_old() == 2
    assert Message.everything.count() == 2


def test_the_clock_of_the_demo_does_not_hold_messages(officer: Account) -> None:
    stand_at(datetime(2024, 10, 30, 4, 0, tzinfo=UTC))
    tell(officer)
    assert Message.everything.get().created_at.year == timezone.now().year


def test_telling_many_costs_few_queries(territory: Territory, django_assert_max_num_queries: Any) -> None:
    accounts = [territory.account(Post.COMMUNITY_OFFICER, territory.communities[0]) for _ in range(12)]
    with django_assert_max_num_queries(8):
        services.tell(
            accounts=accounts, kind="reports.issued", data={"title": "报告", "area": "区"}, address="/desk/"
        )


def test_the_list_costs_few_queries(
    officer: Account, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(officer)
    for _ in range(30):
        tell(officer)
    with django_assert_max_num_queries(8):
        client.get("/desk/inbox/?all=1")
