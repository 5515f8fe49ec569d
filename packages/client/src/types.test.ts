import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { documentOfTests } from '../../../services/gateway/test/fakes/use-cases'
import { clientTypes } from '../../../test/clients/client-types'

test('the types are those of the OpenAPI document: if not, run `bun run gen`', async () => {
  const kept = await Bun.file(join(import.meta.dir, 'types.ts')).text()
  expect(kept).toBe(clientTypes(documentOfTests().components.schemas))
})
