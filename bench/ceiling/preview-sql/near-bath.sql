-- postgres
select count(*) as size
from portrait
where brand_id = 1
  and 2 * 6371.0088 * asin(sqrt(power(sin(radians((traits ->> 'address.latitude')::float8 - 51.38) / 2), 2)
    + cos(radians(51.38)) * cos(radians((traits ->> 'address.latitude')::float8)) * power(sin(radians((traits ->> 'address.longitude')::float8 + 2.36) / 2), 2))) <= 25
