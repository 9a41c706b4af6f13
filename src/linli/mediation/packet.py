"""What the packet for the court still lacks, said on the page, in the list on top of it and beside each paper.

It is given nevertheless, as the whole file is: some of it is brought to the court by hand.
"""

from collections.abc import Mapping

from linli.mediation.case_file import CaseFile
from linli.mediation.models import Party, PieceKind
from linli.mediation.papers.shared import called


def wanting(file: CaseFile) -> Mapping[str, str]:
    """Remarks by the paper's code, for the column 备注; nothing for a paper that is whole."""
    found = {
        "agreement": "" if file.pieces_of(PieceKind.AGREEMENT) else "缺签好盖章的协议书",
        "identity": "" if file.pieces_of(PieceKind.IDENTITY) else "缺复印件",
        "authority": "" if file.pieces_of(PieceKind.AUTHORITY) else "缺签好的委托书",
        "addresses": "有当事人缺地址或电话" if unreached(file) else "",
    }
    return {code: words for code, words in found.items() if words}


def unidentified(file: CaseFile) -> list[Party]:
    """Whose paper was not looked at, unless copies lie in the file: a copy does not say whose it is."""
    if file.pieces_of(PieceKind.IDENTITY):
        return []
    return [party for party in file.parties if party.id_seen_on is None]


def unreached(file: CaseFile) -> list[Party]:
    """Of whom telephone or address is not kept: the court serves there and calls."""
    kept = file.contacts
    return [
        party
        for party in file.parties
        if not (kept[party.pk].phone_kept and (kept[party.pk].address_kept or party.employer))
    ]


def lacking(file: CaseFile) -> list[str]:
    """In words, whom or what it lacks, in the order of the packet; empty when it is whole."""
    found = []
    if not file.pieces_of(PieceKind.AGREEMENT):
        found.append("各方签名、调委会盖章的调解协议书")
    if bare := unidentified(file):
        found.append(f"{_who(bare)}的身份证明（没有核对，也没有复印件）")
    elif not file.pieces_of(PieceKind.IDENTITY):
        found.append("身份证明复印件（原件核对过，复印件没有入卷）")
    agents = [party for party in file.parties if party.agent_name]
    if agents and not file.pieces_of(PieceKind.AUTHORITY):
        found.append(f"{_who(agents)}签好的授权委托书")
    if unknown := unreached(file):
        found.append(f"{_who(unknown)}的电话或送达地址")
    return found


def _who(parties: list[Party]) -> str:
    return "、".join(called(party) for party in parties)
