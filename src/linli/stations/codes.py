"""Acts of this system in the log."""

from linli.audit.codes import Code

CODES = tuple(
    Code(code=code, sentence=sentence)
    for code, sentence in {
        "stations.station.planned": "{station}选址登记",
        "stations.station.moved": "{station}：{verb}",
        "stations.station.checked": "{station}对照“{standard}”核验，达到 {met} 条，共 {of} 条",
        "stations.station.honoured": "{station}获{honour}",
        "stations.honour.revoked": "{station}的{honour}称号已撤销",
        "stations.desk.opened": "{desk}启用",
        "stations.consultation.held": "{desk}接待一次咨询：{topic}",
        "stations.seeker.registered": "{desk}登记一名求职者，有效 {days} 天",
        "stations.employer.verified": "核验用人单位{employer}的营业执照",
        "stations.vacancy.submitted": "收到岗位“{title}”，招 {headcount} 人",
        "stations.vacancy.published": "发布岗位“{title}”",
        "stations.referral.made": "推荐一人应聘“{title}”",
        "stations.referral.moved": "就业推荐：{verb}",
        "stations.training.opened": "开班：{title}",
        "stations.trainee.enrolled": "一人报名{title}",
        "stations.trainee.completed": "一人学完{title}",
        "stations.trainee.dropped": "一人中途退出{title}",
    }.items()
)
