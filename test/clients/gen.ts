import { join } from 'node:path'
import { documentOfTests } from '../../services/gateway/test/fakes/use-cases'
import { ROOT } from '../source'
import { clientTypes } from './client-types'

await Bun.write(join(ROOT, 'packages/client/src/types.ts'), clientTypes(documentOfTests().components.schemas))
