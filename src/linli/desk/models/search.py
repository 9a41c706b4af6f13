"""The index of the search: words of records, never names of persons, never anything by which a reader is admitted.

It may be thrown away and built anew at any time. What it finds is shown only as far as the record's own
``visible_to`` lets the reader see it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from linli.common.scoping import ScopedModel, Unscopable

LONGEST = 400
WHY = Unscopable("the index names records by number alone; each record's own scope decides who sees it")


class SearchText(ScopedModel):
    """What records of one kind say; many say the same (主题党日), so it is kept once. Written by ``desk.search.index``.

    kind:     slug of what is searched (``dispute-case``, ``area``).
    text:     words in one spelling: lower case, full-width signs made narrow.
    initials: first letters of the pinyin of the name, "" where none are wanted.
    """

    scope: ClassVar = WHY

    kind = models.CharField("种类", max_length=40)
    text = models.CharField("文字", max_length=LONGEST)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "可查找的文字"
        verbose_name_plural = "可查找的文字"
        constraints = [
            models.UniqueConstraint(fields=["kind", "text"], name="search_text_once"),
            models.CheckConstraint(name="search_text_says_something", condition=~Q(kind="") & ~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class SearchEntry(ScopedModel):
    """One record that says a text, by number alone."""

    scope: ClassVar = WHY

    kind = models.CharField("种类", max_length=40)
    target_id = models.BigIntegerField("对象")
    text = models.ForeignKey(
        SearchText, on_delete=models.CASCADE, related_name="entries", verbose_name="文字"
    )

    class Meta(ScopedModel.Meta):
        verbose_name = "可查找的记录"
        verbose_name_plural = "可查找的记录"
        constraints = [models.UniqueConstraint(fields=["kind", "target_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target_id}"


class SearchGram(ScopedModel):
    """Two signs that stand side by side in a text; of initials with ``~`` before them.

    Two, because Chinese words have two: longer ones are found where all their pairs are. Any database can do it.
    """

    scope: ClassVar = WHY

    gram = models.CharField("两字", max_length=3)
    text = models.ForeignKey(SearchText, on_delete=models.CASCADE, related_name="grams", verbose_name="文字")

    class Meta(ScopedModel.Meta):
        verbose_name = "两字索引"
        verbose_name_plural = "两字索引"
        constraints = [models.UniqueConstraint(fields=["gram", "text"], name="search_gram_once")]

    def __str__(self) -> str:
        return self.gram


class SearchStand(ScopedModel):
    """How far the index has followed the log: one row, none before it first did."""

    scope: ClassVar = WHY

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    followed = models.BigIntegerField("跟到第几条留痕", default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = "查找索引进度"
        verbose_name_plural = "查找索引进度"
        constraints = [models.CheckConstraint(name="search_stand_is_single", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.followed)
