"""Briefings: a multilingual briefing site from curated YAML, every statement traceable to its source."""

__version__ = "0.1.0"
