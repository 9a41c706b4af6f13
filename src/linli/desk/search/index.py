"""Building the index, and keeping it as fresh as the log.

Nothing is told when a record is saved. Who searches first after something changed has the index follow the log:
the targets of the acts since, and whatever rows are newer than any it knows (an import is one act for many).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from linli.audit.log import last_change
from linli.audit.models import Act
from linli.common.bulk import BulkWriter
from linli.common.models import Provenance
from linli.desk.models import SearchEntry, SearchGram, SearchStand, SearchText
from linli.desk.models.search import LONGEST
from linli.desk.search.kinds import Searched, searched_kinds
from linli.desk.search.words import initial_pairs, initials, pairs, spelled

WHY = "the index belongs to nobody; what it finds is scoped when it is read"
OVERLAP = 200
"""Acts followed once more: on PostgreSQL one with a smaller number may be committed after a greater one."""
MOST_AT_ONCE = 500

Words = tuple[str, str]
"""Text and initials of one record."""


def words(kind: Searched, ids: Sequence[int] | None = None) -> Iterator[tuple[int, Words]]:
    """What the records say now; those that say nothing are left out."""
    rows = kind.everything()
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    for pk, values in _said(kind, rows.order_by("pk")):
        text = spelled("\n".join(value for value in values if value))[:LONGEST]
        if text:
            yield pk, (text, initials(values[0]) if kind.spelt and values[0] else "")


def _said(kind: Searched, rows: QuerySet[Any]) -> Iterator[tuple[int, list[str]]]:
    """Columns are read alone; a record is made only where its words are computed."""
    paths = [field for field in kind.fields if isinstance(field, str)]
    if len(paths) == len(kind.fields):
        for pk, *values in rows.values_list("pk", *paths):
            yield pk, values
        return
    for row in rows.select_related(*kind.select_related).iterator(chunk_size=2_000):
        yield row.pk, [_value(field, row) for field in kind.fields]


def _value(field: str | Callable[[Any], str], row: Any) -> str:
    return str(reduce(getattr, field.split("__"), row)) if isinstance(field, str) else field(row)


def grams(found: Words) -> set[str]:
    """The pairs under which a record is filed."""
    text, letters = found
    return pairs(text) | initial_pairs(letters)


def build() -> int:
    """The whole index of empty tables, written in bulk. How many records it holds."""
    writer = BulkWriter(provenance=Provenance.DERIVED, recorded_at=timezone.now())
    texts: dict[tuple[str, Words], int] = {}
    entries = [
        (kind.slug, target, texts.setdefault((kind.slug, found), len(texts) + 1))
        for kind in searched_kinds().values()
        for target, found in words(kind)
    ]
    writer.write(
        SearchText,
        ("id", "kind", "text", "initials"),
        ((pk, slug, *said) for (slug, said), pk in texts.items()),
    )
    writer.write(SearchEntry, ("kind", "target_id", "text_id"), entries)
    # In the order of their index, which then grows at its end only.
    filed = sorted((gram, pk) for (_, found), pk in texts.items() for gram in grams(found))
    writer.write(SearchGram, ("gram", "text_id"), filed)
    writer.finish()
    return len(entries)


@transaction.atomic
def rebuild() -> int:
    """Throw the index away and build it anew."""
    _locked()
    followed = last_change()
    for model in (SearchGram, SearchEntry, SearchText):
        model.objects.unscoped(WHY).delete()
    count = build()
    SearchStand.objects.unscoped(WHY).update_or_create(id=1, defaults={"followed": followed})
    return count


def _locked() -> None:
    """One at a time builds the index. Inside the caller's transaction: the write is the lock, in any database."""
    rows = SearchStand.objects.unscoped(WHY)
    rows.get_or_create(id=1)
    rows.filter(id=1).update(followed=F("followed"))


def is_built() -> bool:
    """Whether there is anything in it."""
    return SearchEntry.objects.unscoped(WHY).exists()


def ensure() -> int | None:
    """Build the index where there is none: a demo just loaded, an upgrade that emptied it. To which act it follows the
    log then; None where there was one, built meanwhile by somebody else perhaps.
    """
    if is_built():
        return None
    with transaction.atomic():
        _locked()
        if is_built():
            return None
        followed = last_change()
        build()
        SearchStand.objects.unscoped(WHY).filter(id=1).update(followed=followed)
    return followed


def refresh() -> int:
    """Follow the log; two queries when nothing changed. How many records were filed anew."""
    newest = last_change()
    if _followed() == newest and newest:
        return 0
    built = ensure()
    return _follow(_followed() if built is None else built, newest)


def _followed() -> int:
    return SearchStand.objects.unscoped(WHY).values_list("followed", flat=True).first() or 0


@transaction.atomic
def _follow(followed: int, newest: int) -> int:
    changed = 0
    touched: dict[str, set[int]] = {}
    acts = Act.objects.unscoped(WHY).filter(pk__gt=followed - OVERLAP, is_look=False, target_id__gt=0)
    for label, target in acts.values_list("target_type", "target_id").distinct():
        touched.setdefault(label, set()).add(target or 0)
    for kind in searched_kinds().values():
        changed += _file(kind, touched.get(kind.type, set()) | _newer(kind))
    SearchStand.objects.unscoped(WHY).update_or_create(id=1, defaults={"followed": newest})
    return changed


def _newer(kind: Searched) -> set[int]:
    """Rows the index cannot know yet."""
    known = SearchEntry.objects.unscoped(WHY).filter(kind=kind.slug).aggregate(last=Max("target_id"))["last"]
    return set(kind.everything().filter(pk__gt=known or 0).values_list("pk", flat=True))


def _file(kind: Searched, ids: Iterable[int]) -> int:
    changed, wanted = 0, sorted(ids)
    for start in range(0, len(wanted), MOST_AT_ONCE):
        changed += _file_some(kind, wanted[start : start + MOST_AT_ONCE])
    return changed


def _file_some(kind: Searched, ids: Sequence[int]) -> int:
    now = dict(words(kind, ids))
    entries = SearchEntry.objects.unscoped(WHY).filter(kind=kind.slug, target_id__in=ids)
    held = {e.target_id: (e.text.text, e.text.initials) for e in entries.select_related("text")}
    changed = [target for target in ids if now.get(target) != held.get(target)]
    if not changed:
        return 0
    entries.filter(target_id__in=changed).delete()
    _drop_unsaid(kind, {held[target] for target in changed if target in held})
    texts = _texts(kind, {now[target] for target in changed if target in now})
    SearchEntry.objects.unscoped(WHY).bulk_create(
        SearchEntry(kind=kind.slug, target_id=target, text=texts[now[target][0]])
        for target in changed
        if target in now
    )
    return len(changed)


def _drop_unsaid(kind: Searched, said: set[Words]) -> None:
    """Texts that no record says any more: a name that was taken back is not kept here."""
    texts = SearchText.objects.unscoped(WHY).filter(kind=kind.slug, text__in=[text for text, _ in said])
    texts.filter(entries__isnull=True).delete()


def _texts(kind: Searched, said: set[Words]) -> dict[str, SearchText]:
    """The texts as rows, new ones filed under their pairs."""
    rows = SearchText.objects.unscoped(WHY).filter(kind=kind.slug, text__in=[text for text, _ in said])
    known = {row.text: row for row in rows}
    fresh = [
        SearchText(kind=kind.slug, text=text, initials=letters)
        for text, letters in sorted(said)
        if text not in known
    ]
    SearchText.objects.unscoped(WHY).bulk_create(fresh)
    filed = [
        SearchGram(gram=gram, text=row) for row in fresh for gram in sorted(grams((row.text, row.initials)))
    ]
    SearchGram.objects.unscoped(WHY).bulk_create(filed, batch_size=2_000)
    return known | {row.text: row for row in fresh}
