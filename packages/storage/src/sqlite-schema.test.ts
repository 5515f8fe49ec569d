import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { migrateSqlite, type SqliteMigration } from './sqlite-open'

const FIRST = 'create table item (n integer primary key)'
const SECOND = 'alter table item add column name text'
const open = (db: Database, migrations: SqliteMigration[], application = 'CMem') =>
  migrateSqlite(db, { file: 'x.sqlite', application, migrations })
const columns = (db: Database) => db.query<{ name: string }, []>('select name from pragma_table_info("item")').all().length

test('a new file passes all steps, and an older one only those that it lacks', () => {
  using db = new Database(':memory:')
  open(db, [FIRST])
  expect(columns(db)).toBe(1)
  open(db, [FIRST, SECOND])
  open(db, [FIRST, SECOND])
  expect(columns(db)).toBe(2)
})

test('a step that fails leaves the file at the version before it', () => {
  using db = new Database(':memory:')
  open(db, [FIRST])
  const broken = (db: Database) => {
    db.run(SECOND)
    throw new Error('broken')
  }
  expect(() => open(db, [FIRST, broken])).toThrow('broken')
  expect(columns(db)).toBe(1)
  open(db, [FIRST, SECOND])
  expect(columns(db)).toBe(2)
})

test('a file that was made before files named their service is taken', () => {
  using db = new Database(':memory:')
  db.run(FIRST)
  db.run('pragma user_version = 1')
  open(db, [FIRST, SECOND])
  expect(columns(db)).toBe(2)
})

test('a newer file, a file of another service and a file without a version are refused and stay unchanged', () => {
  using newer = new Database(':memory:')
  open(newer, [FIRST, SECOND])
  expect(() => open(newer, [FIRST])).toThrow('x.sqlite was written by a newer version')
  using other = new Database(':memory:')
  open(other, [FIRST], 'CCat')
  expect(() => open(other, [FIRST])).toThrow('x.sqlite was not made by this service')
  using foreign = new Database(':memory:')
  foreign.run('create table customer (n integer)')
  expect(() => open(foreign, [FIRST])).toThrow('x.sqlite was not made by this service')
  expect(foreign.query('select name from sqlite_master').values()).toEqual([['customer']])
})
