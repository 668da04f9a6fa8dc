-- Memberships that others can follow, with their past. Rewrites nothing: the column is empty in rows that are there, and the index is made over none of them.
-- Membership changes in the outbox were read by nobody so far and go; on a large brand that delete takes a minute, while the program waits. The past of sizes begins now.
-- Undo: drop the two tables and the column.

delete from outbox where kind in ('segment.entered', 'segment.left');

-- Whose membership it is about: a segment's number, or less its number for the set of its members who may be used for its purpose.
alter table outbox add column segment_id integer;
create index outbox_of_segment on outbox (brand_id, segment_id, position, ordinal) where segment_id is not null;

-- A stay in a segment that has ended. One that lasts is in segment_member.
create table segment_stay (
  brand_id smallint not null,
  profile_id bigint not null,
  segment_id integer not null,
  entered_at timestamptz not null,
  left_at timestamptz not null
);
create index segment_stay_of_profile on segment_stay (brand_id, profile_id, left_at);

-- Who came and went, by quarters of an hour: the sum over a segment's rows is its size. Every offset of a time zone is whole quarters, so that days of any zone are sums of rows.
create table segment_tide (
  brand_id smallint not null,
  segment_id integer not null,
  quarter_at timestamptz not null,
  entries bigint not null,
  exits bigint not null,
  primary key (brand_id, segment_id, quarter_at)
);

insert into segment_tide (brand_id, segment_id, quarter_at, entries, exits)
select brand_id, segment_id, to_timestamp(floor(extract(epoch from now()) / 900) * 900), sum(size), 0
from segment_size
group by brand_id, segment_id
having sum(size) > 0;
