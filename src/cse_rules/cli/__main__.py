"""`python -m cse_rules.cli` is `cse-rules`."""

from cse_rules.cli import main

if __name__ == "__main__":
    main(prog_name="cse-rules")
