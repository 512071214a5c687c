"""The SQLite database: its tables, and how it is written."""
