"""Evidence: the passages of articles, where they stand in the archived texts, and what the record of that proves."""
