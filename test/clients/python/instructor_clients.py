"""instructor, as its documentation shows it."""
import os

import instructor
from openai import OpenAI
from pydantic import BaseModel

base_url, model = f"{os.environ['BASE_URL']}/v1", os.environ["MODEL"]
messages = [{"role": "user", "content": "hello you"}]


class Answer(BaseModel):
    answer: str


for mode in (instructor.Mode.TOOLS, instructor.Mode.JSON_SCHEMA):
    patched = instructor.from_openai(OpenAI(base_url=base_url, api_key=os.environ["TOKEN"]), mode=mode)
    answer = patched.chat.completions.create(model=model, messages=messages, response_model=Answer)
    assert isinstance(answer.answer, str)
    print(f"worked: instructor: {mode.name}")
