-- clickhouse
select count() as size
from (
  select if(home.profile_id = 0, done.leaf_id, home.profile_id) as profile
  from (
    select leaf_id, maxIf(occurred_at, name = 'Order Completed') as ordered, arraySort(groupArrayIf(occurred_at, name = 'Product Viewed')) as viewed
    from event
    where brand_id = 1
      and name in ('Product Viewed', 'Order Completed')
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
  having max(ordered) > toDateTime64(0, 3) and arrayCount(time -> time > max(ordered), groupArrayArray(viewed)) >= 5
)
