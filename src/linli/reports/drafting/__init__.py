"""Writing a report: live figures in the text, how they are printed, what must hold before it leaves the desk."""
