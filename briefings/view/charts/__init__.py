"""Drawings: timelines on an axis, figures on a scale."""
