"""How pages are printed: their texts in each language, their templates, and the settings of the paper."""
