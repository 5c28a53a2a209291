"""What is to happen before a transaction is committed, in that transaction, and what a rollback undoes."""

from collections.abc import Callable

Hook = Callable[[], None]


class BeforeCommit:
    """For a database wrapper: `before_commit(hook)` runs it once, before the commit or not at all.

    Django tells after a commit, when it is too late to write in the same transaction. And it does not tell
    of a rollback: `after_rollback(hook)` runs it after each, with whether it undid the whole transaction.
    """

    def before_commit(self, hook: Hook) -> None:
        hooks = self.__dict__.setdefault("_before_commit", [])
        if hook not in hooks:
            hooks.append(hook)

    def after_rollback(self, hook: Callable[[bool], None]) -> None:
        self.__dict__.setdefault("_after_rollback", []).append(hook)

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
        try:
            super().rollback()
        finally:
            self._tell_of_rollback(is_whole=True)

    def _savepoint_rollback(self, sid):
        super()._savepoint_rollback(sid)
        self._tell_of_rollback(is_whole=False)

    def _tell_of_rollback(self, is_whole):
        for hook in self.__dict__.get("_after_rollback", ()):
            hook(is_whole)
