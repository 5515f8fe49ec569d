/** `outcome` is empty while a stream is open; `settled` is 0 while its message may lack what the log holds. */
export const streamTables = `create table stream (
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
   create index ticket_by_expiry on ticket (expires_at_ms);`
