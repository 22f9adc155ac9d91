"""Argument lists for functions and methods of pandas that no guessed argument fits; see examples.py. A receiver that
refuses one (a text column that is shifted in time) is passed over."""

from __future__ import annotations

FRAME = "pd.DataFrame({'a': [1, 2, 2], 'b': [1.5, 2.5, 3.5]})"
FLAGS = "pd.DataFrame({'a': [True, False]})"
SERIES = "pd.Series([1.5, 2.5, 1.5])"
DATED = "pd.date_range('2020-01-01', periods=2)"
STEPS = "pd.MultiIndex.from_tuples([(1, 2), (1, 3)], names=['p', 'q'])"

# More instances than instances.py has: flags, rows with dates, rows with two labels.
MADE = {
    "pandas.DataFrame": [FRAME, FLAGS, f"pd.DataFrame({{'a': [1.0, 2.0], 'b': [3.0, 4.0]}}, {DATED})",
                         f"pd.DataFrame({{'a': [1.0, 2.0], 'b': [3.0, 4.0]}}, {STEPS})"],
    "pandas.Series": [SERIES, "pd.Series(['a b', 'c', 'a b'])", "pd.Series(pd.date_range('2020-01-01', periods=3))",
                      "pd.Series(['a', 'b', 'a'], dtype='category')", "pd.Series([True, False])",
                      f"pd.Series([1.0, 2.0], {DATED})", f"pd.Series([1.0, 2.0], {STEPS})"],
    "pandas.StringDtype": ["pd.StringDtype()"], "pandas.CategoricalDtype": ["pd.CategoricalDtype(['a'])"],
    "pandas.Grouper": ["pd.Grouper(key='a')"], "pandas.DateOffset": ["pd.DateOffset(1)"],
    "pandas.api.typing.NaTType": ["pd.NaT"],
    "pandas.api.extensions.ExtensionArray": ["pd.array([1, 2])", "pd.Series(['a', 'b']).array"],
    "pandas.core.indexing._AtIndexer": ["pd.Series([1]).at"],
    "pandas.TimedeltaIndex": ["pd.to_timedelta([1, 2], 's')"], "pandas.PeriodIndex": ["pd.period_range('2020', periods=2)"],
}


def same(names: str, owner: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return {f"pandas.{owner}.{name}": calls for name in names.split()}


def both(names: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return same(names, "DataFrame", *calls) | same(names, "Series", *calls)


PANDAS: dict[str, tuple[str, ...]] = {
    # Frames and series
    **both("__and__ __or__ __xor__ __rand__ __ror__ __rxor__", "True"), **both("__invert__"), **both("__contains__", "'a'", "0"),
    **both("asfreq", "'D'"), **both("at_time", "'00:00'"), **both("between_time", "'00:00', '01:00'"),
    **both("ewm", "span=2"), **both("rolling", "2"), **both("expanding", "", "1"), **both("resample", "'D'"),
    **both("droplevel", "0"), **both("swaplevel", ""), **both("reorder_levels", "[1, 0]"),
    **both("to_period", "'D'"), **both("to_timestamp", ""), **both("tz_localize", "'UTC'"), **both("tz_convert", "'UTC'"),
    **both("drop", "index=[0]"), **both("replace", "1.5, 2.0"), **both("explode", "'a'"), **both("pop", "'a'"),
    **same("__getitem__", "DataFrame", "'a'", "['a']", f"{FRAME}['a'] > 1"), **both("iloc", ""),
    **same("align combine_first compare join merge reindex_like", "DataFrame", FRAME, f"{FRAME}[['b']].add_suffix('x')"),
    **same("combine", "DataFrame", f"{FRAME}, lambda one, other: one"), **same("corrwith", "DataFrame", FRAME),
    **same("groupby", "DataFrame", "'a'", "['a', 'b']", "level=0"), **same("groupby", "Series", "[0, 1]", "[0, 0, 1]", "level=0"),
    **same("map", "DataFrame", "lambda cell: cell"), **same("map apply", "Series", "lambda cell: cell"),
    **same("mask where", "DataFrame", f"{FRAME} > 1", f"{FLAGS}"), **same("mask where", "Series", f"{SERIES} > 2"),
    **same("nlargest nsmallest", "DataFrame", "1, 'a'"), **same("pivot", "DataFrame", "columns='b', values='a'"),
    **same("pivot_table", "DataFrame", "index='a'"), **same("query", "DataFrame", "'a > 0'"),
    **same("rename", "DataFrame", "columns={'a': 'c'}"), **same("sort_values", "DataFrame", "'a'"),
    **same("set_index", "DataFrame", "'a'"), **same("from_arrow", "DataFrame", "pa.table({'a': [1]})"),
    **same("from_arrow", "Series", "pa.chunked_array([[1]])"), **same("to_dict", "DataFrame", "", "'records'", "'list'"),
    **same("itertuples", "DataFrame", "", "index=False"),
    **same("align combine_first compare corr cov", "Series", SERIES), **same("combine", "Series", f"{SERIES}, max"),
    **same("divmod rdivmod", "Series", "2"), **same("between", "Series", "0, 2"), **same("unstack", "Series", ""),
    **same("case_when", "Series", f"[({SERIES} > 2, 0)]"),
    # Indexes
    **same("append difference intersection union symmetric_difference", "Index", "pd.Index([1, 9])", "pd.Index(['a'])"),
    **same("get_indexer get_indexer_for get_indexer_non_unique isin", "Index", "[1, 2]", "['a']"),
    **same("delete", "Index", "0"), **same("drop", "Index", "[1]", "['a']"), **same("droplevel get_level_values", "Index", "0"),
    **same("fillna", "Index", "0", "'a'"), **same("groupby", "Index", "[0, 0, 1]"), **same("insert", "Index", "0, 7", "0, 'x'"),
    **same("map", "Index", "lambda label: label"), **same("putmask", "Index", "[True, False, False], 5", "[True, False, False], 'x'"),
    **same("rename set_names", "Index", "'x'"), **same("repeat shift", "Index", "2"), **same("take", "Index", "[0]"),
    **same("where", "Index", "[True, False, True]"), **same("__contains__", "Index", "1"),
    **same("__getitem__", "Index", "0", "slice(0, 1)", "[0, 1]"),
    **same("from_frame", "MultiIndex", FRAME), **same("reorder_levels", "MultiIndex", "[1, 0]"),
    **same("set_codes", "MultiIndex", "[[0, 0], [0, 1]]"), **same("set_levels", "MultiIndex", "[[1], [2, 3]]"),
    **same("indexer_between_time", "DatetimeIndex", "'00:00', '01:00'"), **same("strftime", "DatetimeIndex", "'%Y'"),
    **same("to_timestamp", "PeriodIndex", ""), **same("total_seconds", "TimedeltaIndex", ""),
    **same("from_codes", "Categorical", "[0, 1], ['a', 'b']"),
    # Accessors, groups, windows
    **same("add_categories rename_categories reorder_categories set_categories remove_categories",
           "core.arrays.categorical.CategoricalAccessor", "['c', 'd']", "['b', 'a']", "['a']"),
    **same("as_unit asfreq ceil floor round tz_convert tz_localize strftime", "core.indexes.accessors.Properties",
           "'s'", "'D'", "'UTC'", "'%Y'"),
    **same("center ljust rjust pad wrap zfill repeat get", "core.strings.accessor.StringMethods", "3"),
    **same("count find rfind findall index rindex removeprefix removesuffix", "core.strings.accessor.StringMethods", "'a'", "''"),
    **same("join", "core.strings.accessor.StringMethods", "'-'"), **same("__getitem__", "core.strings.accessor.StringMethods", "0"),
    **same("encode", "core.strings.accessor.StringMethods", "'utf-8'"), **same("normalize", "core.strings.accessor.StringMethods", "'NFC'"),
    **same("extractall", "core.strings.accessor.StringMethods", "'(a)'"), **same("replace", "core.strings.accessor.StringMethods", "'a', 'b'"),
    **same("translate", "core.strings.accessor.StringMethods", "{97: 'b'}"),
    **same("filter", "core.groupby.generic.DataFrameGroupBy", "lambda part: True"),
    **same("filter", "core.groupby.generic.SeriesGroupBy", "lambda part: True"),
    **same("transform", "core.groupby.generic.SeriesGroupBy", "lambda part: part"),
    **{f"pandas.core.groupby.generic.{kind}.{name}": calls for kind in ("DataFrameGroupBy", "SeriesGroupBy") for name, calls in {
        "ewm": ("span=2",), "get_group": ("1", "0", "(1,)", "(0,)"), "nth": ("0",), "rolling": ("2",), "take": ("[0]",),
        "expanding": ("1",)}.items()},
    **same("__getitem__", "core.groupby.generic.DataFrameGroupBy", "'b'", "['b']"),
    **same("apply", "core.window.rolling.BaseWindow", "len"), **same("quantile", "core.window.rolling.BaseWindow", "0.5"),
    # Functions
    "pandas.array": ("[1, 2]", "['a']"), "pandas.crosstab": ("[1, 2], [1, 2]",), "pandas.from_dummies": (FLAGS.replace("False", "True"),),
    "pandas.get_dummies": (FRAME, "['a', 'b']"), "pandas.json_normalize": ("[{'a': 1}]",),
    "pandas.lreshape": (f"{FRAME}, {{'c': ['a', 'b']}}",), "pandas.melt": (FRAME, f"{FRAME}, 'a'"),
    **{f"pandas.{name}": (f"{FRAME}, {FRAME}, on='a'",) for name in ("merge", "merge_asof", "merge_ordered")},
    "pandas.period_range": ("'2020', periods=2",), "pandas.pivot": (f"{FRAME}, columns='b', values='a'",),
    "pandas.pivot_table": (f"{FRAME}, index='a'",), "pandas.util.hash_pandas_object": (FRAME, SERIES),
    "pandas.wide_to_long": ("pd.DataFrame({'a1': [1], 'a2': [2], 'i': [0]}), 'a', 'i', 'j'",),
    **{f"pandas.{name}": ("io.StringIO('a,b\\n1,2')",) for name in ("read_csv", "read_table")},
    "pandas.read_fwf": ("io.StringIO('a b\\n1 2')",), "pandas.read_json": ("io.StringIO('{\"a\": {\"0\": 1}}')",),
    **{f"pandas.{name}": ("[1, 2]", SERIES, FRAME, "1.5") for name in ("isna", "isnull", "notna", "notnull", "to_numeric")},
}
