"""Link: who cites whom, who is mentioned where, what goes back to what."""

from briefings.link.graph import Graph, Mention, link
from briefings.link.tracking import decode_graph, graph_sources, track_graph

__all__ = ["Graph", "Mention", "decode_graph", "graph_sources", "link", "track_graph"]
