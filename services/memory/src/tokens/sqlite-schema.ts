/** A token that was not used yet has no successor. A family bears the id of its first token. */
export const accountTables = `create table token (
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
   create index revocation_by_expiry on revocation (expires_at_ms);`
