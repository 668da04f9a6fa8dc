-- Since when a product is no longer sold; null: it is. No table is rewritten, nothing is locked for longer than an instant.
-- Undo: alter table product drop column withdrawn_at.
alter table product add column withdrawn_at timestamptz;
