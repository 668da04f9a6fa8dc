-- Which candidates there were and in which order they were judged: what the letters of a decision's fates stand for.
-- One row a change of the experiences; thousands of decisions name it.
create table line_up (
  brand_id smallint not null references brand,
  line_up_id text collate "C" not null,
  body text not null,
  primary key (brand_id, line_up_id)
);
