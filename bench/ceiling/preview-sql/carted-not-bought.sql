-- clickhouse
select uniqExact(profile) as size
from (
  select if(home.profile_id = 0, one.leaf_id, home.profile_id) as profile
  from (
    select leaf_id, product, max(added) as added, max(bought) as bought
    from (
      select leaf_id, arrayJoin(product_keys) as product, if(name = 'Product Added', occurred_at, toDateTime64(0, 3)) as added, if(name = 'Order Completed', occurred_at, toDateTime64(0, 3)) as bought
      from event
      where brand_id = 1
        and name in ('Product Added', 'Order Completed')
        and occurred_at > fromUnixTimestamp64Milli(:now - 30 * 86400000)
        and leaf_id > 0
    )
    group by leaf_id, product
  ) as one
  left join (
    select leaf_id, argMax(profile_id, version) as profile_id
    from leaf_profile
    where brand_id = 1
    group by leaf_id
  ) as home using leaf_id
  group by profile, product
  having max(added) > toDateTime64(0, 3) and max(bought) < max(added)
)
