"""langchain-openai, as its documentation shows it."""
import os

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel

base_url, model = f"{os.environ['BASE_URL']}/v1", os.environ["MODEL"]


class Answer(BaseModel):
    answer: str


@tool
def weather(city: str) -> str:
    """The weather."""
    return city


def worked(feature: str) -> None:
    print(f"worked: langchain-openai: {feature}")


chat = ChatOpenAI(base_url=base_url, api_key=os.environ["TOKEN"], model=model, max_retries=0)
assert "You asked: hello you" in chat.invoke("hello you").content
worked("invoke")
assert "You asked: hello you" in "".join(chunk.content for chunk in chat.stream("hello you"))
worked("stream")
assert chat.bind_tools([weather]).invoke("weather?").tool_calls[0]["args"] == {"city": "Berlin"}
worked("bind_tools")
assert isinstance(chat.with_structured_output(Answer, method="json_schema").invoke("x").answer, str)
worked("with_structured_output")
responses = ChatOpenAI(base_url=base_url, api_key=os.environ["TOKEN"], model=model, use_responses_api=True)
assert "hello you" in (ChatPromptTemplate.from_template("hello {who}") | responses | StrOutputParser()).invoke({"who": "you"})
worked("a chain by the Responses API")
assert isinstance(responses.with_structured_output(Answer).invoke("x").answer, str)
worked("with_structured_output by the Responses API")
embeddings = OpenAIEmbeddings(
    base_url=base_url, api_key=os.environ["TOKEN"], model=os.environ["EMBEDDING_MODEL"], check_embedding_ctx_length=False
)
assert len(embeddings.embed_documents(["light", "leaves"])) == 2
worked("embed_documents")
