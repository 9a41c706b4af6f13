"""Development only: checks, generated documents, vendored front-end files. The product imports nothing from here."""
