"""Citations between papers out of a frame, with nodes taken from its columns and rows."""
import networkx as nx
import numpy as np
import pandas as pd

papers = pd.DataFrame({"paper": ["a", "b", "c"], "cites": ["b", "c", "a"], "year": [1, 2, 3]})


def from_columns():
    graph = nx.DiGraph()
    for paper, cited in zip(papers["paper"], papers["cites"]):
        graph.add_edge(paper, cited)  # ok: TK109
    for row in papers.itertuples(index=False):
        graph.add_edge(row.paper, row.cites, year=row.year)  # ok: TK109
    return graph


def from_rows():
    graph = nx.DiGraph()
    for _, row in papers.iterrows():
        graph.add_node(row)  # expect: TK109
        graph.add_node(row["paper"])  # ok: TK109
    graph.add_node(papers["paper"])  # expect: TK109
    return graph


def weighted(graph):
    years = np.asarray(papers["year"])
    graph.add_node("all", years=years)  # ok: TK109
    graph.add_node(years)  # expect: TK109
    return nx.density(graph)


print(weighted(from_columns()), from_rows())
