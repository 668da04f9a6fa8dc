-- Which brand is served where there are several: the one that was turned to last. Locks brand for an instant; takes no time on a full store.
-- Undo: alter table brand drop column served_at.
alter table brand add column served_at timestamptz;
