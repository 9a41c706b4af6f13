"""One word to everybody in an emergency (防汛, 停水 …): leads at once, doors by telephone, the rest on foot."""
