"""How ordinary text is read: days, layouts, and the words by which the kinds say they are recognised."""
