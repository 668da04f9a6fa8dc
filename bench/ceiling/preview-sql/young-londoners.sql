-- postgres
select count(*) as size
from portrait
where brand_id = 1
  and traits ->> 'address.city' = 'London'
  and (traits ->> 'age')::numeric between 25 and 40
  and coalesce(consents ->> 'email.marketing', consents ->> 'any.marketing') = 'granted'
  and traits ->> 'tier' is distinct from 'bronze'
