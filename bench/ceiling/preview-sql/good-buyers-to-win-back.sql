-- clickhouse and
select intDiv(profile, 32) as word, groupBitOr(bitShiftLeft(toUInt32(1), toUInt8(profile % 32))) as bits
from (
  select if(home.profile_id = 0, done.leaf_id, home.profile_id) as profile
  from (
    select leaf_id, count() as times, max(occurred_at) as newest
    from event
    where brand_id = 1
      and name = 'Order Completed'
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
  having sum(times) >= 2 and max(newest) <= fromUnixTimestamp64Milli(:now - 90 * 86400000)
)
group by word
;
-- postgres and
select word, bit_or(bit) as bits
from portrait
where brand_id = 1
  and coalesce(consents ->> 'email.marketing', consents ->> 'any.marketing') = 'granted'
group by 1
