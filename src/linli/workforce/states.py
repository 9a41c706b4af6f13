"""How a certificate, a commendation and a candidate move (domain.md 2.3, 3.3.2)."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition, register

_CERTIFICATE, _COMMENDATION, _CANDIDATE = (
    "workforce.certificate.work",
    "workforce.commendation.work",
    "workforce.candidate.work",
)
_REASON = Need("reason", "原因")
_OWN_PRACTICE = "区内约定"

DECLARED, VERIFIED, REJECTED, REVOKED = "declared", "verified", "rejected", "revoked"

CERTIFICATE = register(
    Machine(
        name="workforce.certificate",
        label="职业资格证书",
        states=(
            State(DECLARED, "待核验", Tone.GOING),
            State(VERIFIED, "已核验", Tone.DONE),
            State(REJECTED, "核验不符", Tone.NEUTRAL, final=True),
            State(REVOKED, "已注销", Tone.NEUTRAL, final=True),
        ),
        transitions=(
            Transition(
                verb="verify",
                label="核验通过",
                sources=(DECLARED,),
                target=VERIFIED,
                policy=_CERTIFICATE,
                required=(Need("verified_on", "核验日期"), Need("cert_no", "证书编号")),
                rule=f"{_OWN_PRACTICE}：按证书编号核验后才计发津贴",
                deadline="workforce.allowance.start",
            ),
            Transition(
                verb="reject",
                label="核验不符",
                sources=(DECLARED,),
                target=REJECTED,
                policy=_CERTIFICATE,
                required=(_REASON,),
            ),
            Transition(
                verb="revoke",
                label="注销证书",
                sources=(DECLARED, VERIFIED),
                target=REVOKED,
                policy=_CERTIFICATE,
                required=(Need("revoked_on", "注销日期"), _REASON),
            ),
        ),
    )
)

NOMINATED, STREET_PASSED, DISTRICT_PASSED, VETTED = "nominated", "street_passed", "district_passed", "vetted"
POSTED, DECIDED, DECLINED = "posted", "decided", "declined"


def _review(verb: str, label: str, source: str, target: str) -> Transition:
    return Transition(verb=verb, label=label, sources=(source,), target=target, policy=_COMMENDATION)


COMMENDATION = register(
    Machine(
        name="workforce.commendation",
        label="表彰",
        states=(
            State(NOMINATED, "社区推荐", Tone.GOING),
            State(STREET_PASSED, "街道审核通过", Tone.GOING),
            State(DISTRICT_PASSED, "区级审核通过", Tone.GOING),
            State(VETTED, "已征求意见", Tone.GOING),
            State(POSTED, "公示中", Tone.GOING),
            State(DECIDED, "已表彰", Tone.DONE, final=True),
            State(DECLINED, "未表彰", Tone.NEUTRAL, final=True),
        ),
        transitions=(
            _review("pass_street", "街道审核通过", NOMINATED, STREET_PASSED),
            _review("pass_district", "区级审核通过", STREET_PASSED, DISTRICT_PASSED),
            _review("vet", "征求纪检、公安意见", DISTRICT_PASSED, VETTED),
            Transition(
                verb="post",
                label="公示",
                sources=(VETTED,),
                target=POSTED,
                policy=_COMMENDATION,
                required=(Need("posted_from", "公示开始"), Need("posted_until", "公示结束")),
                rule=f"{_OWN_PRACTICE}：表彰公示不少于五个工作日",
                deadline="notices.appointment.posting",
            ),
            Transition(
                verb="decide",
                label="决定表彰",
                sources=(POSTED,),
                target=DECIDED,
                policy=_COMMENDATION,
                required=(Need("decided_on", "决定日期"),),
                rule=f"{_OWN_PRACTICE}：公示期满、没有成立的异议才能表彰",
            ),
            Transition(
                verb="decline",
                label="不予表彰",
                sources=(NOMINATED, STREET_PASSED, DISTRICT_PASSED, VETTED, POSTED),
                target=DECLINED,
                policy=_COMMENDATION,
                required=(_REASON,),
            ),
        ),
    )
)

APPLIED, SCREENED, REVIEWED, RECOMMENDED = "applied", "screened", "reviewed", "recommended"
EXAMINED, EMPLOYED, FAILED, WITHDRAWN = "examined", "employed", "failed", "withdrawn"
BEFORE_RECOMMENDATION = (APPLIED, SCREENED, REVIEWED)
AFTER_RECOMMENDATION = (RECOMMENDED, EXAMINED, POSTED, EMPLOYED)
_OPEN = (*BEFORE_RECOMMENDATION, RECOMMENDED, EXAMINED, POSTED)


def _hire(verb: str, label: str, source: str, target: str, *required: Need) -> Transition:
    return Transition(
        verb=verb, label=label, sources=(source,), target=target, policy=_CANDIDATE, required=required
    )


CANDIDATE = register(
    Machine(
        name="workforce.candidate",
        label="考核招聘人选",
        states=(
            State(APPLIED, "已报名", Tone.GOING),
            State(SCREENED, "街道初审通过", Tone.GOING),
            State(REVIEWED, "区级复审通过", Tone.GOING),
            State(RECOMMENDED, "考核推荐", Tone.GOING),
            State(EXAMINED, "体检合格", Tone.GOING),
            State(POSTED, "公示中", Tone.GOING),
            State(EMPLOYED, "已聘用备案", Tone.DONE, final=True),
            State(FAILED, "未通过", Tone.NEUTRAL, final=True),
            State(WITHDRAWN, "本人放弃", Tone.NEUTRAL, final=True),
        ),
        transitions=(
            _hire("screen", "街道初审通过", APPLIED, SCREENED),
            _hire("review", "区级复审通过", SCREENED, REVIEWED),
            _hire("recommend", "考核推荐", REVIEWED, RECOMMENDED, Need("recommended_on", "推荐日期")),
            _hire("examine", "体检合格", RECOMMENDED, EXAMINED),
            _hire("post", "公示", EXAMINED, POSTED),
            _hire("employ", "聘用备案", POSTED, EMPLOYED, Need("employed_on", "聘用日期")),
            Transition(
                verb="fail",
                label="未通过",
                sources=_OPEN,
                target=FAILED,
                policy=_CANDIDATE,
                required=(_REASON,),
            ),
            Transition(
                verb="withdraw",
                label="本人放弃",
                sources=_OPEN,
                target=WITHDRAWN,
                policy=_CANDIDATE,
                required=(_REASON,),
            ),
        ),
    )
)
