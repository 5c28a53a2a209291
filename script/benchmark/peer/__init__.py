"""What a stock Django site of the same data would be: the register is measured against it.

Generic views on the private models, counts in SQL, Django's own middleware, plain templates, no cache.
It protects nobody and is never served to anybody: it only says what the same pages cost without our work.
"""
