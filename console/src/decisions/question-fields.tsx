import { type Channel, channels, type Experience, type Placement } from "@attune/contract";
import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { useDefinitions } from "../definitions/definition-queries.ts";
import { languageName } from "../experiences/variants-section.tsx";
import { momentOf, wallOf } from "../format/wall-clock.ts";
import { useBrand } from "../frame/brand.ts";
import { useStores } from "../stores/store-queries.ts";
import { wordFor, words } from "../words/words.ts";
import { CustomerField } from "./customer-field.tsx";
import "./decisions.css";

const screens = ["phone", "tablet", "desk"] as const;

/** Who, where and when is asked for. Parts that are not told are as they are by themselves. */
export interface AskedPreview {
  readonly placement?: string;
  readonly profile?: string;
  readonly channel?: string;
  readonly store?: string;
  readonly language?: string;
  readonly product?: string;
  readonly at?: string;
  readonly screen?: string;
}

export type Choose = (part: keyof AskedPreview, value: string | undefined) => void;

/** What stands in an address may be no channel. */
export function channelIn(text: string | undefined): Channel | undefined {
  return channels.find((one) => one === text);
}

interface Field {
  readonly asked: AskedPreview;
  readonly choose: Choose;
}

/** For whom, where and when something is previewed. `withPlacement`: the placement is a question too. */
export function QuestionFields(props: Field & { readonly withPlacement: boolean }): ReactElement {
  const { asked, choose } = props;
  return (
    <search className="question" aria-label={words.decision.question}>
      {props.withPlacement && <PlacementField asked={asked} choose={choose} />}
      <CustomerField profile={asked.profile} onChange={(profile) => choose("profile", profile)} />
      <NativeSelect
        label={words.touchpoints.channel}
        value={asked.channel ?? ""}
        data={[
          { value: "", label: words.decision.ownChannel },
          ...channels.map((value) => ({ value, label: wordFor(words.channels, value) })),
        ]}
        onChange={(event) => choose("channel", event.currentTarget.value)}
      />
      <StoreField asked={asked} choose={choose} />
      <LanguageField asked={asked} choose={choose} />
      <MomentField asked={asked} choose={choose} />
      <TextInput
        label={words.decision.product}
        placeholder={words.decision.productPlaceholder}
        autoComplete="off"
        value={asked.product ?? ""}
        onChange={(event) => choose("product", event.currentTarget.value)}
      />
      <NativeSelect
        label={words.decision.screen}
        value={asked.screen ?? "desk"}
        data={screens.map((value) => ({ value, label: words.decision.screens[value] }))}
        onChange={(event) => choose("screen", event.currentTarget.value)}
      />
    </search>
  );
}

function PlacementField({ asked, choose }: Field): ReactElement {
  const { data } = useDefinitions<Placement>("placement");
  const live = (data?.items ?? []).filter(({ liveVersion }) => liveVersion !== null);
  return (
    <NativeSelect
      label={words.experience.placement}
      value={asked.placement ?? ""}
      data={[
        { value: "", label: words.experience.choosePlacement },
        ...live.map(({ key, body }) => ({ value: key, label: body.name })),
      ]}
      onChange={(event) => choose("placement", event.currentTarget.value)}
    />
  );
}

function StoreField({ asked, choose }: Field): ReactElement {
  const stores = useStores("");
  const items = stores.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <NativeSelect
      label={words.decision.store}
      value={asked.store ?? ""}
      data={[
        { value: "", label: words.decision.noStore },
        ...items.map(({ key, name }) => ({ value: key, label: name })),
      ]}
      onChange={(event) => choose("store", event.currentTarget.value)}
    />
  );
}

/** The languages in which there is anything for the placement. */
function LanguageField({ asked, choose }: Field): ReactElement {
  const { placement = "", language = "" } = asked;
  const { data } = useDefinitions<Experience>("experience");
  const placements = useDefinitions<Placement>("placement");
  const bodies = [
    ...(data?.items ?? []).filter(({ body }) => body.placement === placement),
    ...(placements.data?.items ?? []).filter(({ key }) => key === placement),
  ];
  const tags = [...new Set([...bodies.flatMap(({ body }) => Object.keys(body.locales ?? {})), language])];
  return (
    <NativeSelect
      label={words.experience.language}
      value={language}
      data={[
        { value: "", label: words.decision.noLanguage },
        ...tags.filter((tag) => tag !== "").map((value) => ({ value, label: languageName(value) })),
      ]}
      onChange={(event) => choose("language", event.currentTarget.value)}
    />
  );
}

function MomentField({ asked, choose }: Field): ReactElement {
  const { data: brand } = useBrand();
  const timeZone = brand?.timeZone ?? "UTC";
  return (
    <TextInput
      type="datetime-local"
      label={words.decision.moment}
      value={wallOf(asked.at, timeZone)}
      onChange={(event) => choose("at", momentOf(event.currentTarget.value, timeZone))}
    />
  );
}
