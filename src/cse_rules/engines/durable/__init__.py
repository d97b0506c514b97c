"""durable-rules, an engine that others wrote, for a second opinion on which single facts match which patterns.

Joins, counts and all that is turned round are ours alone: that engine gets them wrong, or crashes. What it is asked,
and how, stands in `docs/explanation/what-durable-rules-gets-right.md`. Where the package is not installed,
`running.Durable` raises `EngineMissing`; all else here needs nothing of it.
"""
