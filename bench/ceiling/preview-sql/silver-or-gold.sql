-- postgres
select count(*) as size
from portrait
where brand_id = 1
  and traits ->> 'tier' in ('silver', 'gold')
