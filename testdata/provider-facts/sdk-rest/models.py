class CreateKeyRequest:
    openapi_types = {'body': 'CreateKeyBody'}

    attribute_map = {'body': 'body'}

    def __init__(self, body=None):
        """A request

        :param body: what to create
        :type body: :class:`CreateKeyBody`
        """
        if body is not None:
            self.body = body


class ShowKeyRequest:
    openapi_types = {'limit': 'int'}

    attribute_map = {'limit': 'limit'}

    def __init__(self, limit=None):
        if limit is not None:
            self.limit = limit


class CreateKeyBody:
    openapi_types = {'title': 'str', 'pin': 'str'}

    attribute_map = {'title': 'Title', 'pin': 'Pin'}

    def __init__(self, title=None, pin=None):
        r"""A body

        :param title: its name
        :type title: str
        :param pin: a word
        :type pin: str
        """
        self.title = title
        if pin is not None:
            self.pin = pin
