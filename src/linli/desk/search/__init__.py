"""Finding anything one may see: by words, codes, pinyin initials; persons only by their exact number."""
