"""Helpers that do without hashing where they have to, and one that does not."""


def once(values):
    values = list(values)
    try:
        return list(dict.fromkeys(values))
    except Exception:
        return [value for i, value in enumerate(values) if not any(value is other for other in values[:i])]


def strictly_once(values):
    return list(dict.fromkeys(list(values)))
