"""Declarations for workflow, inbox, access and disclosure: what a worker's own work leaves about them."""

from linli.access.models import SignedInPlace
from linli.inbox.models import ChannelAddress, Message, Preference
from linli.privacy import clocks, holdings, retention
from linli.privacy.holdings import Ground, Holding
from linli.privacy.retention import Elsewhere, Then
from linli.workflow.clocks import OWN_PRACTICE
from linli.workflow.models import Approval, Assignment

WORK = "履行岗位职责；谁经手要查得到"
OF_ACCOUNT = ("account__person",)

HOLDINGS = (
    Holding(
        code="workflow.assignment",
        label="经手的事",
        model=Assignment,
        person=("holder",),
        purpose="每件事由谁经办",
        ground=Ground.DUTY,
        law=WORK,
        ends="ended_at__date",
        keep=clocks.OFFICE,
        only=("area", "since", "why", "ended_at", "ended_why"),
    ),
    Holding(
        code="workflow.approval",
        label="提出或决定的两人办理",
        model=Approval,
        person=("asked_by__person", "decided_by__person"),
        purpose="要两个人同意的事由谁提出、谁同意",
        ground=Ground.DUTY,
        law=WORK,
        ends="until",
        keep=clocks.OFFICE,
        only=("area", "reason", "asked_at", "state", "decided_at"),
    ),
    Holding(
        code="inbox.message",
        label="平台发给您的消息",
        model=Message,
        person=OF_ACCOUNT,
        purpose="把要办的事告诉您",
        ground=Ground.DUTY,
        law=WORK,
        ends="created_at__date",
        keep=clocks.CONTACT,
        binds=False,
        only=("title", "line", "created_at", "read_at"),
    ),
    Holding(
        code="inbox.preference",
        label="消息怎么发给您",
        model=Preference,
        person=OF_ACCOUNT,
        purpose="按您选的方式发消息",
        ground=Ground.CONSENT,
        law="您自己选的",
        binds=False,
    ),
    Holding(
        code="inbox.channel",
        label="收消息的地址",
        model=ChannelAddress,
        person=OF_ACCOUNT,
        purpose="按您选的方式发消息",
        ground=Ground.CONSENT,
        law="您自己填的，随时可以取消",
        binds=False,
        only=("channel",),
        shown={"address_sealed": ("地址", lambda _: "加密保存；要改，重新填一次")},
    ),
    Holding(
        code="access.place",
        label="登录着的地方",
        model=SignedInPlace,
        person=OF_ACCOUNT,
        purpose="您看得到自己在哪里登录着，可以退出别处",
        ground=Ground.DUTY,
        law="《网络安全法》",
        binds=False,
        only=("device", "opened_at"),
    ),
)


ELSEWHERE = (
    Elsewhere(
        label="登录失败的计数、验证码、过期的登录",
        what="整条记录",
        kept="登录成功或一天后",
        basis="只为防止猜密码",
        then=Then.DELETE,
        daily="access.forget",
    ),
    Elsewhere(
        label="平台发给工作人员的消息",
        what="整条消息",
        kept="读过 90 天后，没读的 1 年后",
        basis=OWN_PRACTICE,
        then=Then.DELETE,
        daily="inbox.forget",
    ),
    Elsewhere(
        label="批准后的导出文件",
        what="文件；谁导出过的凭据不动",
        kept="批准后几小时",
        basis="《网络数据安全管理条例》",
        then=Then.DELETE,
        daily="disclosure.exports",
    ),
    Elsewhere(
        label="留痕",
        what="留痕本身不删；人员匿名时，销毁打开其中个人信息的密钥",
        kept="至少 6 个月",
        basis="《网络安全法》",
        then=Then.ANONYMISE,
        daily="audit.verify",
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    retention.tell(*ELSEWHERE)
    holdings.exempt(
        "只供登录检查的计数和散列，登录成功或期满就没有了",
        "access.Attempts.account",
        "access.PastPassword.account",
    )
    holdings.exempt(
        "谁看过，在“谁看过我的信息”里逐次列出",
        "disclosure.Reveal.person",
        "disclosure.Reveal.household",
        "disclosure.ExportSubject.person",
        "disclosure.ExportSubject.household",
    )
    holdings.exempt(
        "查看和导出别人信息的凭据，属于被看的人；本人的任职在“任职”里",
        "disclosure.Reveal.account",
        "disclosure.Export.account",
        "disclosure.Export.decided_by",
    )
    holdings.exempt("消息里的链接，不是住址", "inbox.Message.address")
