"""The openai package, as its documentation shows it."""
import asyncio
import json
import os

from openai import APIStatusError, AsyncOpenAI, OpenAI
from pydantic import BaseModel

base_url, model = f"{os.environ['BASE_URL']}/v1", os.environ["MODEL"]
messages = [{"role": "user", "content": "hello you"}]
parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
tools = [{"type": "function", "function": {"name": "weather", "description": "x", "parameters": parameters}}]


class Answer(BaseModel):
    answer: str


def worked(feature: str) -> None:
    print(f"worked: {feature}")


client = OpenAI(base_url=base_url, api_key=os.environ["TOKEN"], max_retries=0)
assert model in [entry.id for entry in client.models.list()]
worked("openai: models.list")
whole = client.chat.completions.create(model=model, messages=messages, seed=1)
assert "You asked: hello you" in whole.choices[0].message.content
worked("openai: chat.completions.create")
stream = client.chat.completions.create(
    model=model, messages=messages, stream=True, stream_options={"include_usage": True}
)
chunks = list(stream)
text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
assert "You asked: hello you" in text and chunks[-1].usage.total_tokens > 0
worked("openai: chat.completions.create, streamed, with usage")
called = client.chat.completions.create(model=model, messages=messages, tools=tools)
assert json.loads(called.choices[0].message.tool_calls[0].function.arguments) == {"city": "Berlin"}
worked("openai: functions")
followed = client.chat.completions.create(
    model=model,
    messages=[
        *messages,
        called.choices[0].message,
        {"role": "tool", "tool_call_id": called.choices[0].message.tool_calls[0].id, "content": "sunny"},
    ],
    tools=tools,
)
assert "sunny" in followed.choices[0].message.content
worked("openai: the result of a function")
raw = client.chat.completions.with_raw_response.create(model=model, messages=messages)
assert raw.headers["x-request-id"] == raw.parse()._request_id
worked("openai: with_raw_response")
with client.chat.completions.stream(model=model, messages=messages) as events:
    assert {"content.delta", "content.done"} <= {event.type for event in events}
    assert "hello you" in events.get_final_completion().choices[0].message.content
worked("openai: chat.completions.stream")
with client.responses.stream(model=model, input="hello you") as events:
    kinds = [event.type for event in events]
    assert (kinds[0], kinds[-1]) == ("response.created", "response.completed")
    assert "hello you" in events.get_final_response().output_text
worked("openai: responses.stream")
assert isinstance(client.responses.parse(model=model, input="x", text_format=Answer).output_parsed.answer, str)
worked("openai: responses.parse")
shaped = client.chat.completions.parse(model=model, messages=messages, response_format=Answer)
assert isinstance(shaped.choices[0].message.parsed.answer, str)
worked("openai: chat.completions.parse")
vectors = client.embeddings.create(model=os.environ["EMBEDDING_MODEL"], input=["light", "leaves"])
assert len(vectors.data) == 2
worked("openai: embeddings.create")
try:
    client.chat.completions.create(model="none", messages=messages)
    raise AssertionError("an unknown model was answered")
except APIStatusError as error:
    assert (error.status_code, error.code) == (404, "model_not_found")
worked("openai: errors")


async def asynchronous() -> None:
    client = AsyncOpenAI(base_url=base_url, api_key=os.environ["TOKEN"])
    answers = await asyncio.gather(*[client.chat.completions.create(model=model, messages=messages) for _ in range(3)])
    assert all("hello you" in answer.choices[0].message.content for answer in answers)


asyncio.run(asynchronous())
worked("openai: AsyncOpenAI")
