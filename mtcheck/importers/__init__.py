"""Tables of named things from collections that others keep, in the format of `references/`."""
