import {
  type DimensionName,
  dimensionBands,
  dimensionNames,
  type Json,
  lifecycleStages,
  rfmGroups,
  subStages,
} from "@attune/contract";
import type { ReactElement } from "react";
import { plainName } from "../format/plain-name.ts";
import { words } from "../words/words.ts";
import { AddMenu } from "./add-menu.tsx";
import { Comparisons } from "./comparison.tsx";
import { Choice, ChoiceAt, Clause, DurationField, Toggles } from "./controls.tsx";
import { stages } from "./did-clauses.tsx";
import { useKnownNames } from "./known-context.ts";
import { YesNo } from "./person-leaves.tsx";
import { listAt, member, type Place, textAt } from "./place.ts";
import { SuggestField } from "./suggest-field.tsx";

const { conditions } = words;
const { loyalty: said } = conditions;
const dimensions = dimensionNames.map((value) => ({ value, label: plainName(value) }));

/** "whose net spend 12m is at least 50000" */
export function DimensionLeaf({ at }: { readonly at: Place }): ReactElement {
  return (
    <>
      <span>{said.dimension}</span>
      <ChoiceAt at={member(at, "dimension")} label={said.dimensionLabel} options={dimensions} />
      <Comparisons at={at} of="number" />
    </>
  );
}

/** Of another figure other bands: those that were chosen go with it. */
export function BandLeaf({ at }: { readonly at: Place }): ReactElement {
  const name = textAt(member(at, "band"));
  const chosen = textsIn(member(at, "in"));
  const bands = isDimension(name) ? dimensionBands[name] : [];
  const known = bands.map(([code]) => code);
  const options = [
    ...bands,
    ...chosen.filter((code) => !known.includes(code)).map((code) => [code, code] as const),
  ];
  return (
    <>
      <span>{said.band}</span>
      <Choice
        label={said.dimensionLabel}
        value={name}
        options={dimensions}
        onChange={(next) => at.set({ band: next, in: [] })}
      />
      <span>{said.bandIs}</span>
      <Toggles
        label={said.bands}
        options={options.map(([value, label]) => ({ value, label }))}
        chosen={chosen}
        onChange={member(at, "in").set}
      />
    </>
  );
}

function isDimension(name: string): name is DimensionName {
  return dimensionNames.some((one) => one === name);
}

function textsIn(place: Place): readonly string[] {
  return listAt(place).filter((value) => typeof value === "string");
}

/** "who by RFM are champions, and whose recency score is at least 4" */
export function RfmLeaf(props: { readonly at: Place }): ReactElement {
  const at = member(props.at, "rfm");
  const names = ["group", "r", "f", "m"] as const;
  const rest = names.filter((name) => member(at, name).value === undefined);
  const group = member(at, "group");
  return (
    <>
      <span>{said.rfm}</span>
      {group.value !== undefined && (
        <Clause what={said.groups} onRemove={() => group.set(undefined)}>
          <Toggles
            label={said.groups}
            options={rfmGroups.map((value) => ({ value, label: plainName(value) }))}
            chosen={textsIn(group)}
            onChange={group.set}
          />
        </Clause>
      )}
      {(["r", "f", "m"] as const).map((name) => {
        const score = member(at, name);
        if (score.value === undefined) return null;
        return (
          <Clause key={name} what={said.scores[name]} onRemove={() => score.set(undefined)}>
            <span>{said.scores[name]}</span>
            <Comparisons at={score} of="number" />
          </Clause>
        );
      })}
      <AddMenu
        isSmall
        label={conditions.and}
        groups={[{ options: rest.map((value) => ({ value, label: said.rfmDetails[value] })) }]}
        onAdd={(name) => member(at, name).set(name === "group" ? ["CHAMPIONS"] : { gte: 4 })}
      />
    </>
  );
}

const stageBlanks: Readonly<Record<keyof typeof said.stageDetails, Json>> = {
  sub: "",
  enteredWithin: "30d",
  forAtLeast: "60d",
  atRisk: true,
  returned: true,
};

/** "who are in the stage grow, more exactly loyal, for at least 90 days" */
export function StageLeaf({ at }: { readonly at: Place }): ReactElement {
  const names = ["sub", "enteredWithin", "forAtLeast", "atRisk", "returned"] as const;
  const rest = names.filter((name) => member(at, name).value === undefined);
  const stage = lifecycleStages.find((one) => one === textAt(member(at, "stage")));
  const firstSub = stage === undefined ? "" : subStages[stage][0];
  const isShown = (name: (typeof names)[number]): boolean => !rest.includes(name);
  return (
    <>
      <span>{said.stage}</span>
      <ChoiceAt at={member(at, "stage")} label={said.stageLabel} options={stages} />
      {isShown("sub") && (
        <Clause what={said.sub} onRemove={() => member(at, "sub").set(undefined)}>
          <span>{said.sub}</span>
          <ChoiceAt
            at={member(at, "sub")}
            label={said.sub}
            options={(stage === undefined ? [] : subStages[stage]).map((value) => ({
              value,
              label: plainName(value),
            }))}
          />
        </Clause>
      )}
      {(["enteredWithin", "forAtLeast"] as const).filter(isShown).map((name) => (
        <Clause key={name} what={said[name]} onRemove={() => member(at, name).set(undefined)}>
          <span>{said[name]}</span>
          <DurationField at={member(at, name)} />
        </Clause>
      ))}
      {(["atRisk", "returned"] as const).filter(isShown).map((name) => (
        <Clause key={name} what={said.stageDetails[name]} onRemove={() => member(at, name).set(undefined)}>
          <YesNo
            at={member(at, name)}
            label={said.stageDetails[name]}
            yes={said[name].true}
            no={said[name].false}
          />
        </Clause>
      ))}
      <AddMenu
        isSmall
        label={conditions.did.detail}
        groups={[{ options: rest.map((value) => ({ value, label: said.stageDetails[value] })) }]}
        onAdd={(name) => {
          const known = names.find((one) => one === name);
          if (known !== undefined) member(at, known).set(known === "sub" ? firstSub : stageBlanks[known]);
        }}
      />
    </>
  );
}

export function ScoreLeaf({ at }: { readonly at: Place }): ReactElement {
  const known = useKnownNames();
  return (
    <>
      <span>{said.score}</span>
      <SuggestField
        at={member(at, "score")}
        label={said.scoreLabel}
        placeholder="churn"
        suggestions={known.scores}
      />
      <Comparisons at={at} of="number" />
    </>
  );
}
