"""The exchange room: tables out to XLSX and CSV."""
