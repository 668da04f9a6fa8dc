-- clickhouse
select count() as size
from (
  select if(home.profile_id = 0, done.leaf_id, home.profile_id) as profile
  from (
    select leaf_id, countIf(name = 'Product Viewed') as views, countIf(name = 'Product Added') as carts
    from event
    where brand_id = 1
      and name in ('Product Viewed', 'Product Added')
      and occurred_at > fromUnixTimestamp64Milli(:now - 30 * 86400000)
      and leaf_id > 0
    group by leaf_id
  ) as done
  left join (
    select leaf_id, argMax(profile_id, version) as profile_id
    from leaf_profile
    where brand_id = 1
    group by leaf_id
  ) as home using leaf_id
  group by profile
  having sum(views) >= 1 and sum(carts) = 0
)
