-- Which leaves of a customer no event came with: what was shown or decided by them counts like the rest, also after a merge.
-- Every profile is read once (about half a minute a million), those with such a leaf are written. No lock but on rows that change. Undo: nothing need be undone.
update profile p
set state = left(p.state, -1) || ',"untold":[' || u.leaf_ids || ']}'
from (
  select l.brand_id, l.profile_id, string_agg(l.leaf_id::text, ',' order by l.leaf_id) as leaf_ids
  from leaf l
  join profile p on p.brand_id = l.brand_id and p.profile_id = l.profile_id
  where not p.hidden
    and p.merged_into is null
    and p.state::json -> 'leaves' -> l.leaf_id::text is null
  group by l.brand_id, l.profile_id
) u
where u.brand_id = p.brand_id
  and u.profile_id = p.profile_id;
