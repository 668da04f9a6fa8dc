-- When a product first came into the catalogue, so that what is new can be shown before anybody has bought it. Those that are there already stay without.
-- Locks `product` for a moment (no rewrite). To undo: alter table product drop column added_at;
alter table product add column if not exists added_at timestamptz;
alter table product alter column added_at set default now();
