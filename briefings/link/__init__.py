"""Link: who cites whom, who is mentioned where, what goes back to what."""

from briefings.link.graph import Graph, GraphDigests, Mention, link

__all__ = ["Graph", "GraphDigests", "Mention", "link"]
