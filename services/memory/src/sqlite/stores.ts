import { groupCommit } from '@collabry/storage/group-commit'
import { openLog, openSqlite, type SqliteFile } from '@collabry/storage/sqlite-open'
import { sqliteDigestQueue } from '../digests/sqlite'
import { sqliteErasureStore } from '../erasure/sqlite'
import { sqliteIdempotencyStore } from '../idempotency/sqlite'
import { sqliteKeyStore } from '../keys/sqlite'
import { OWNER_LIMITS } from '../owner-limits'
import { sqliteConversationStore } from '../sessions/sqlite/store'
import type { StoreSettings } from '../sessions/store'
import type { Stores } from '../stores'
import { sqliteStreamStore } from '../streams/sqlite/store'
import { sqliteTokenStore } from '../tokens/sqlite'
import { sqliteUsageStore } from '../usage/sqlite'

/** The embedded stores: one SQLite file in the folder, open in this process alone, whose writes share their commits. */
export async function sqliteStores(folder: string, settings: StoreSettings): Promise<Stores> {
  const database = openDatabase(folder)
  const { db, path } = database
  const log = openLog(path)
  const write = groupCommit(db, log.sync)
  const limits = { ...OWNER_LIMITS, ...settings.ownerLimits }
  return {
    now: settings.now,
    conversations: await sqliteConversationStore(db, write, { ...settings, limits }),
    tokens: sqliteTokenStore(db, write, settings.now, limits),
    keys: sqliteKeyStore(db, write, settings.now, limits),
    usage: sqliteUsageStore(db, write, settings.now),
    digests: sqliteDigestQueue(db, write, settings.now),
    erasures: sqliteErasureStore(db, write, settings.now),
    streams: sqliteStreamStore(db, write, settings.now, limits),
    idempotency: sqliteIdempotencyStore(db, write, settings.now, limits),
    async [Symbol.asyncDispose]() {
      await write(() => undefined) // everything that was asked for before is on the disk
      log[Symbol.dispose]()
      database[Symbol.dispose]()
    },
  }
}

/**
 * Steps of the schema. A step that was released is never changed.
 * - `session.activity` orders the sessions of one owner: 1, 2, 3, … without duplicates. A clock that steps back and two
 *   turns in one millisecond keep their order, and a cursor shows nothing of other owners.
 * - `message.ordinal` does the same within a session.
 * - The text of a streaming message is in `part`. Saving a piece costs the same however long the text is.
 * - `pending_deletion` holds sessions whose messages are being erased, so that a crash leaves none.
 * - A stream with an empty `outcome` is open. `recovered` is 0 while its message may lack events of the log.
 * - A request with status 0 has no answer yet. `request.bytes` are those of its answer.
 * - `usage.erased` is 1 for usage before an erasure on its day. Its owner is a hash of the owner's key.
 * - A token without a successor is unused. The id of a family is the id of its first token.
 * - An API key with `expires_at_ms` 0 does not expire. Its scopes are words between blanks.
 * - `session.expired_to` is the ordinal of the last message that expired.
 */
const STEPS = [
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
  `create table stream (
     key integer primary key autoincrement,
     owner text not null,
     stream_id text not null,
     session_id text not null,
     message_id text not null,
     lease_id text not null,
     lease_until_ms integer not null,
     followed_at_ms integer not null,
     expires_at_ms integer not null,
     stop_requested integer not null,
     count integer not null,
     bytes integer not null,
     outcome text not null,
     end_data text not null,
     settled integer not null
   ) strict;
   create unique index stream_by_id on stream (owner, stream_id);
   create index stream_by_session on stream (owner, session_id);
   create index stream_by_expiry on stream (expires_at_ms);
   create index stream_open on stream (lease_until_ms) where outcome = '';
   create index stream_unsettled on stream (key) where settled = 0;
   create table stream_part (
     stream integer not null,
     first integer not null,
     last integer not null,
     events text not null,
     primary key (stream, first)
   ) strict, without rowid;
   create table ticket (
     hash text primary key,
     owner text not null,
     sealed text not null,
     expires_at_ms integer not null
   ) strict, without rowid;
   create index ticket_by_expiry on ticket (expires_at_ms);`,
  `create table request (
     id text primary key,
     owner text not null,
     body_hash text not null,
     seed text not null,
     lease_id text not null,
     lease_until_ms integer not null,
     expires_at_ms integer not null,
     session_id text not null,
     status integer not null,
     headers text not null,
     body blob not null
   ) strict, without rowid;
   create index request_by_expiry on request (expires_at_ms);
   create index request_by_session on request (owner, session_id);`,
  `create table token (
     id text primary key,
     owner text not null,
     family text not null,
     successor_jti text not null,
     used_at_ms integer not null,
     expires_at_ms integer not null
   ) strict, without rowid;
   create index token_by_owner on token (owner);
   create index token_by_expiry on token (expires_at_ms);
   create table family (
     id text primary key,
     owner text not null,
     is_over integer not null,
     expires_at_ms integer not null
   ) strict, without rowid;
   create index family_by_owner on family (owner);
   create index family_by_expiry on family (expires_at_ms);
   create table revocation (
     id text primary key,
     owner text not null,
     revoked_at_ms integer not null,
     expires_at_ms integer not null
   ) strict, without rowid;
   create index revocation_by_owner on revocation (owner);
   create index revocation_by_time on revocation (revoked_at_ms, id);
   create index revocation_by_expiry on revocation (expires_at_ms);`,
  `create table usage (
     owner text not null,
     day text not null,
     requests integer not null,
     prompt_tokens integer not null,
     completion_tokens integer not null,
     documents integer not null,
     bytes integer not null,
     primary key (owner, day)
   ) strict, without rowid;`,
  `alter table message add column rating integer not null default 0;
   alter table message add column comment text not null default '';
   alter table session add column branched integer not null default 0;
   alter table session add column summary text not null default '';
   alter table session add column summary_message_id text not null default '';`,
  `create table erasure (
     owner text primary key,
     user_id text not null,
     epoch_ms integer not null,
     ended_at_ms integer not null,
     lease_until_ms integer not null
   ) strict, without rowid;
   create index erasure_running on erasure (lease_until_ms) where ended_at_ms = 0;
   create index session_by_age on session (last_activity_ms);`,
  `create table digest (
     owner text not null,
     session_id text not null,
     user_id text not null,
     asked integer not null,
     due_ms integer not null,
     primary key (owner, session_id)
   ) strict, without rowid;
   create index digest_due on digest (due_ms);`,
  `alter table session add column expired_to integer not null default 0;
  create index message_by_age on message (created_at_ms)`,
  `alter table doomed rename to pending_deletion;
   alter table stream rename column settled to recovered;
   drop index stream_unsettled;
   create index stream_unrecovered on stream (key) where recovered = 0;`,
  `alter table request add column bytes integer not null default 0;
   update request set bytes = length(body) + length(headers) where status > 0;
   create index request_kept on request (owner, expires_at_ms, bytes) where bytes > 0;`,
  `alter table usage add column erased integer not null default 0;
   create index usage_erased on usage (day) where erased = 1;`,
  `create index ticket_by_owner on ticket (owner, expires_at_ms);
   create index session_empty on session (owner, activity) where message_count = 0;`,
  `create table api_key (
     hash text primary key,
     owner text not null,
     sealed text not null,
     key_id text not null,
     name text not null,
     scopes text not null,
     created_at_ms integer not null,
     expires_at_ms integer not null
   ) strict, without rowid;
   create unique index api_key_by_id on api_key (owner, key_id);
   create index api_key_by_expiry on api_key (expires_at_ms) where expires_at_ms > 0;`,
]

/** The one file of memory. */
export const openDatabase = (folder: string): SqliteFile =>
  openSqlite({
    folder,
    file: 'memory.sqlite',
    application: 'CMem',
    migrations: STEPS,
    crashMark: 'memory.open',
    contents: 'these sessions',
    // A write that was acknowledged survives a power cut: the writes of a commit wait for the log off the event loop.
    // Pages that a savepoint copies stay in memory: in a file they cost more than all other writes of a turn.
    // A checkpoint waits for the disk on the event loop, so the log may grow to 16 MB (pages of 4 KB) before there is one.
    pragmas: ['synchronous = normal', 'cache_size = -4096', 'temp_store = memory', 'wal_autocheckpoint = 4000'],
  })
