"""`python -m cse_rules`: the same as the command `cse-rules`, for where scripts are not on the path."""

from cse_rules.cli import main

main()
