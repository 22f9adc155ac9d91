"""A table kept on the function itself."""
import numpy as np


def solve(state):
    solve.calls += 1
    return solve.memo.get(state)  # expect: TK101


solve.memo = {}
solve.calls = 0


def solve_by_value(state):
    key = state.tobytes()
    if key not in solve_by_value.memo:
        solve_by_value.memo[key] = float(np.sum(state))  # ok: TK101
    return solve_by_value.memo[key]


solve_by_value.memo = {}
board = np.zeros((2, 2))
print(solve_by_value(board), solve_by_value.memo.keys())
print(solve(board), solve.calls)
