class Client:
    @classmethod
    def _create_key_http_info(cls, request):
        http_info = {
            "method": "POST",
            "resource_path": "/v1/{project}/kms/create-key",
        }

    @classmethod
    def _show_key_http_info(cls, request):
        http_info = {
            "method": "GET",
            "resource_path": "/v1/{project}/kms/keys",
        }
