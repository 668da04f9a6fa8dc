import type { ReactElement, ReactNode } from "react";
import { useId } from "react";
import { channelIcon, Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import { type MirroredChannel, type Shown, signatureOf } from "./mirror-state.ts";
import { useChanged } from "./use-changed.ts";

/** One channel as the person there sees it. */
export function Panel(props: {
  readonly channel: MirroredChannel;
  readonly shown: readonly Shown[];
  /** What else must be told when it changes. */
  readonly also: unknown;
  readonly children: ReactNode;
  readonly acts: ReactNode;
}): ReactElement {
  const { channel, shown } = props;
  const titleId = useId();
  const isChanged = useChanged(signatureOf([shown, props.also]));
  const { name, where } = words.mirror.channels[channel];
  return (
    <section className={`panel panel-${channel}`} aria-labelledby={titleId} data-changed={isChanged}>
      <header className="panel-head">
        <Icon name={channelIcon(channel)} size={18} />
        <h2 id={titleId}>{name}</h2>
        <span className="panel-where">{isChanged ? words.mirror.changed : where}</span>
      </header>
      <div className="panel-body">
        {props.children}
        {shown.length === 0 && <p className="quiet">{words.mirror.undecided}</p>}
      </div>
      <footer className="panel-foot">
        {props.acts}
        {shown.length > 0 && <Reasons shown={shown} />}
      </footer>
    </section>
  );
}

function Reasons({ shown }: { readonly shown: readonly Shown[] }): ReactElement {
  return (
    <details className="panel-reasons">
      <summary>{words.mirror.reasons}</summary>
      <ul>
        {shown.map(({ key, name, answer }) => (
          <li key={key}>
            <strong>{name}.</strong> {answer.reason.text}
            {answer.experience !== null && <span className="quiet"> {answer.experience}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
