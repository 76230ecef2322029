"""The command line: one file a command; the only place with exit codes and printing."""
