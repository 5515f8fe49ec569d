import { expect, test } from 'bun:test'
import { readConfig } from '@collabry/runtime/config'
import { checkMemoryConfig, MemoryConfig } from './config'

const check = (env: Record<string, string>) => () =>
  checkMemoryConfig(readConfig(MemoryConfig, { NODE_ENV: 'production', ...env }))

test('several processes on embedded stores refuse to start in production, with the variable to set', () => {
  expect(check({ REPLICAS: '2' })).toThrow('REPLICAS: 2 processes need a store that all of them reach; set MONGO_URI.')
  expect(check({ REPLICAS: '2', NODE_ENV: 'development' })).not.toThrow()
})

test('one process on embedded stores, or several on MongoDB, start in production', () => {
  expect(check({})).not.toThrow()
  expect(check({ REPLICAS: '2', MONGO_URI: 'mongodb://db.example' })).not.toThrow()
})
