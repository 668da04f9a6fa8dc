-- What was noticed of customers is followed by place; in between lie changes of members, many times as many.
-- Locks the outbox against writes while the index is made: it holds 7 days, a second for some millions of rows. Undo: drop the index.
create index outbox_of_customers on outbox (brand_id, position, ordinal) where segment_id is null;
