"""One file a command, found by its name; each holds a `command`. A new one is one file more, listed nowhere else."""
