"""pydantic-ai, as its documentation shows it."""
import asyncio
import os

from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

provider = OpenAIProvider(base_url=f"{os.environ['BASE_URL']}/v1", api_key=os.environ["TOKEN"])
model = OpenAIChatModel(os.environ["MODEL"], provider=provider)


class Answer(BaseModel):
    answer: str


def worked(feature: str) -> None:
    print(f"worked: pydantic-ai: {feature}")


assert "You asked: hello you" in Agent(model).run_sync("hello you").output
worked("run_sync")
agent = Agent(model)


@agent.tool_plain
def weather(city: str) -> str:
    """The weather."""
    return f"sunny in {city}"


assert "sunny in Berlin" in agent.run_sync("weather?").output
worked("tools")
assert isinstance(Agent(model, output_type=NativeOutput(Answer)).run_sync("x").output.answer, str)
worked("native output")
assert isinstance(Agent(model, output_type=Answer).run_sync("x").output.answer, str)
worked("tool output")


async def streamed() -> None:
    async with Agent(model).run_stream("hello you") as result:
        assert "hello you" in "".join([text async for text in result.stream_text(delta=True)])


asyncio.run(streamed())
worked("run_stream")
