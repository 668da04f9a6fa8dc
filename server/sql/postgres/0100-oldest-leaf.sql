-- Of which leaf a customer is the oldest, where what is kept of the deeds of each leaf does not tell: variants, hold-outs and buckets go by it.
-- Every profile is read once (about half a minute a million), few are written. No lock but on rows that change. Undo: nothing need be undone.
update profile p
set state = left(p.state, -1) || ',"oldest":' || o.leaf_id || '}'
from (
  select brand_id, profile_id, min(leaf_id) as leaf_id
  from leaf
  where namespace <> 'receipt'
  group by brand_id, profile_id
) o
where o.brand_id = p.brand_id
  and o.profile_id = p.profile_id
  and not p.hidden
  and p.merged_into is null
  and o.leaf_id is distinct from (select min(key::bigint) from json_object_keys(p.state::json -> 'leaves') as key);
