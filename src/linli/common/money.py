"""Money is kept in integer fen; these functions say it."""

from decimal import ROUND_HALF_UP, Decimal

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000


def yuan(fen: int) -> str:
    """``1260000`` → ``12,600.00``."""
    return f"{Decimal(fen) / FEN_PER_YUAN:,.2f}"


def half_up(value: Decimal, places: int) -> Decimal:
    """The one rounding of the house: half up at ``places`` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
