import { test } from 'bun:test'

/**
 * Declares tests against a real server when the variable names one. Otherwise they are skipped with the reason, or fail where
 * `REQUIRE_STORES=1` says that nothing may be skipped.
 */
export function realStore(variable: string, declare: (url: string) => void): void {
  const url = process.env[variable]
  if (url) declare(url)
  else if (process.env.REQUIRE_STORES === '1') {
    test(`${variable} names a real server`, () => {
      throw new Error(`REQUIRE_STORES=1, and ${variable} is not set`)
    })
  } else test.skip(`on a real server: ${variable} is not set`, () => {})
}
