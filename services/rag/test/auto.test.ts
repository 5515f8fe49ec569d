import { expect, setDefaultTimeout, test } from 'bun:test'
import { measureAuto } from '../eval/auto'

setDefaultTimeout(180_000)

test('without embeddings, requests about what is covered find it, and others find nothing', async () => {
  for (const { language, covered, uncovered, wrong } of await measureAuto()) {
    expect({ language, isCovered: covered >= 0.95, isUncovered: uncovered <= 0.05, wrong: covered >= 0.95 ? [] : wrong }).toEqual(
      {
        language,
        isCovered: true,
        isUncovered: true,
        wrong: [],
      },
    )
  }
})
