"""The forms of the workbench: what they are called, which office asks for them, how long they were meant to take.

Forms not named here are measured as well, and stand under the platform's own name.
"""

from linli.common.form_time import AskedForm

SOCIAL_WORK, CIVIL_AFFAIRS, OFFICE, AUDIT = "区委社会工作部", "区民政局", "区委办公室", "审计管理员"

FORMS = (
    AskedForm(code="notices:new", label="写一份公示", office=CIVIL_AFFAIRS, minutes=5),
    AskedForm(code="notices:edit", label="改公示草稿", office=CIVIL_AFFAIRS, minutes=3),
    AskedForm(code="notices:post", label="贴出公示", office=CIVIL_AFFAIRS, minutes=0.5),
    AskedForm(code="notices:extend", label="延长公示", office=CIVIL_AFFAIRS, minutes=1),
    AskedForm(code="notices:withdraw", label="撤回公示", office=CIVIL_AFFAIRS, minutes=2),
    AskedForm(code="notices:ask", label="代记一条疑问", office=CIVIL_AFFAIRS, minutes=1),
    AskedForm(code="notices:answer", label="答复疑问", office=CIVIL_AFFAIRS, minutes=3),
    AskedForm(code="reports:start", label="起草工作报告", office=SOCIAL_WORK, minutes=1),
    AskedForm(code="reports:title", label="改报告标题", office=SOCIAL_WORK, minutes=1),
    AskedForm(code="reports:part", label="写报告的一部分", office=SOCIAL_WORK, minutes=5),
    AskedForm(code="reports:add", label="加一个部分", office=SOCIAL_WORK, minutes=1),
    AskedForm(code="reports:vouch", label="人工填报一个数字", office=SOCIAL_WORK, minutes=2),
    AskedForm(code="reports:send-back", label="退回报告", office=SOCIAL_WORK, minutes=1),
    AskedForm(code="reports:issue", label="签发报告", office=SOCIAL_WORK, minutes=2),
    AskedForm(code="reports:check", label="核对一段文字", office=OFFICE, minutes=1),
    AskedForm(code="desk:feedback", label="意见与投诉", office="平台自身", minutes=1),
    AskedForm(code="desk:opinion", label="答复一条意见", office="平台自身", minutes=3),
    AskedForm(code="desk:inbox-settings", label="消息方式", office="平台自身", minutes=1),
)
