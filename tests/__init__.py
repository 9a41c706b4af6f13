"""Tests of Linli, laid out as src/linli is; `boundaries/` watches the house itself, `journeys/` a real browser."""
