-- Alerts on the sizes of segments. Locks nothing that exists; takes under a second; undo by dropping the table.

-- One raising of one alert. `alert` is its JSON, written in one way only.
create table segment_alert (
  brand_id smallint not null,
  segment_id integer not null,
  alert text not null,
  raised_at timestamptz not null,
  ended_at timestamptz,
  size bigint not null,
  size_before bigint not null,
  primary key (brand_id, segment_id, alert, raised_at)
);
create unique index segment_alert_standing on segment_alert (brand_id, segment_id, alert) where ended_at is null;
