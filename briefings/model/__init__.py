"""The types that all stages share: records, content, dates, figures, references; nothing here reads, checks or renders."""
