"""Link: who cites whom, who is mentioned where, what goes back to what."""

from briefings.link.graph import Graph, Mention, graph_sources, link, share_equal, track_graph

__all__ = ["Graph", "Mention", "graph_sources", "link", "share_equal", "track_graph"]
