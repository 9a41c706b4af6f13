"""Orders of the 12345 hotline: in as a roster, answered as requests, and out again by their own number."""
