import {
  channels,
  type JourneyStage,
  journeyStages,
  type TouchpointAnswer,
  type TouchpointsAnswer,
} from "@attune/contract";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { channelIcon, Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import "../parts/data-table.css";
import { wordFor, words } from "../words/words.ts";
import { useTouchpoints } from "./touchpoint-queries.ts";
import "./touchpoints.css";

/** Where on the customer's way does the brand decide what to show, and where does it not yet? */
export function JourneyPage(): ReactElement {
  const touchpoints = useTouchpoints();
  return (
    <Page title={words.touchpoints.title} lead={<p>{words.touchpoints.lead}</p>} actions={<Doors />}>
      <Answered query={touchpoints}>
        {(data) => (data.items.length === 0 ? <NoTouchpoints /> : <Journey touchpoints={data} />)}
      </Answered>
    </Page>
  );
}

function Doors(): ReactElement {
  return (
    <>
      <Link to="/contact-rules" className="text-link">
        {words.touchpoints.rules}
      </Link>
      <Link to="/decisions" className="text-link">
        {words.decision.findTitle}
      </Link>
      <Link to="/preview" className="button-link button-link-quiet">
        {words.touchpoints.preview}
      </Link>
      <Link to="/touchpoints/new" className="button-link">
        <Icon name="plus" size={16} />
        {words.touchpoints.make}
      </Link>
    </>
  );
}

function NoTouchpoints(): ReactElement {
  return (
    <Empty
      title={words.touchpoints.emptyTitle}
      action={
        <Link to="/touchpoints/new" className="button-link">
          {words.touchpoints.make}
        </Link>
      }
    >
      {words.touchpoints.empty}
    </Empty>
  );
}

function Journey({ touchpoints }: { readonly touchpoints: TouchpointsAnswer }): ReactElement {
  const { show } = useSearch({ from: "/touchpoints" });
  const items =
    show === "empty" ? touchpoints.items.filter(({ isDecided }) => !isDecided) : touchpoints.items;
  const used = channels.filter((channel) => items.some((item) => item.channel === channel));
  const unused = channels.filter((channel) => !touchpoints.items.some((item) => item.channel === channel));
  return (
    <>
      <ShowFilter isEmptyOnly={show === "empty"} />
      {items.length === 0 ? (
        <Empty title={words.touchpoints.allDecided} />
      ) : (
        <table className="journey" aria-label={words.touchpoints.title}>
          <thead>
            <tr>
              <th scope="col">{words.touchpoints.channel}</th>
              {journeyStages.map((stage) => (
                <StageHead key={stage} stage={stage} coverage={touchpoints.coverage[stage]} />
              ))}
            </tr>
          </thead>
          <tbody>
            {used.map((channel) => (
              <tr key={channel}>
                <th scope="row">
                  <Icon name={channelIcon(channel)} size={16} />
                  {wordFor(words.channels, channel)}
                </th>
                {journeyStages.map((stage) => (
                  <Cell
                    key={stage}
                    stage={stage}
                    items={items.filter((item) => item.channel === channel && item.stage === stage)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unused.length > 0 && show !== "empty" && <Unused channels={unused} />}
    </>
  );
}

function ShowFilter({ isEmptyOnly }: { readonly isEmptyOnly: boolean }): ReactElement {
  const navigate = useNavigate({ from: "/touchpoints" });
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={isEmptyOnly}
        onChange={(event) =>
          void navigate({ search: event.currentTarget.checked ? { show: "empty" } : {}, replace: true })
        }
      />
      {words.touchpoints.emptyOnly}
    </label>
  );
}

function StageHead(props: {
  readonly stage: JourneyStage;
  readonly coverage: { readonly touchpoints: number; readonly decided: number };
}): ReactElement {
  const { touchpoints, decided } = props.coverage;
  return (
    <th scope="col">
      {words.touchpoints.stages[props.stage]}
      <span className="journey-coverage">{words.touchpoints.coverage(decided, touchpoints)}</span>
      <progress max={Math.max(touchpoints, 1)} value={decided} aria-hidden="true" />
    </th>
  );
}

function Cell(props: {
  readonly stage: JourneyStage;
  readonly items: readonly TouchpointAnswer[];
}): ReactElement {
  if (props.items.length === 0) {
    return (
      <td className="journey-none">
        <span className="only-spoken">{words.touchpoints.none}</span>
      </td>
    );
  }
  return (
    <td>
      <span className="journey-stage" aria-hidden="true">
        {words.touchpoints.stages[props.stage]}
      </span>
      <ul>
        {props.items.map((item) => (
          <li key={item.key} className="journey-touchpoint" data-decided={item.isDecided}>
            <Link to="/touchpoints/$key" params={{ key: item.key }} className="row-link">
              <bdi>{item.name}</bdi>
            </Link>
            <span className="row-detail">{standing(item)}</span>
          </li>
        ))}
      </ul>
    </td>
  );
}

/** What is shown there now, in words. */
function standing({ placements }: TouchpointAnswer): string {
  if (placements.length === 0) return words.touchpoints.noPlacement;
  const live = placements.reduce((sum, placement) => sum + placement.live, 0);
  const waiting = placements.reduce((sum, placement) => sum + placement.waiting, 0);
  return words.touchpoints.standing(live, waiting);
}

function Unused(props: { readonly channels: readonly string[] }): ReactElement {
  const formats = useFormats();
  return (
    <p className="quiet journey-unused">
      {words.touchpoints.unused(
        formats.list(props.channels.map((channel) => wordFor(words.channels, channel))),
      )}
    </p>
  );
}
