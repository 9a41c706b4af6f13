"""The board of requests of a district, a street, a community: totals by kind, area, level and month. No persons."""
