class Client:
    def open_service(self):
        params = Params(
            action='OpenService'
        )
