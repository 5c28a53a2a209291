"""What is to happen before a transaction is committed, in that transaction."""

from collections.abc import Callable

Hook = Callable[[], None]


class BeforeCommit:
    """For a database wrapper: `before_commit(hook)` runs it once, before the commit or not at all.

    Django tells after a commit, when it is too late to write in the same transaction.
    """

    def before_commit(self, hook: Hook) -> None:
        hooks = self.__dict__.setdefault("_before_commit", [])
        if hook not in hooks:
            hooks.append(hook)

    def commit(self):
        try:
            while hooks := self.__dict__.pop("_before_commit", None):
                for hook in hooks:
                    hook()
        except BaseException:
            self.rollback()
            raise
        super().commit()

    def rollback(self):
        self.__dict__.pop("_before_commit", None)
        super().rollback()
