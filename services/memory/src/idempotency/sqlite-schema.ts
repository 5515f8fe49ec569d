/** A record with status 0 has no answer yet. */
export const requestTables = `create table request (
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
   create index request_by_session on request (owner, session_id);`
