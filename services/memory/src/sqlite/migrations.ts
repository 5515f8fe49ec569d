import type { Database } from 'bun:sqlite'
import { migrateSqlite } from '@collabry/storage/sqlite-schema'
import { digestTables } from '../digests/sqlite'
import { erasureTables } from '../erasure/sqlite'
import { requestTables } from '../idempotency/sqlite-schema'
import { branchColumns } from '../sessions/sqlite/branch-schema'
import { expiryColumns } from '../sessions/sqlite/expire'
import { streamTables } from '../streams/sqlite/schema'
import { accountTables } from '../tokens/sqlite-schema'
import { usageTables } from '../usage/sqlite'

/**
 * Steps of the schema, each run once, in its own transaction. A step that has shipped is never changed.
 * - `session.activity` orders the sessions of one owner: 1, 2, 3, … with no two alike, so that neither a clock that
 *   steps back nor two turns in one millisecond can mix them up, and a cursor tells nothing of other owners.
 * - `message.ordinal` does the same within a session.
 * - The text of a streaming message lies in `part`, so that saving a piece costs the same however long the text is.
 * - `doomed` holds sessions whose messages are being erased, so that a crash leaves none behind.
 */
const steps = [
  `create table session (
     key integer primary key autoincrement,
     owner text not null,
     session_id text not null,
     title text not null,
     title_folded text not null,
     notebook_id text not null,
     created_at_ms integer not null,
     last_activity_ms integer not null,
     activity integer not null,
     message_count integer not null
   ) strict;
   create unique index session_by_id on session (owner, session_id);
   create unique index session_by_activity on session (owner, activity);
   create index session_by_notebook on session (owner, notebook_id, activity);
   create table message (
     key integer primary key,
     session integer not null,
     ordinal integer not null,
     message_id text not null,
     role text not null,
     status text not null,
     ended integer not null,
     lease_until_ms integer not null,
     created_at_ms integer not null,
     parent_id text not null,
     model text not null,
     chars integer not null,
     sources_chars integer not null,
     content text not null,
     sources_json text not null,
     folded text not null
   ) strict;
   create unique index message_by_ordinal on message (session, ordinal);
   create unique index message_by_id on message (message_id);
   create index message_streaming on message (lease_until_ms) where status = 'streaming';
   create table part (
     message integer not null,
     at integer not null,
     text text not null,
     primary key (message, at)
   ) strict, without rowid;
   create table doomed (session integer primary key) strict;`,
  streamTables,
  requestTables,
  accountTables,
  usageTables,
  branchColumns,
  erasureTables,
  digestTables,
  expiryColumns,
]

export const migrate = (db: Database): void =>
  migrateSqlite(db, { file: 'memory.sqlite', application: 'CMem', migrations: steps })
