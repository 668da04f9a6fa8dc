-- postgres
select count(*) as size
from portrait
where brand_id = 1
  and to_char((traits ->> 'birthday')::date, 'MM-DD') in (select to_char((to_timestamp(:now / 1000.0) at time zone 'Europe/London')::date + n, 'MM-DD') from generate_series(0, 6) as n)
