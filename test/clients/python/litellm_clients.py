"""litellm, as its documentation shows it."""
import os

import litellm

model = f"openai/{os.environ['MODEL']}"
there = {"api_base": f"{os.environ['BASE_URL']}/v1", "api_key": os.environ["TOKEN"]}
messages = [{"role": "user", "content": "hello you"}]


def worked(feature: str) -> None:
    print(f"worked: litellm: {feature}")


answer = litellm.completion(model=model, messages=messages, **there)
assert "You asked: hello you" in answer.choices[0].message.content and answer.usage.total_tokens > 0
worked("completion")
chunks = litellm.completion(model=model, messages=messages, stream=True, **there)
assert "hello you" in "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
worked("completion, streamed")
parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
tools = [{"type": "function", "function": {"name": "weather", "parameters": parameters}}]
called = litellm.completion(model=model, messages=messages, tools=tools, **there)
assert "Berlin" in called.choices[0].message.tool_calls[0].function.arguments
worked("functions")
vectors = litellm.embedding(model=f"openai/{os.environ['EMBEDDING_MODEL']}", input=["light"], **there)
assert len(vectors.data) == 1
worked("embedding")
try:
    litellm.completion(model="openai/none", messages=messages, **there)
    raise AssertionError("an unknown model was answered")
except litellm.NotFoundError:
    worked("errors")
