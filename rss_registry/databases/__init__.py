"""Django's two database backends, with what this project asks of a transaction and of a public request."""
