"""Pure functions over texts: words, scripts, quotation marks, numbers, spellings."""
