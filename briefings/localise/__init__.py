"""Localise: content in the words, dates and numbers of one locale. Nothing else but the check of plurals knows Babel."""

from briefings.localise.edition import Edition, localise

__all__ = ["Edition", "localise"]
