"""Tables whose columns have two levels take tuples of selections, and pivoted ones have them."""
import pandas as pd

sales = pd.DataFrame({"shop": ["x", "x", "y", "y"], "year": [1, 2, 1, 2], "sum": [5, 6, 7, 8]})
levels = pd.MultiIndex.from_product([["price", "stock"], ["old", "new"]])
wide = pd.DataFrame([[1, 2, 3, 4], [5, 6, 7, 8]], columns=levels)


def new_values():
    return wide[:, "new"], wide["price", "old"], wide["price", :]  # ok: TK108


def pivoted():
    table = sales.pivot_table(index="shop", columns="year", values=["sum"])
    return table["sum", 1], table[:, 2]  # ok: TK108


def plain():
    return sales[:, "sum"]  # expect: TK108


def by_shop():
    kept = sales.sort_values("year").head(3)
    return kept[kept["shop"] == "x", "sum"]  # expect: TK108


def by_shop_right():
    return sales.loc[sales["shop"] == "x", "sum"], sales[sales["shop"] == "x"]["sum"]  # ok: TK108


print(new_values(), pivoted(), by_shop_right())
plain()
by_shop()
