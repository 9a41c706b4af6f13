"""The documents of a case's file, in their order: which must be there, when, and what satisfies it (domain.md 4.3.3).

A document the platform prints from its records is there as soon as the records are; one that lives by a hand under it
is there when the signed paper came into the file (``CasePiece``), scanned or noted as lying in the cabinet.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linli.mediation.case_file import CaseFile, gather
from linli.mediation.consents import answer_of
from linli.mediation.models import (
    Agreement,
    CasePiece,
    CaseSource,
    DisputeCase,
    Form,
    Intensity,
    Matter,
    Outcome,
    PieceKind,
    Way,
)

Asked = Callable[[CaseFile], bool]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document.

    code:   as of its paper (``mediation.<code>``). ``always``: 必须 in the 司法部 format, else 按需.
    when:   in words, when it is due; ``how``: in words, what satisfies it.
    pieces: kinds of paper that came into the file and belong behind it.
    either: documents of one group stand for each other.
    """

    code: str
    name: str
    always: bool
    when: str
    how: str
    is_due: Asked
    is_there: Asked
    pieces: tuple[PieceKind, ...] = ()
    either: str = ""


@dataclass(frozen=True)
class Standing:
    """How it stands with one document of one case."""

    document: Document
    due: bool
    there: bool
    pieces: Sequence[CasePiece]


PRINTED = "由记录打印"
MEDIATED = (Outcome.AGREED, Outcome.FAILED)


def _yes(file: CaseFile) -> bool:
    return True


def _was_mediated(file: CaseFile) -> bool:
    """Brought to an agreement or to none, or at least sat down to."""
    return file.case.outcome in MEDIATED or bool(file.mediations)


def _with(*kinds: PieceKind) -> Asked:
    return lambda file: bool(file.pieces_of(*kinds))


# Application or registration


def _applied(file: CaseFile) -> bool:
    return file.case.source == CaseSource.APPLICATION


def _is_registered(file: CaseFile) -> bool:
    """The form says who, and what about; a case not taken up may know no more than the matter."""
    case = file.case
    return bool(case.account or case.summary) and (len(file.parties) >= 2 or case.accepted_on is None)


def _has_no_application(file: CaseFile) -> bool:
    return not file.pieces_of(PieceKind.APPLICATION)


# Rights told, who they are


def _were_told(file: CaseFile) -> bool:
    return _was_mediated(file) or any(party.told_rights_on for party in file.parties)


def _rights_signed(file: CaseFile) -> bool:
    """The signed paper; or nobody signed one, because all answered by word of mouth or online."""
    if file.pieces_of(PieceKind.RIGHTS):
        return True
    said = [answer_of(party, Matter.MEDIATION) for party in file.parties if party.told_rights_on]
    return (
        len(said) == len(file.parties)
        and bool(said)
        and all(each is not None and each.way != Way.PAPER for each in said)
    )


def _identified(file: CaseFile) -> bool:
    seen = bool(file.parties) and all(party.id_seen_on for party in file.parties)
    return seen or bool(file.pieces_of(PieceKind.IDENTITY))


# The way


def _drafted(file: CaseFile) -> Agreement | None:
    """The agreement, in force or on the table; a draft of a case that ended without one is no document of its file."""
    return file.agreement if file.case.outcome in ("", Outcome.AGREED) else None


def _record_due(file: CaseFile) -> bool:
    """Always when mediated; but a small case settled by word of mouth tells its way on the form of the agreement."""
    own = _drafted(file)
    spoken = own is not None and own.form == Form.ORAL
    simple = spoken and file.case.intensity == Intensity.SIMPLE
    return _was_mediated(file) and not (simple and not file.mediations)


def _recorded(file: CaseFile) -> bool:
    signed = any(meeting.signed_on for meeting in file.mediations)
    return signed or bool(file.pieces_of(PieceKind.RECORD))


def _has_agent(file: CaseFile) -> bool:
    return any(party.agent_name for party in file.parties)


def _asked_to_extend(file: CaseFile) -> bool:
    asked = any(answer_of(party, Matter.EXTENSION) for party in file.parties)
    return asked or file.case.extended_on is not None


# How it ended


def _agreed(file: CaseFile) -> bool:
    return file.case.outcome == Outcome.AGREED


def _in_force(file: CaseFile, form: Form) -> bool:
    return (
        file.agreement is not None and file.agreement.form == form and file.agreement.effective_on is not None
    )


def _is_written(file: CaseFile) -> bool:
    """In force, and what was signed and sealed in the file: the paper's scan, or the file the signing service gave."""
    return _in_force(file, Form.WRITTEN) and bool(file.pieces_of(PieceKind.AGREEMENT))


def _of_form(form: Form) -> Asked:
    def due(file: CaseFile) -> bool:
        own = _drafted(file)
        drafted = own.form if own is not None else None
        return (drafted or Form.WRITTEN) == form and (_agreed(file) or drafted is not None)

    return due


def _printed(code: str, name: str, when: str, is_due: Asked, *, always: bool = False) -> Document:
    """A document that is there as soon as it is due."""
    return Document(code=code, name=name, always=always, when=when, how=PRINTED, is_due=is_due, is_there=_yes)


DOCUMENTS = (
    _printed("cover", "卷宗封面", "必须", _yes, always=True),
    _printed("contents", "卷内目录", "必须", _yes, always=True),
    Document(
        code="application",
        name="人民调解申请书",
        always=True,
        when="必须，与受理登记表二选一；当事人书面申请的用申请书",
        how="打印后由申请人签名，签好的入卷",
        is_due=_applied,
        is_there=_with(PieceKind.APPLICATION),
        pieces=(PieceKind.APPLICATION,),
        either="opening",
    ),
    Document(
        code="registration",
        name="受理登记表",
        always=True,
        when="必须，与申请书二选一；口头申请、主动调解、委托移送的用登记表",
        how="由记录打印：有两方当事人和纠纷简况",
        is_due=_has_no_application,
        is_there=_is_registered,
        either="opening",
    ),
    _printed("declined", "不予受理告知书", "不予受理的", lambda file: file.case.outcome == Outcome.DECLINED),
    Document(
        code="rights",
        name="权利义务告知书",
        always=True,
        when="必须；受理后、调解前告知",
        how="打印后由各方签名，签好的入卷；都是口头或网上答复的，由记录打印",
        is_due=_were_told,
        is_there=_rights_signed,
        pieces=(PieceKind.RIGHTS,),
    ),
    Document(
        code="identity",
        name="当事人身份证明",
        always=True,
        when="必须；进行调解的",
        how="复印件入卷，或者各方身份证明都已核对",
        is_due=_was_mediated,
        is_there=_identified,
        pieces=(PieceKind.IDENTITY,),
    ),
    Document(
        code="authority",
        name="授权委托书",
        always=False,
        when="有当事人委托代理人的",
        how="打印后由委托人签名，签好的入卷",
        is_due=_has_agent,
        is_there=_with(PieceKind.AUTHORITY),
        pieces=(PieceKind.AUTHORITY,),
    ),
    _printed("inquiry", "调查记录", "做过调查的", lambda file: bool(file.inquiries)),
    Document(
        code="evidence",
        name="证据材料",
        always=False,
        when="收到证据材料的",
        how="材料入卷，清单由记录打印",
        is_due=_with(PieceKind.EVIDENCE),
        is_there=_yes,
        pieces=(PieceKind.EVIDENCE,),
    ),
    _printed("panel", "调解团名单与回避情况", "请过群英、组过调解团的", lambda file: bool(file.members)),
    _printed(
        "draw", "抽取记录", "随机抽取调解人员的", lambda file: any(each.drawn_at for each in file.draws)
    ),
    Document(
        code="record",
        name="调解记录",
        always=True,
        when="必须；进行调解的（简易案件口头达成协议的，经过写在口头协议登记表里）",
        how="由记录打印，参加人签名；签好的入卷或者在记录里记下签字日期",
        is_due=_record_due,
        is_there=_recorded,
        pieces=(PieceKind.RECORD,),
    ),
    _printed("extension", "延长调解期限同意书", "问过各方是否延长期限的", _asked_to_extend),
    Document(
        code="agreement",
        name="调解协议书",
        always=True,
        when="必须；达成书面协议的",
        how="打印后由各方和调解员签名、调委会盖章，签好的入卷；电子签名的，签名服务给的文件入卷",
        is_due=_of_form(Form.WRITTEN),
        is_there=_is_written,
        pieces=(PieceKind.AGREEMENT,),
        either="agreement",
    ),
    Document(
        code="oral",
        name="口头协议登记表",
        always=True,
        when="必须；达成口头协议的",
        how=PRINTED,
        is_due=_of_form(Form.ORAL),
        is_there=lambda file: _in_force(file, Form.ORAL),
        either="agreement",
    ),
    _printed(
        "ended",
        "终止调解告知书",
        "未达成协议或者终止调解的",
        lambda file: file.case.outcome in (Outcome.FAILED, Outcome.ENDED),
    ),
    Document(
        code="performance",
        name="履行凭证",
        always=False,
        when="协议已经履行或者部分履行的",
        how="由履行记录打印，收条、汇款单入卷",
        is_due=lambda file: bool(file.performances or file.pieces_of(PieceKind.RECEIPT)),
        is_there=_yes,
        pieces=(PieceKind.RECEIPT,),
    ),
    _printed("follow_up", "回访记录", "回访过的", lambda file: any(each.done_on for each in file.follow_ups)),
    Document(
        code="confirmation",
        name="司法确认材料",
        always=False,
        when="申请司法确认的",
        how="申请书由记录打印；法院的文书入卷",
        is_due=lambda file: file.confirmation is not None,
        is_there=_yes,
        pieces=(PieceKind.CONFIRMATION,),
    ),
    _printed("report", "结案报告表", "已经结案的", lambda file: file.case.closed_on is not None),
    Document(
        code="note",
        name="卷宗情况说明",
        always=False,
        when="有要说明的情况",
        how=PRINTED,
        is_due=_yes,
        is_there=_yes,
        pieces=(PieceKind.NOTE,),
    ),
    _printed("back", "封底", "必须", _yes, always=True),
)


def standing(file: CaseFile) -> list[Standing]:
    """Every document in order, and how it stands with it."""
    return [
        Standing(each, each.is_due(file), each.is_there(file), file.pieces_of(*each.pieces))
        for each in DOCUMENTS
    ]


def missing_of(file: CaseFile) -> list[str]:
    """Names of what is due and not there, in order; documents that stand for each other under one name."""
    found: dict[str, str] = {}
    for each in standing(file):
        document = each.document
        group = [other for other in DOCUMENTS if document.either and other.either == document.either]
        if not each.due or each.there or any(other.is_there(file) for other in group):
            continue
        wanted = _wanted(document, group, file)
        found.setdefault(document.either or document.code, wanted)
    return list(found.values())


def _wanted(document: Document, group: Sequence[Document], file: CaseFile) -> str:
    """Both names where either would do; a drafted agreement knows which of the two it is."""
    if not group or (document.either == "agreement" and file.agreement is not None):
        return document.name
    return "或".join(each.name for each in group)


def missing(case: DisputeCase) -> list[str]:
    """Names of the documents the case's file still lacks; empty: it may be archived."""
    return missing_of(gather(case))
