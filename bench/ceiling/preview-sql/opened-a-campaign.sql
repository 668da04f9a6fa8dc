-- clickhouse
select count() as size
from (
  select if(home.profile_id = 0, done.leaf_id, home.profile_id) as profile
  from (
    select leaf_id, 1 as one
    from event
    where brand_id = 1
      and name = 'Message Opened'
      and JSONExtractString(properties, 'campaign') = 'Campaign 7'
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
  having 1
)
