-- postgres
select count(*) as size
from portrait
where brand_id = 1
  and coalesce(consents ->> 'email.marketing', consents ->> 'any.marketing') = 'granted'
