import { type DefinitionAnswer, type Json, parseCondition, printCondition } from "@attune/contract";
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { Moment } from "../parts/moment.tsx";
import { words } from "../words/words.ts";
import { useDefinition } from "./segment-queries.ts";

const { conflict } = words.editor;

/** Somebody else was faster: what they made of it stands beside one's own, and nothing is overwritten unasked. */
export function Conflict(props: {
  readonly segmentKey: string;
  readonly mine: Json;
  readonly onTheirs: (theirs: DefinitionAnswer) => void;
  readonly onMine: (theirs: DefinitionAnswer) => void;
}): ReactElement {
  const newest = useDefinition(props.segmentKey, "now");
  return (
    <section className="conflict" role="alert" aria-label={conflict.title}>
      <h3>{conflict.title}</h3>
      <Answered query={newest}>
        {(theirs) => (
          <>
            <p className="quiet">
              {conflict.by(theirs.author)} <Moment at={theirs.changedAt} />
              {theirs.reason === "" ? "" : ` – ${theirs.reason}`}
            </p>
            <div className="conflict-sides">
              <Side title={conflict.theirs} value={theirs.body["condition"] ?? null} other={props.mine} />
              <Side title={conflict.mine} value={props.mine} other={theirs.body["condition"] ?? null} />
            </div>
            <div className="editor-actions">
              <Button variant="default" onClick={() => props.onTheirs(theirs)}>
                {conflict.takeTheirs}
              </Button>
              <Button variant="default" onClick={() => props.onMine(theirs)}>
                {conflict.keepMine}
              </Button>
            </div>
          </>
        )}
      </Answered>
    </section>
  );
}

function Side(props: { readonly title: string; readonly value: Json; readonly other: Json }): ReactElement {
  const others = new Set(linesOf(props.other));
  return (
    <div>
      <h4>{props.title}</h4>
      <pre className="conflict-text">
        {linesOf(props.value).map((line, at) =>
          others.has(line) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <span key={at}>{`${line}\n`}</span>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <mark key={at}>{`${line}\n`}</mark>
          ),
        )}
      </pre>
    </div>
  );
}

/** One part a line, so that what differs can be seen. */
function linesOf(value: Json): readonly string[] {
  const { condition } = parseCondition(value);
  if (condition === undefined) return JSON.stringify(value, null, 2).split("\n");
  return printCondition(condition)
    .replaceAll(/ (and|or) /g, "\n$1 ")
    .split("\n");
}
