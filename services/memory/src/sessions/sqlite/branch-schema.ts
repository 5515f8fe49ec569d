/** Feedback, branches and summaries. */
export const branchColumns = `alter table message add column rating integer not null default 0;
   alter table message add column comment text not null default '';
   alter table session add column branched integer not null default 0;
   alter table session add column summary text not null default '';
   alter table session add column summary_message_id text not null default '';`
