/** Each brings the file from the version of its place to the next one; a new file goes through all. */
export const migrations: string[] = [
  first(),
  // Bytes of a failed upload are kept until then, 0: not beyond the version that they make.
  `alter table task add column kept_until_ms integer not null default 0;
   create index task_kept on task (kept_until_ms) where blob_id <> '' and status = 'failed';`,
  'create index document_public on document (document_id) where is_public = 1 and deleted = 0',
  `create table erasure (owner text primary key, user_id text not null, epoch integer not null, version_base integer not null,
     pending integer not null, held_until_ms integer not null) strict, without rowid;
   create index task_of_user on task (user_id, lease_until_ms);`,
  `create index task_over on task (completed_at_ms) where status <> 'processing' and life in ('none', 'swept') and blob_id = ''`,
  // 0: text that is stored as it is; 1: the reader of all files before its version was kept.
  `alter table task add column reader_version integer not null default 0;
   alter table task add column left_out_json text not null default '[]';
   alter table document add column reader_version integer not null default 0;
   alter table document add column left_out_json text not null default '[]';
   update document set reader_version = 1 where version > 0 and exists (select 1 from task where task.document_id = document.document_id
     and task.version = document.version and task.life = 'current' and task.content_type not like 'text/plain%');`,
  // The field's own words.
  `alter table turn rename to user_queue;
   drop index turn_order;
   create index user_queue_order on user_queue (served, user_id);
   update task set life = 'deleted' where life = 'dead';
   drop index task_hidden;
   drop index task_dead;
   create index task_hidden on task (store_owner) where life in ('writing', 'deleted');
   create index task_deleted on task (document_id) where life = 'deleted';`,
  'create index document_by_name on document (user_id, notebook_id, filename) where deleted = 0',
  // Scans of all documents of a user read these alone: a row with much metadata is spread over several pages.
  `drop index document_by_user;
   create index document_by_user on document (user_id, created_at_ms desc, document_id desc, notebook_id, filename) where deleted = 0;
   create index task_started on task (document_id, started_at_ms);`,
]

/**
 * A document is what its owner sees; `version` is the one that is searchable, `newest` the last one handed out. A deleted
 * document keeps its row without its data, so that its versions go on counting up and no old chunk can come back.
 *
 * A task is an upload and the version it makes. `life` is the life of that version's chunks in the vector store:
 * none (the upload made no version) · waiting (nothing written) · writing · current · deleted (to be swept) · swept.
 *
 * The first version calls the table `user_queue` `turn`, and the life `deleted` `dead`. The queue has each user with a waiting
 * task; `served` orders them by when they were served last.
 */
function first(): string {
  return `
  create table document (
    document_id text primary key,
    user_id text not null,
    filename text not null,
    notebook_id text not null,
    metadata_json text not null,
    content_hash text not null,
    bytes integer not null,
    is_public integer not null,
    deleted integer not null,
    version integer not null,
    newest integer not null,
    chunks integer not null,
    text_id text not null,
    status text not null,
    created_at_ms integer not null
  ) strict, without rowid;
  create index document_by_user on document (user_id, created_at_ms desc, document_id desc) where deleted = 0;
  create index document_by_notebook on document (user_id, notebook_id, created_at_ms desc, document_id desc) where deleted = 0;

  create table task (
    seq integer primary key,
    task_id text not null unique,
    user_id text not null,
    document_id text not null references document,
    version integer not null,
    store_owner text not null,
    is_public integer not null,
    life text not null,
    filename text not null,
    notebook_id text not null,
    content_type text not null,
    metadata_json text not null,
    content_hash text not null,
    bytes integer not null,
    blob_id text not null,
    text_id text not null,
    status text not null,
    status_detail text not null,
    error text not null,
    attempts integer not null default 0,
    failures integer not null default 0,
    fence integer not null default 0,
    lease_until_ms integer not null default 0,
    not_before_ms integer not null default 0,
    chunks_processed integer not null,
    chunks_total integer not null,
    embedding_model text not null default '',
    started_at_ms integer not null,
    completed_at_ms integer not null
  ) strict;
  create index task_waiting on task (user_id, seq) where status = 'processing';
  create index task_age on task (started_at_ms) where status = 'processing';
  create index task_of_document on task (document_id, version);
  create index task_hidden on task (store_owner) where life in ('writing', 'dead');
  create index task_dead on task (document_id) where life = 'dead';
  create index task_embedded on task (embedding_model) where life = 'current';
  create index task_blob on task (blob_id) where blob_id <> '';
  create index task_text on task (text_id) where text_id <> '';

  create table turn (user_id text primary key, served integer not null) strict, without rowid;
  create index turn_order on turn (served, user_id);
`
}
