"""The channels that lead out of the product, all behind apprise. What leaves is a number and this server's address.

The district's settings say which channels there are and by which apprise address each is reached; a person gives only
the own end of it (a robot's key, a mail address), so nobody can make the server call a host of their choosing.
"""

import logging
import re
from urllib.parse import parse_qs, quote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.module_loading import import_string

from linli.inbox.constants import Channel

logger = logging.getLogger(__name__)

WECOM_KEY = re.compile(r"[0-9A-Za-z-]{20,60}")
DINGTALK_TOKEN = re.compile(r"[0-9A-Za-z]{20,80}")
DINGTALK_SECRET = re.compile(r"SEC[0-9A-Za-z]{20,80}")
NO_GATE = "区里现在没有开通这个渠道"
NOT_TAKEN = "对方没有收下，可能是地址不对，或服务器连不上外面"


def offered() -> tuple[Channel, ...]:
    """The channels the district has opened."""
    return tuple(channel for channel in Channel if settings.LINLI_CHANNELS.get(channel.value))


HINTS = {
    Channel.WECOM: "企业微信群机器人的 Webhook 地址，或其中的 key。请用只有您自己的群。",
    Channel.DINGTALK: "钉钉机器人的 Webhook 地址，或其中的 access_token；加签的，在后面空一格写 SEC 开头的密钥。",
    Channel.MAIL: "您收工作邮件的地址。",
}


def cleaned(channel: Channel, text: str) -> str:
    """The person's own end of a channel, without what surrounds it. Raises ValidationError in words."""
    return _CLEANERS[channel](text.strip())


def _parameter(text: str, name: str) -> str:
    return parse_qs(urlsplit(text).query).get(name, [""])[0] if "://" in text else text


def _wecom(text: str) -> str:
    key = _parameter(text, "key")
    if not WECOM_KEY.fullmatch(key):
        raise ValidationError("这不像企业微信机器人的地址。请从群机器人里复制 Webhook 地址，整个贴进来。")
    return key


def _dingtalk(text: str) -> str:
    address, _, secret = text.partition(" ")
    token, secret = _parameter(address, "access_token"), secret.strip()
    if not DINGTALK_TOKEN.fullmatch(token) or (secret and not DINGTALK_SECRET.fullmatch(secret)):
        raise ValidationError(
            "这不像钉钉机器人的地址。请复制 Webhook 地址整个贴进来；加签的，空一格再贴 SEC 开头的密钥。"
        )
    return f"{secret}@{token}" if secret else token


def _mail(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError("这不像邮件地址。请写成 name@example.gov.cn 这样。") from None
    return text


_CLEANERS = {Channel.WECOM: _wecom, Channel.DINGTALK: _dingtalk, Channel.MAIL: _mail}


def masked(channel: Channel, address: str) -> str:
    """Enough for its owner to know it again."""
    if channel is Channel.MAIL:
        name, _, host = address.partition("@")
        return f"{name[:1]}***@{host}"
    return f"尾号 {address[-4:]}"


def send(channel: Channel, address: str, *, title: str, text: str) -> str:
    """Hand one message over; "" when it was taken, else what went wrong, in words. Blocks for seconds at worst."""
    template = settings.LINLI_CHANNELS.get(channel.value)
    if not template:
        return NO_GATE
    safe = "@:" if channel is Channel.DINGTALK else ""
    # Loaded by the worker when it first sends: half a second the web process need not spend.
    gate = import_string("apprise.Apprise")()
    if not gate.add(template.format(address=quote(address, safe=safe))):
        return NO_GATE
    return "" if gate.notify(title=title, body=text) else NOT_TAKEN
