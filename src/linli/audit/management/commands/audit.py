"""``linli audit seal`` and ``linli audit verify``: what is done every day, by hand."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from linli.audit.sealing import latest_seal, seal_due
from linli.audit.verifying import Proof, verify

SHOWN = 20


class Command(BaseCommand):
    """Exit code 0: sealed, or the log holds; 1: it does not; 2: bad use."""

    help = "留痕：seal 封存新的留痕，verify 证明已封存的没有改动、删去、插入"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["seal", "verify"], help="做什么")
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument(
            "--expect", default="", metavar="DIGEST", help="verify：库外保存的一段封存的摘要，必须还在链上"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["act"] == "seal":
            self._seal(as_json=options["json"])
            return
        proof = verify(options["expect"].strip().lower())
        self.stdout.write(_as_json(proof) if options["json"] else _in_words(proof))
        if not proof.holds:
            raise SystemExit(1)

    def _seal(self, *, as_json: bool) -> None:
        count, seal = seal_due(), latest_seal()
        number, digest = (seal.number, seal.digest) if seal is not None else (0, "")
        if as_json:
            self.stdout.write(json.dumps({"sealed": count, "number": number, "digest": digest}))
        elif count:
            self.stdout.write(f"封存 {count:,} 条留痕，到第 {number} 段。摘要，可抄存在库外：\n{digest}")
        else:
            self.stdout.write("没有要封存的留痕。")


def _as_json(proof: Proof) -> str:
    return json.dumps(
        {
            "holds": proof.holds,
            "seals": proof.seals,
            "sealed": proof.sealed,
            "unsealed": proof.unsealed,
            "digest": proof.digest,
            "sealed_at": proof.sealed_at.isoformat() if proof.sealed_at is not None else None,
            "findings": [
                {
                    "wrong": found.wrong,
                    "seal": found.seal,
                    "first_id": found.first_id,
                    "last_id": found.last_id,
                    "said": found.said,
                }
                for found in proof.findings
            ],
        },
        ensure_ascii=False,
    )


def _in_words(proof: Proof) -> str:
    lines = [f"✗ {found.said}。" for found in proof.findings[:SHOWN]]
    if len(proof.findings) > SHOWN:
        lines.append(f"  还有 {len(proof.findings) - SHOWN} 处，用 --json 看全部。")
    mark = "✓" if proof.holds else "✗"
    lines.append(
        f"{mark} {proof.seals} 段封存，{proof.sealed:,} 条留痕，校验{proof.said}；"
        f"另有 {proof.unsealed:,} 条还没有封存。"
    )
    return "\n".join(lines)
