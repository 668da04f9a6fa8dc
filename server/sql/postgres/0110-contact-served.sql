-- What a leaf was served, in one row: a decision fills several placements, and each was a row of `contact` with an index entry of its own, read and written
-- again with every decision. `contact` keeps what events tell. Old rows are moved (about a minute a million; nothing is served meanwhile).
-- Undo: insert into contact what contact_served holds, drop it.
create table contact_served (
  brand_id smallint not null,
  leaf_id bigint not null,
  -- JSON: [[experience, placement, channel, its tags then joined by commas, 1 when it promoted, [epoch milliseconds, newest first, at most a hundred]], …]
  body text not null,
  primary key (brand_id, leaf_id)
) with (fillfactor = 80);

insert into contact_served (brand_id, leaf_id, body)
select
  brand_id,
  leaf_id,
  json_agg(
    json_build_array(experience, placement, channel, tags, case when promotes then 1 else 0 end, array_to_json(times))
    order by experience, placement, channel
  )::text
from contact
where kind = 'served'
group by brand_id, leaf_id;

delete from contact
where kind = 'served';
