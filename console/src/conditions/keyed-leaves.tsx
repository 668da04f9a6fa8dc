import type { ReactElement } from "react";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Clause, NumberField, TextField } from "./controls.tsx";
import { useKnownNames } from "./known-context.ts";
import { member, type Place, textAt } from "./place.ts";
import { SuggestField } from "./suggest-field.tsx";
import type { Known } from "./vocabulary.ts";

const { conditions } = words;
const { keyed } = conditions;

const named = {
  segment: "segments",
  list: "lists",
  regularStore: "stores",
  joinedStore: "stores",
  catchment: "stores",
} as const satisfies Readonly<Record<string, keyof Known>>;

/** "who are in the segment regulars": one thing by its key. Its name stands beside it when the server knows one. */
export function KeyedLeaf(props: {
  readonly at: Place;
  readonly operator: keyof typeof named;
}): ReactElement {
  const { operator } = props;
  const known = useKnownNames();
  const suggestions = known[named[operator]];
  const at = member(props.at, operator);
  const name = suggestions.find(({ value }) => value === textAt(at))?.about;
  return (
    <>
      <span>{keyed[operator]}</span>
      <SuggestField
        at={at}
        label={conditions.operators[operator]}
        placeholder={keyed.key}
        suggestions={suggestions}
      />
      {name !== undefined && <span className="quiet">({name})</span>}
    </>
  );
}

/** "who in the scheme value are in gold" */
export function SchemeLeaf({ at }: { readonly at: Place }): ReactElement {
  const known = useKnownNames();
  const scheme = member(at, "scheme");
  return (
    <>
      <span>{keyed.scheme}</span>
      <SuggestField
        at={scheme}
        label={conditions.operators.scheme}
        placeholder={keyed.key}
        suggestions={known.schemes}
      />
      <span>{keyed.schemeIs}</span>
      <SuggestField
        at={member(at, "is")}
        label={conditions.operators.segment}
        placeholder={keyed.key}
        suggestions={known.partsOf(textAt(scheme))}
      />
    </>
  );
}

/** "who are in the test spring-test up to 0.1 of all customers" */
export function BucketLeaf({ at }: { readonly at: Place }): ReactElement {
  const from = member(at, "from");
  return (
    <>
      <span>{keyed.bucket}</span>
      <TextField at={member(at, "bucket")} label={conditions.operators.bucket} />
      {from.value !== undefined && (
        <Clause what={keyed.bucketFrom} onRemove={() => from.set(undefined)}>
          <span>{keyed.bucketFrom}</span>
          <NumberField at={from} label={keyed.bucketFrom} />
        </Clause>
      )}
      <span>{keyed.bucketUntil}</span>
      <NumberField at={member(at, "until")} label={keyed.bucketUntil} />
      <span>{keyed.ofAll}</span>
      {from.value === undefined && (
        <AddMenu
          isSmall
          label={conditions.did.detail}
          groups={[{ options: [{ value: "from", label: keyed.bucketFrom }] }]}
          onAdd={() => from.set(0)}
        />
      )}
    </>
  );
}
