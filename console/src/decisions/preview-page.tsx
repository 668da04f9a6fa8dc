import { channels, type Experience, type Placement } from "@attune/contract";
import { NativeSelect, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useDefinitions } from "../definitions/definition-queries.ts";
import { languageName } from "../experiences/variants-section.tsx";
import { momentOf, wallOf } from "../format/wall-clock.ts";
import { useBrand } from "../frame/brand.ts";
import { Answered } from "../parts/answered.tsx";
import { BackLink } from "../parts/back-link.tsx";
import { Empty } from "../parts/empty.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useStores } from "../stores/store-queries.ts";
import { wordFor, words } from "../words/words.ts";
import { CustomerField } from "./customer-field.tsx";
import { usePreviewDecision } from "./decision-queries.ts";
import "./decisions.css";
import { Funnel } from "./funnel.tsx";
import { OverridesSection } from "./overrides-section.tsx";
import { ShownAnswer } from "./shown-answer.tsx";

const screens = ["phone", "tablet", "desk"] as const;

type Part = "placement" | "profile" | "channel" | "store" | "language" | "product" | "at" | "screen";
type Choose = (part: Part, value: string | undefined) => void;

/** What would this customer see here, on that channel, at that moment, and why? */
export function PreviewPage(): ReactElement {
  const {
    placement = "",
    profile,
    channel,
    store,
    language,
    product,
    at,
    screen = "desk",
  } = useSearch({
    from: "/preview",
  });
  const decided = usePreviewDecision({
    placement,
    profile,
    channel: channels.find((one) => one === channel),
    store,
    language,
    product,
    at,
  });
  const answer = decided.data?.placements[placement];
  return (
    <Page
      title={words.decision.previewTitle}
      lead={<p>{words.decision.previewLead}</p>}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <Question />
      {placement === "" ? (
        <Empty title={words.decision.choose} />
      ) : (
        <Answered query={decided}>
          {() => (
            <div className="preview" aria-busy={decided.isPlaceholderData}>
              <Section title={words.decision.sees}>
                <div className="preview-screen" data-screen={screen}>
                  {answer === undefined ? null : <ShownAnswer answer={answer} />}
                </div>
              </Section>
              <Section title={words.decision.how}>
                <Funnel fates={decided.data?.record?.explanation[placement] ?? []} />
              </Section>
            </div>
          )}
        </Answered>
      )}
      {placement !== "" && profile !== undefined && (
        <OverridesSection profile={profile} placement={placement} />
      )}
    </Page>
  );
}

function Question(): ReactElement {
  const search = useSearch({ from: "/preview" });
  const navigate = useNavigate({ from: "/preview" });
  const choose: Choose = (part, value) =>
    void navigate({
      search: ({ [part]: _, ...rest }) =>
        value === undefined || value === "" ? rest : { ...rest, [part]: value },
      replace: true,
      resetScroll: false,
    });
  return (
    <search className="question">
      <PlacementField placement={search.placement ?? ""} choose={choose} />
      <CustomerField profile={search.profile} onChange={(profile) => choose("profile", profile)} />
      <NativeSelect
        label={words.touchpoints.channel}
        value={search.channel ?? ""}
        data={[
          { value: "", label: words.decision.ownChannel },
          ...channels.map((value) => ({ value, label: wordFor(words.channels, value) })),
        ]}
        onChange={(event) => choose("channel", event.currentTarget.value)}
      />
      <StoreField store={search.store ?? ""} choose={choose} />
      <LanguageField placement={search.placement ?? ""} language={search.language ?? ""} choose={choose} />
      <MomentField at={search.at} choose={choose} />
      <TextInput
        label={words.decision.product}
        placeholder={words.decision.productPlaceholder}
        autoComplete="off"
        value={search.product ?? ""}
        onChange={(event) => choose("product", event.currentTarget.value)}
      />
      <NativeSelect
        label={words.decision.screen}
        value={search.screen ?? "desk"}
        data={screens.map((value) => ({ value, label: words.decision.screens[value] }))}
        onChange={(event) => choose("screen", event.currentTarget.value)}
      />
    </search>
  );
}

function PlacementField(props: { readonly placement: string; readonly choose: Choose }): ReactElement {
  const { data } = useDefinitions<Placement>("placement");
  const live = (data?.items ?? []).filter(({ liveVersion }) => liveVersion !== null);
  return (
    <NativeSelect
      label={words.experience.placement}
      value={props.placement}
      data={[
        { value: "", label: words.experience.choosePlacement },
        ...live.map(({ key, body }) => ({ value: key, label: body.name })),
      ]}
      onChange={(event) => props.choose("placement", event.currentTarget.value)}
    />
  );
}

function StoreField(props: { readonly store: string; readonly choose: Choose }): ReactElement {
  const stores = useStores("");
  const items = stores.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <NativeSelect
      label={words.decision.store}
      value={props.store}
      data={[
        { value: "", label: words.decision.noStore },
        ...items.map(({ key, name }) => ({ value: key, label: name })),
      ]}
      onChange={(event) => props.choose("store", event.currentTarget.value)}
    />
  );
}

/** The languages in which there is anything for the placement. */
function LanguageField(props: {
  readonly placement: string;
  readonly language: string;
  readonly choose: Choose;
}): ReactElement {
  const { data } = useDefinitions<Experience>("experience");
  const placements = useDefinitions<Placement>("placement");
  const bodies = [
    ...(data?.items ?? []).filter(({ body }) => body.placement === props.placement),
    ...(placements.data?.items ?? []).filter(({ key }) => key === props.placement),
  ];
  const tags = [
    ...new Set([...bodies.flatMap(({ body }) => Object.keys(body.locales ?? {})), props.language]),
  ].filter((tag) => tag !== "");
  return (
    <NativeSelect
      label={words.experience.language}
      value={props.language}
      data={[
        { value: "", label: words.decision.noLanguage },
        ...tags.map((value) => ({ value, label: languageName(value) })),
      ]}
      onChange={(event) => props.choose("language", event.currentTarget.value)}
    />
  );
}

function MomentField(props: { readonly at: string | undefined; readonly choose: Choose }): ReactElement {
  const { data: brand } = useBrand();
  const timeZone = brand?.timeZone ?? "UTC";
  return (
    <TextInput
      type="datetime-local"
      label={words.decision.moment}
      value={wallOf(props.at, timeZone)}
      onChange={(event) => props.choose("at", momentOf(event.currentTarget.value, timeZone))}
    />
  );
}
