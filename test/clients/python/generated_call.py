"""A call by the client that openapi-generator makes, and its answers as typed objects."""
import importlib
import os
import pkgutil

import collabry
from collabry import AccountApi, ApiClient, Configuration, DocumentsApi, SearchRequest, ServiceApi, TextUpload

for module in pkgutil.walk_packages(collabry.__path__, "collabry."):
    importlib.import_module(module.name)

with ApiClient(Configuration(host=os.environ["BASE_URL"], access_token=os.environ["TOKEN"])) as client:
    assert ServiceApi(client).health().status == "healthy"
    usage = AccountApi(client).usage()
    assert usage.quotas.bytes is None and usage.today.requests >= 0
    documents = DocumentsApi(client)
    accepted = documents.upload(TextUpload(content="Light becomes energy.", filename="a.txt"))
    assert documents.upload_status(accepted.task_id).filename == "a.txt"
    print("worked:", documents.search(SearchRequest(query="light")).mode)
