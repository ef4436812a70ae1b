class CreateKeyRequest:
    def __init__(
        self,
        title: str = None,
        protection: str = None,
        window: int = None,
        labels: str = None,
    ):
        # How people call the key.
        #
        # This parameter is required.
        self.title = title
        # Valid values:
        #
        # - SOFT: kept in memory.
        #
        # - HARD (default)
        #
        # - BOTH
        #
        # > - Another: is no value.
        self.protection = protection
        # This parameter is required in some regions only.
        self.window = window
        self.labels = labels

    def to_map(self):
        result = dict()
        if self.title is not None:
            result['Title'] = self.title
        if self.protection is not None:
            result['Protection'] = self.protection
        if self.window is not None:
            result['Window'] = self.window
        result['Labels'] = []
        if self.labels is not None:
            for label in self.labels:
                result['Labels'].append(label)
        return result


class ForgetKeyRequest:
    def __init__(self):
        pass

    def to_map(self):
        return dict()
