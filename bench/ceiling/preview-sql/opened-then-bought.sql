-- clickhouse
select uniqExact(profile) as size
from (
  select if(home.profile_id = 0, one.leaf_id, home.profile_id) as profile
  from (
    select leaf_id, '' as product, name, occurred_at
    from event
    where brand_id = 1
      and name in ('Message Opened', 'Order Completed')
      and occurred_at > fromUnixTimestamp64Milli(:now - 90 * 86400000)
      and leaf_id > 0
  ) as one
  left join (
    select leaf_id, argMax(profile_id, version) as profile_id
    from leaf_profile
    where brand_id = 1
    group by leaf_id
  ) as home using leaf_id
  group by profile, product
  having sequenceMatch('(?1)(?t<=604800)(?2)')(toDateTime(occurred_at), name = 'Message Opened', name = 'Order Completed')
)
