import { consentChannels, consentStates, type Json, occasionNames, purposes } from "@attune/contract";
import type { ReactElement } from "react";
import { plainName } from "../format/plain-name.ts";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Comparisons } from "./comparison.tsx";
import { Choice, ChoiceAt, Clause, DurationField, NumberField, TextField } from "./controls.tsx";
import { useIsWrong } from "./faults.ts";
import { useKnownNames } from "./known-context.ts";
import { member, objectAt, type Place, textAt } from "./place.ts";
import { SuggestField } from "./suggest-field.tsx";
import { ScalarField } from "./values-field.tsx";

const { conditions } = words;

/** "whose address.country is one of AU, NZ" */
export function TraitLeaf({ at }: { readonly at: Place }): ReactElement {
  const known = useKnownNames();
  const seen = known.traitValues(textAt(member(at, "trait")));
  return (
    <>
      <span>{conditions.trait.lead}</span>
      <SuggestField
        at={member(at, "trait")}
        label={conditions.trait.name}
        placeholder={conditions.trait.placeholder}
        suggestions={known.traits}
      />
      <Comparisons at={at} of="trait" values={seen.values} {...(seen.kind && { kind: seen.kind })} />
    </>
  );
}

const channelOptions = consentChannels.map((value) => ({
  value,
  label: value === "any" ? words.customer.anyChannel : (words.consentChannels[value] ?? value),
}));
const purposeOptions = purposes.map((value) => ({ value, label: words.customer.purposes[value] ?? value }));
const stateOptions = consentStates.map((value) => ({ value, label: words.customer.consentStates[value] }));

/** `email.marketing`, `any.service` and a topic behind them, as three fields. */
export function ConsentLeaf({ at }: { readonly at: Place }): ReactElement {
  const consent = member(at, "consent");
  const isWrong = useIsWrong(consent.pointer);
  const [channel = "", purpose = "", ...topic] = textAt(consent).split(".");
  const put = (next: readonly string[]): void => consent.set(next.filter((part) => part !== "").join("."));
  const said = conditions.consent;
  return (
    <>
      <span>{said.lead}</span>
      <Choice
        label={said.purpose}
        value={purpose}
        options={purposeOptions}
        isWrong={isWrong}
        onChange={(next) => put([channel, next, ...topic])}
      />
      <span>{said.by}</span>
      <Choice
        label={said.channel}
        value={channel}
        options={channelOptions}
        isWrong={isWrong}
        onChange={(next) => put([next, purpose, ...topic])}
      />
      <span>{said.about}</span>
      <input
        className="token token-text"
        aria-label={said.topic}
        placeholder={said.anyTopic}
        value={topic.join(".")}
        size={Math.max(topic.join(".").length, said.anyTopic.length)}
        onChange={(event) => put([channel, purpose, event.currentTarget.value])}
      />
      <span>{said.is}</span>
      <ChoiceAt at={member(at, "is")} label={said.state} options={stateOptions} />
    </>
  );
}

/** "whose preference for colour likes green" */
export function PreferenceLeaf({ at }: { readonly at: Place }): ReactElement {
  const said = conditions.preference;
  const names = ["likes", "dislikes", "stated"] as const;
  const rest = names.filter((name) => member(at, name).value === undefined);
  const stated = member(at, "stated");
  return (
    <>
      <span>{said.lead}</span>
      <TextField at={member(at, "preference")} label={said.what} placeholder="colour" />
      {(["likes", "dislikes"] as const).map((name) => {
        const place = member(at, name);
        if (place.value === undefined) return null;
        return (
          <Clause key={name} what={said[name]} onRemove={() => place.set(undefined)}>
            <span>{said[name]}</span>
            <ScalarField at={place} label={said[name]} values={[]} kind="text" />
          </Clause>
        );
      })}
      {stated.value !== undefined && (
        <Clause what={said.stated} onRemove={() => stated.set(undefined)}>
          <YesNo at={stated} label={said.kinds.stated} yes={said.stated} no={said.notStated} />
        </Clause>
      )}
      <AddMenu
        isSmall
        label={rest.length === names.length ? said.kinds.likes : conditions.and}
        groups={[{ options: rest.map((value) => ({ value, label: said.kinds[value] })) }]}
        onAdd={(name) => member(at, name).set(name === "stated" ? true : "")}
      />
    </>
  );
}

/** True or false in the words of the sentence. */
export function YesNo(props: {
  readonly at: Place;
  readonly label: string;
  readonly yes: string;
  readonly no: string;
}): ReactElement {
  return (
    <Choice
      label={props.label}
      value={String(props.at.value)}
      options={[
        { value: "true", label: props.yes },
        { value: "false", label: props.no },
      ]}
      onChange={(value) => props.at.set(value === "true")}
    />
  );
}

const occasionOptions = occasionNames.map((value) => ({ value, label: plainName(value) }));

/** "for whom it is Mother's Day in GB, or at most 14 days before" */
export function OccasionLeaf({ at }: { readonly at: Place }): ReactElement {
  const said = conditions.occasion;
  const rest = (["region", "before", "after"] as const).filter(
    (name) => member(at, name).value === undefined,
  );
  const region = member(at, "region");
  const side = (name: "before" | "after", tail: string): ReactElement | null => {
    const place = member(at, name);
    if (place.value === undefined) return null;
    return (
      <Clause what={tail} onRemove={() => place.set(undefined)}>
        <span>{said[name]}</span>
        <DurationField at={place} units={["d", "w"]} />
        <span>{tail}</span>
      </Clause>
    );
  };
  return (
    <>
      <span>{said.lead}</span>
      <ChoiceAt at={member(at, "occasion")} label={said.name} options={occasionOptions} />
      {region.value !== undefined && (
        <Clause what={said.region} onRemove={() => region.set(undefined)}>
          <span>{said.in}</span>
          <TextField at={region} label={said.region} placeholder="GB" />
        </Clause>
      )}
      {side("before", said.beforeIt)}
      {side("after", said.afterIt)}
      <AddMenu
        isSmall
        label={conditions.did.detail}
        groups={[{ options: rest.map((value) => ({ value, label: said.details[value] })) }]}
        onAdd={(name) => member(at, name).set(name === "region" ? "GB" : "14d")}
      />
    </>
  );
}

/** "who live within 10 km of the store sydney-1" */
export function NearLeaf({ at }: { readonly at: Place }): ReactElement {
  const said = conditions.near;
  const known = useKnownNames();
  const near = member(at, "near");
  const of = member(at, "of");
  const isStore = Object.hasOwn(objectAt(near), "store");
  const point: Json = { latitude: 51.5, longitude: -0.13 };
  return (
    <>
      <span>{said.lead}</span>
      <NumberField at={member(at, "km")} label={said.km} />
      <span>{`${said.km} ${said.of}`}</span>
      <Choice
        label={said.kindLabel}
        value={isStore ? "store" : "point"}
        options={[
          { value: "store", label: said.kinds.store },
          { value: "point", label: said.kinds.point },
        ]}
        onChange={(kind) => near.set(kind === "store" ? { store: "" } : point)}
      />
      {isStore ? (
        <SuggestField at={member(near, "store")} label={conditions.keyed.store} suggestions={known.stores} />
      ) : (
        <span className="token-pair">
          <NumberField at={member(near, "latitude")} label={said.latitude} />
          <NumberField at={member(near, "longitude")} label={said.longitude} />
        </span>
      )}
      {of.value === undefined ? (
        <AddMenu
          isSmall
          label={conditions.did.detail}
          groups={[{ options: [{ value: "of", label: said.details.of }] }]}
          onAdd={() => of.set("address")}
        />
      ) : (
        <Clause what={said.byTrait} onRemove={() => of.set(undefined)}>
          <span>{said.byTrait}</span>
          <SuggestField at={of} label={conditions.trait.name} suggestions={known.traits} />
        </Clause>
      )}
    </>
  );
}
