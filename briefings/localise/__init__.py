"""Localise: content in the words, dates and numbers of one locale. The only part that knows Babel, the check of plurals aside."""

from briefings.localise.edition import Edition, localise

__all__ = ["Edition", "localise"]
