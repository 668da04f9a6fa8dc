import type { RaisedAlert, SegmentAlert } from "@attune/contract";
import { type ReactElement, useState } from "react";
import { useMe } from "../api/session.ts";
import type { Formats } from "../format/formats.ts";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { AlertForm } from "./alert-form.tsx";
import { type AlertWork, useAlertWork, useRaisedAlerts } from "./alert-queries.ts";
import "./segments.css";

const said = words.segments.alerts;

/** When is somebody told of its size, and when were they? */
export function AlertsSection({ segmentKey }: { readonly segmentKey: string }): ReactElement {
  const { may } = useMe();
  return (
    <Section title={said.title} name="alerts">
      <p className="quiet">{said.lead}</p>
      {may("getDefinition") && <Wanted segmentKey={segmentKey} mayChange={may("putDefinition")} />}
      <Raised segmentKey={segmentKey} />
    </Section>
  );
}

/** Which one is being written: its place among the alerts, or a new one. */
type Editing = number | "new" | undefined;

function Wanted(props: { readonly segmentKey: string; readonly mayChange: boolean }): ReactElement | null {
  const work = useAlertWork(props.segmentKey);
  const [editing, setEditing] = useState<Editing>();
  const [removed, setRemoved] = useState<SegmentAlert>();
  if (work === undefined) return null;
  const { alerts } = work;
  const mayChange = props.mayChange && !work.isDrafted;
  const keep = (next: readonly SegmentAlert[], done: string): void => {
    setRemoved(undefined);
    work.save(next, () => {
      setEditing(undefined);
      notify(done);
    });
  };
  return (
    <>
      {alerts.length === 0 && editing === undefined && <p>{said.none}</p>}
      <ul className="alerts">
        {alerts.map((alert, at) => (
          <li key={JSON.stringify(alert)}>
            {editing === at ? (
              <AlertForm
                start={alert}
                busy={work.busy}
                onKeep={(changed) => keep(alerts.with(at, changed), said.changed)}
                onCancel={() => setEditing(undefined)}
              />
            ) : (
              <OneAlert
                alert={alert}
                acts={
                  mayChange && {
                    change: () => setEditing(at),
                    remove: () =>
                      work.save(alerts.toSpliced(at, 1), () => {
                        setRemoved(alert);
                        notify(said.removed);
                      }),
                  }
                }
              />
            )}
          </li>
        ))}
      </ul>
      {removed !== undefined && (
        <p>
          {said.removed}{" "}
          <button
            type="button"
            className="text-button"
            onClick={() => keep([...alerts, removed], said.putBack)}
          >
            {said.undo}
          </button>
        </p>
      )}
      {editing === "new" && (
        <AlertForm
          start={undefined}
          busy={work.busy}
          onKeep={(alert) => keep([...alerts, alert], said.made)}
          onCancel={() => setEditing(undefined)}
        />
      )}
      {mayChange && editing === undefined && alerts.length < mostAlerts && (
        <button type="button" className="text-button" onClick={() => setEditing("new")}>
          {said.make}
        </button>
      )}
      {work.isDrafted && <p className="quiet">{said.drafted}</p>}
      <Fault work={work} />
    </>
  );
}

const mostAlerts = 10;

function Fault({ work }: { readonly work: AlertWork }): ReactElement | null {
  if (work.error === null) return null;
  return (
    <p role="alert" className="fault">
      {work.isOvertaken ? said.overtaken : sentenceOf(work.error)}
    </p>
  );
}

function OneAlert(props: {
  readonly alert: SegmentAlert;
  readonly acts: false | { readonly change: () => void; readonly remove: () => void };
}): ReactElement {
  const formats = useFormats();
  const text = alertText(props.alert, formats);
  return (
    <div className="alert-row">
      <span>{text}</span>
      {props.acts !== false && (
        <span className="alert-acts">
          <button
            type="button"
            className="text-button"
            aria-label={said.changeOf(text)}
            onClick={props.acts.change}
          >
            {said.change}
          </button>
          <button
            type="button"
            className="text-button"
            aria-label={said.removeOf(text)}
            onClick={props.acts.remove}
          >
            {said.remove}
          </button>
        </span>
      )}
    </div>
  );
}

function alertText(alert: SegmentAlert, formats: Formats): string {
  if (alert.when === "empty") return said.whenEmpty;
  const { percent, withinHours } = alert;
  const days = withinHours / 24;
  const span = Number.isInteger(days)
    ? said.days(formats.number(days), days)
    : said.hours(formats.number(withinHours), withinHours);
  return said.whenChanged(formats.percent(percent / 100), span);
}

function Raised({ segmentKey }: { readonly segmentKey: string }): ReactElement | null {
  const raised = useRaisedAlerts(segmentKey);
  const items = raised.data?.items ?? [];
  if (items.length === 0)
    return raised.data === undefined ? null : <p className="quiet">{said.neverRaised}</p>;
  return (
    <>
      <h3>{said.raised}</h3>
      <ul className="alerts">
        {items.map((one) => (
          <OneRaised key={`${one.raisedAt}${JSON.stringify(one.alert)}`} raised={one} />
        ))}
      </ul>
    </>
  );
}

function OneRaised({ raised }: { readonly raised: RaisedAlert }): ReactElement {
  const formats = useFormats();
  const { alert, raisedAt, endedAt, size, sizeBefore } = raised;
  return (
    <li className="alert-row">
      <span>
        <Moment at={raisedAt} />
        {": "}
        {alert.when === "empty"
          ? words.segments.history.becameEmpty
          : said.from(formats.number(sizeBefore), formats.number(size))}
        <span className="row-detail">{alertText(alert, formats)}</span>
      </span>
      <span className="quiet">{endedAt === null ? said.holds : said.ended(formats.exact(endedAt))}</span>
    </li>
  );
}
