"""LlamaIndex with its OpenAI-like classes, as its documentation shows them."""
import os

from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.openai_like import OpenAILike

base_url = f"{os.environ['BASE_URL']}/v1"


def worked(feature: str) -> None:
    print(f"worked: llamaindex: {feature}")


llm = OpenAILike(
    model=os.environ["MODEL"], api_base=base_url, api_key=os.environ["TOKEN"], is_chat_model=True, context_window=8192
)
assert "You asked: hello you" in llm.complete("hello you").text
worked("complete")
assert "hello you" in "".join(part.delta for part in llm.stream_complete("hello you"))
worked("stream_complete")
Settings.llm = llm
Settings.embed_model = OpenAILikeEmbedding(
    model_name=os.environ["EMBEDDING_MODEL"], api_base=base_url, api_key=os.environ["TOKEN"]
)
index = VectorStoreIndex.from_documents([Document(text="Light becomes energy."), Document(text="Leaves are green.")])
answer = index.as_query_engine().query("What becomes of light?")
assert len(answer.source_nodes) == 2 and str(answer) != ""
worked("an index with its own embeddings and answers")
