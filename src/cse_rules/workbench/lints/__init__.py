"""One file a lint, found by its name and listed nowhere else. Each has a page under docs/reference/lints."""
