"""Documents to be shared: any outline in one of several forms, each a module with `write`."""
