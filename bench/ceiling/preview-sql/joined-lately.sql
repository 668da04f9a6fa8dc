-- postgres
select count(*) as size
from portrait
where brand_id = 1
  and ((traits ->> 'createdAt')::timestamp at time zone 'Europe/London') > to_timestamp(:now / 1000.0) - interval '2160 hours'
