"""Reads of the search: which records say what is sought, as far as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from linli.access.actor import Actor
from linli.desk.models import SearchEntry, SearchGram, SearchText
from linli.desk.search.kinds import Searched, searched_kinds
from linli.desk.search.words import LETTERS, initial_pairs, number_of, pairs, words_of

WHY = "only numbers of records; each is asked of its own scope before it is shown"
FEW, PER_PAGE = 5, 25
MOST_PAIRS = 6

Shown = tuple[str, str, str]
"""Title, one line of detail, address."""


@dataclass(frozen=True)
class Group:
    """What was found of one kind; ``more``: there are further ones."""

    kind: Searched
    rows: Sequence[Shown]
    more: bool = False
    page: Page[Any] | None = None


def _filed(grams: set[str]) -> Q:
    """Filed under all of these pairs; a long word is known by a few of its pairs."""
    found = Q()
    for gram in sorted(grams)[:MOST_PAIRS]:
        found &= Q(pk__in=SearchGram.objects.unscoped(WHY).filter(gram=gram).values("text_id"))
    return found


def _says(word: str) -> Q | None:
    """Texts with the word in them, or in the initials of their name; None where it has no pair of signs."""
    grams = pairs(word)
    if not grams:
        return None
    found = _filed(grams) & Q(text__contains=word)
    if LETTERS.fullmatch(word):
        found |= _filed(initial_pairs(word)) & Q(initials__contains=word)
    return found


def texts(sought: str) -> dict[str, list[int]] | None:
    """Kind → texts that say every word; None where nothing sought has two signs."""
    said, rows = False, SearchText.objects.unscoped(WHY)
    for word in words_of(sought):
        found = _says(word)
        if found is not None:
            rows, said = rows.filter(found), True
    if not said:
        return None
    by_kind: dict[str, list[int]] = {}
    for pk, kind in rows.values_list("pk", "kind"):
        by_kind.setdefault(kind, []).append(pk)
    return by_kind


def _rows(kind: Searched, said: Sequence[int], number: str, actor: Actor) -> QuerySet[Any]:
    """Rows that say the words, or have a code or number that begins like this."""
    ids = SearchEntry.objects.unscoped(WHY).filter(text__in=said).values("target_id")
    found = Q(pk__in=ids) if said else Q(pk__in=())
    for begin in kind.numbered_like(number) if number else ():
        found |= Q(pk__in=begin.values("pk"))
    return kind.visible(actor).filter(found).select_related(*kind.select_related).order_by(*kind.order_by)


def found(sought: str, actor: Actor) -> list[Group] | None:
    """A few of every kind; None where nothing sought has two signs."""
    said, number = texts(sought), number_of(sought)
    if said is None:
        return None
    groups = []
    for kind in searched_kinds().values():
        if kind.slug in said or (number and kind.numbered):
            rows = list(_rows(kind, said.get(kind.slug, ()), number, actor)[: FEW + 1])
            if rows:
                shown = [kind.shown(row, actor) for row in rows[:FEW]]
                groups.append(Group(kind, shown, len(rows) > FEW))
    return groups


def found_of(slug: str, sought: str, number: str | None, actor: Actor) -> Group:
    """All of one kind, by the page. Raises Http404 for a kind or page that does not exist."""
    kind, said = searched_kinds().get(slug), texts(sought)
    if kind is None or said is None:
        raise Http404
    paginator = Paginator(_rows(kind, said.get(slug, ()), number_of(sought), actor), PER_PAGE)
    try:
        page = paginator.page(number or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    return Group(kind, [kind.shown(row, actor) for row in page.object_list], page=page)
