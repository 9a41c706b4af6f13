"""The documents room: one paper as structured content, out as HTML, DOCX and PDF."""
