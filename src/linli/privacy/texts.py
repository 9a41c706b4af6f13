"""The words of the notices of forms below the nine systems. A change of words is a new version, never an edit."""

from datetime import date

from linli.people.models import Purpose
from linli.privacy.notices import ProcessingNotice, Text, Version

SINCE = date(2024, 10, 1)
SEALED = "电话加密保存，页面上遮盖；谁查看、为什么查看都留痕，您在“我的信息”里看得到。"

QUESTION = ProcessingNotice(
    code="notice-question",
    form="对公示提出疑问",
    versions=(
        Version(
            "2024-10",
            SINCE,
            Text(
                purpose="答复您的疑问，有结果时能告诉您。",
                basis="您自愿填写（《个人信息保护法》第十三条第一款第一项）。不填称呼和联系方式，一样受理。",
                way="在公示页面填写，或由工作人员代录。联系方式加密保存，查看留痕。",
                kinds=("称呼", "联系方式"),
                keep="公示结束后 1 年删去，疑问和答复不带姓名留存。",
                shared="称呼和联系方式不公开、不提供给别人。您同意时，疑问和答复一起公开。",
            ),
        ),
    ),
)
FEEDBACK = ProcessingNotice(
    code="feedback",
    form="意见与投诉",
    versions=(
        Version(
            "2024-10",
            SINCE,
            Text(
                purpose="回复您的意见。",
                basis="您自愿填写（《个人信息保护法》第十三条第一款第一项）。不填联系方式，一样答复。",
                way="在本页填写。不记是谁说的；联系方式加密保存，查看留痕。",
                kinds=("联系方式（可不填）",),
                keep="答复 90 天后删去；一直没有答复的，最多留 1 年。",
            ),
        ),
    ),
)
OWN_DATA = ProcessingNotice(
    code="own-data",
    form="凭电话查看我的信息",
    versions=(
        Version(
            "2024-10",
            SINCE,
            Text(
                purpose="确认电话是您的，再把用这个电话保存的信息给您看。",
                basis="依法答复您的请求（《个人信息保护法》第四十五条、第五十条）。",
                way="向您填的号码发一次性验证码。号码只用来找到您自己的记录，不另外保存。",
                kinds=("电话号码", "一次性验证码"),
                keep="验证码几分钟后失效；看完可以马上退出，15 分钟后自动退出。",
            ),
        ),
    ),
)
REQUEST = ProcessingNotice(
    code="rights-request",
    form="对自己的个人信息提出请求",
    versions=(
        Version(
            "2024-10",
            SINCE,
            Text(
                purpose="办理您的查阅、复制、更正、删除、撤回同意和解释说明。",
                basis="依法答复您的请求（《个人信息保护法》第四十四条至第五十条）。",
                way="您在“我的信息”填写，或由工作人员按您说的代录，交当地工作人员办理。",
                kinds=("您说的话", "要更正成的姓名或电话", "怎么答复您"),
                keep="答复后 3 年，之后只留没有姓名的件数。",
            ),
        ),
    ),
)
LEAD_CONTACT = ProcessingNotice(
    code="lead-contact",
    form="三长留存和公开电话",
    versions=(
        Version(
            "2023-03",
            date(2023, 3, 1),
            Text(
                purpose="居民找得到自己的片长、组长、邻长；社区能联系到您。",
                basis="您单独同意（《个人信息保护法》第十三条第一款第一项；公开电话、照片另按第二十五条单独同意）。",
                way="纸面签字、网上确认，或口头同意并记录。" + SEALED,
                kinds=("姓名", "电话", "照片（另行同意）"),
                keep="到卸任或撤回同意为止；同意的凭据再保存 3 年。",
                shared="您同意上公示栏的，姓名和电话在本小区公示；不同意的，公示单位电话。",
                must="可以都不同意，不影响担任。随时可以撤回。",
            ),
        ),
    ),
)
ACCOUNT = ProcessingNotice(
    code="account",
    form="工作人员账号",
    versions=(
        Version(
            "2024-10",
            SINCE,
            Text(
                purpose="登录平台，分清每件事是谁做的。",
                basis="履行法定职责和网络安全义务（《个人信息保护法》第十三条第一款第三项、《网络安全法》）。",
                way="由管理员按任职开通。登录、办理、查看个人信息都留痕；不统计在线时间，不定位，不排名。",
                kinds=("姓名", "用户名", "电话", "任职", "您自己填的收消息地址", "登录和办理留痕"),
                keep="任职和账号按工作档案保存，卸任后 10 年；留痕至少 6 个月。",
            ),
        ),
    ),
)

HOUSEHOLD_LEDGER = ProcessingNotice(
    code="household-ledger",
    form="留一位联系人、登记户的标记",
    versions=(
        Version(
            "2024-10",
            SINCE,
            Text(
                purpose="邻长和社区联系得到这一户；防汛、停水等紧急时，知道先到哪家门口。",
                basis=(
                    "您同意（《个人信息保护法》第十三条第一款第一项）；标记另行单独同意（第二十九条）。"
                    "法律规定由社区登记的，按那项职责登记，会告诉您是哪一项。"
                ),
                way="邻长或社区工作人员当面、电话问您，按您说的记。" + SEALED,
                kinds=("联系人姓名", "电话", "住几口人", "标记，例如独居老人、孕产"),
                keep="到您撤回、这一户注销或标记到期为止；到期的标记自动删去，还需要的再问您一次。",
                sensitive=(
                    "独居、残疾、低保、孕产等标记属于敏感个人信息，只用来紧急时先上门、平时多照应。"
                    "只有这一邻的邻长和本社区看得到；上门名单只写“先去”，不写原因。"
                ),
                must="可以都不留，不影响有邻长联系、不影响报事和答复。",
            ),
        ),
    ),
)

LEAD_PURPOSES = (Purpose.KEEP_PHONE, Purpose.SHOW_ON_BOARD, Purpose.SHOW_PHOTO)

ALL = (QUESTION, FEEDBACK, OWN_DATA, REQUEST, LEAD_CONTACT, HOUSEHOLD_LEDGER, ACCOUNT)
