"""SQL that leads to the record that stands for a merged one: children keep their reference, `root_id` resolves it."""


def root_join(table: str, alias: str, column: str) -> str:
    """A left join to the shown record of `table` that `column` leads to; `alias` is its root where it was merged."""
    # A subquery, not a second join: SQLite leaves the whole join out where nothing of it is asked for.
    return (
        f" left join {table} {alias} on {alias}.id = (select coalesce(o.root_id, o.id) from {table} o"
        f" where o.id = {column}) and {alias}._hidden = 0"
    )


def group_of(table: str, record: str) -> str:
    """A subquery of the ids that stand for the record with the id `record`: its own and those merged into it."""
    return f"(select {record} union all select id from {table} where root_id = {record})"
