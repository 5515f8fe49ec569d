/** Answers, since the last test, that were not as the OpenAPI document says. The preload of the tests fails the test then. */
export const answerFaults: string[] = []
