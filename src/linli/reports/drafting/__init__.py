"""Writing a report: text with live figures in it, how they are printed, and what must hold before it leaves the desk."""
