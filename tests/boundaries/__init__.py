"""The house itself: who may depend on whom, and that each rule bites when it is broken."""
