/** The software bill of materials as CycloneDX JSON: `bun run --silent sbom > sbom.json`. */
import { resolve } from 'node:path'
import { sbom } from './sbom'

process.stdout.write(`${JSON.stringify(sbom(resolve(import.meta.dir, '../..')), null, 2)}\n`)
