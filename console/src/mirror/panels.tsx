import type { DecisionItem, SaleView } from "@attune/contract";
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import type { Profile } from "../api/forms.ts";
import { displayName } from "../customers/display-name.ts";
import type { GlancePoint } from "../customers/glance.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { wordFor, words } from "../words/words.ts";
import { textsOf } from "./content-texts.ts";
import { majorOf } from "./major.ts";
import type { Shown } from "./mirror-state.ts";
import { Panel } from "./panel.tsx";
import type { Act, ActedProduct } from "./use-mirror.ts";

export interface PanelProps {
  readonly profile: Profile;
  readonly shown: readonly Shown[];
  readonly onAct: (act: Act) => void;
  /** Of the case that is open, which holds promotion back. */
  readonly caseId: string | undefined;
}

const mostTiles = 4;

/** `more`: products to act with when nothing is recommended at this moment. */
export function ShopPanel(props: PanelProps & { readonly more: readonly DecisionItem[] }): ReactElement {
  const { profile, shown, onAct, more, caseId } = props;
  const heroes = shown.filter(({ answer }) => answer.items === undefined);
  const lists = shown.filter(({ answer }) => (answer.items ?? []).length > 0);
  return (
    <Panel channel="web" shown={shown} also={profile.openCart} acts={<ShopCart profile={profile} />}>
      {heroes.slice(0, 1).map((one) => (
        <Hero key={one.key} shown={one} />
      ))}
      {lists.slice(0, 2).map((one) => (
        <Tiles
          key={one.key}
          title={textsOf(one.answer.content)[0]?.text ?? one.name}
          items={one.answer.items ?? []}
          onAct={onAct}
        />
      ))}
      {lists.length === 0 && (
        <p className="quiet">
          {caseId === undefined ? words.mirror.noRecommendation : words.mirror.heldBack}
        </p>
      )}
      {lists.length === 0 && more.length > 0 && (
        <Tiles title={words.mirror.shelf} items={more} onAct={onAct} />
      )}
    </Panel>
  );
}

function Tiles(props: {
  readonly title: string;
  readonly items: readonly DecisionItem[];
  readonly onAct: PanelProps["onAct"];
}): ReactElement {
  return (
    <div className="shop-list">
      <h3>{props.title}</h3>
      <ul className="tiles">
        {props.items.slice(0, mostTiles).map((item) => (
          <li key={item.product}>
            <Tile item={item} onAct={props.onAct} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Hero({ shown }: { readonly shown: Shown }): ReactElement | null {
  const [headline, ...rest] = textsOf(shown.answer.content);
  if (headline === undefined) return null;
  return (
    <div className="shop-hero">
      <p className="shop-headline">{headline.text}</p>
      {rest.map((one) => (
        <span key={one.name} className={one.name === "action" ? "shop-action" : undefined}>
          {one.text}
        </span>
      ))}
    </div>
  );
}

function Tile({
  item,
  onAct,
}: {
  readonly item: DecisionItem;
  readonly onAct: PanelProps["onAct"];
}): ReactElement {
  const formats = useFormats();
  const { priceMinor, currency } = item;
  const product = productOf(item);
  const act = (step: "view" | "addToCart"): void =>
    onAct({ step, products: [product], ...(currency === undefined ? {} : { currency }) });
  return (
    <div className="tile">
      <button type="button" className="tile-view" onClick={() => act("view")} title={words.mirror.steps.view}>
        <bdi>{item.name}</bdi>
      </button>
      <span className="tabular">
        {priceMinor === undefined || currency === undefined ? "" : formats.money(priceMinor, currency)}
      </span>
      <button
        type="button"
        className="text-button tile-add"
        aria-label={`${words.mirror.addShort}: ${item.name}`}
        onClick={() => act("addToCart")}
      >
        {words.mirror.addShort}
      </button>
    </div>
  );
}

function productOf({ product, name, priceMinor, currency }: DecisionItem): ActedProduct {
  const hasPrice = priceMinor !== undefined && currency !== undefined;
  return { key: product, name, ...(hasPrice ? { price: majorOf(priceMinor, currency) } : {}) };
}

function ShopCart({ profile }: { readonly profile: Profile }): ReactElement {
  const { items } = profile.openCart;
  const [first, ...more] = items;
  if (first === undefined) return <p className="panel-line quiet">{words.mirror.emptyCart}</p>;
  const name = first.name ?? first.product;
  return (
    <p className="panel-line">
      <strong>{words.mirror.cart}:</strong>{" "}
      <bdi>{more.length === 0 ? name : words.andMore(name, more.length)}</bdi>
    </p>
  );
}

export function TillPanel(
  props: PanelProps & { readonly orders: readonly SaleView[]; readonly fallback: ActedProduct | undefined },
): ReactElement {
  const { profile, shown, onAct, orders, fallback } = props;
  const { items, currency } = profile.openCart;
  const formats = useFormats();
  const [last] = orders;
  const basket = basketOf(profile, fallback);
  return (
    <Panel
      channel="store"
      shown={shown}
      also={[profile.openCart, last?.id]}
      acts={
        <Button
          variant="default"
          disabled={basket.length === 0}
          onClick={() => onAct({ step: "buyInStore", products: basket, currency })}
        >
          {words.mirror.steps.buyInStore}
        </Button>
      }
    >
      <p className="panel-who">
        <bdi>{displayName(profile)}</bdi>
      </p>
      {shown.map(({ key, answer }) => (
        <p key={key} className="till-hint">
          {textsOf(answer.content)
            .map(({ text }) => text)
            .join(" ")}
        </p>
      ))}
      <dl className="panel-facts">
        <div>
          <dt>{words.mirror.waitingInCart}</dt>
          <dd>
            {items.length === 0 ? words.nothing : items.map((item) => item.name ?? item.product).join(", ")}
          </dd>
        </div>
        <div>
          <dt>{words.mirror.bought}</dt>
          <dd>
            {last === undefined ? (
              words.nothing
            ) : (
              <>
                {last.lines[0]?.name ?? last.id}, {formats.money(last.netMinor, last.currency)},{" "}
                <Moment at={last.placedAt} />
              </>
            )}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

/** What lies in the cart is bought; else the first product that the shop shows. */
function basketOf({ openCart }: Profile, fallback: ActedProduct | undefined): readonly ActedProduct[] {
  const { items, currency } = openCart;
  if (items.length === 0) return fallback === undefined ? [] : [fallback];
  return items.slice(0, 20).map(({ product, name, quantity, priceMinor }) => ({
    key: product,
    quantity,
    ...(name === null ? {} : { name }),
    ...(priceMinor === null ? {} : { price: majorOf(priceMinor, currency) }),
  }));
}

export function DeskPanel(props: PanelProps & { readonly points: readonly GlancePoint[] }): ReactElement {
  const { profile, shown, onAct, points, caseId } = props;
  return (
    <Panel
      channel="service"
      shown={shown}
      also={points}
      acts={
        <>
          <Button variant="default" onClick={() => onAct({ step: "openCase" })}>
            {words.mirror.steps.openCase}
          </Button>
          {caseId !== undefined && (
            <Button variant="default" onClick={() => onAct({ step: "solveCase", id: caseId })}>
              {words.mirror.steps.solveCase}
            </Button>
          )}
        </>
      }
    >
      <p className="panel-who">
        <bdi>{displayName(profile)}</bdi>
      </p>
      <dl className="panel-facts">
        {shown.flatMap(({ key, answer }) =>
          textsOf(answer.content).map(({ name, text }) => (
            <div key={`${key}/${name}`}>
              <dt>{wordFor(words.mirror.facts, name)}</dt>
              <dd>{text}</dd>
            </div>
          )),
        )}
      </dl>
      {points.length === 0 ? (
        <p className="quiet">{words.people.glance.nothing}</p>
      ) : (
        <ul className="desk-points">
          {points.map((point) => (
            <li key={point.key} data-tone={point.tone}>
              <bdi>{point.text}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function MailPanel({ profile, shown, onAct, caseId }: PanelProps): ReactElement {
  const formats = useFormats();
  const address = profile.identifiers.find(({ namespace }) => namespace === "email")?.value;
  const mayMail = profile.consents.some(
    ({ purpose, channel, state }) =>
      purpose === "marketing" && (channel === "email" || channel === "any") && state === "granted",
  );
  const [lead] = shown;
  const [subject] = lead === undefined ? [] : textsOf(lead.answer.content);
  const items = shown.flatMap(({ answer }) => answer.items ?? []).slice(0, 6);
  return (
    <Panel
      channel="email"
      shown={shown}
      also={mayMail}
      acts={
        <Button variant="default" onClick={() => onAct({ step: "clickMail" })}>
          {words.mirror.steps.clickMail}
        </Button>
      }
    >
      <dl className="panel-facts mail-head">
        <div>
          <dt>{words.mirror.to}</dt>
          <dd>
            <bdi>{address ?? words.nothing}</bdi>
          </dd>
        </div>
        <div>
          <dt>{words.mirror.subject}</dt>
          <dd>{subject?.text ?? words.nothing}</dd>
        </div>
      </dl>
      {!mayMail && <p className="mail-held">{words.mirror.mayNotMail}</p>}
      {items.length === 0 && (
        <p className="quiet">
          {caseId === undefined ? words.mirror.noRecommendation : words.mirror.heldBack}
        </p>
      )}
      <ul className="rows">
        {items.map((item) => (
          <li key={item.product} className="mail-item">
            <bdi>{item.name}</bdi>
            <span className="tabular">
              {item.priceMinor === undefined || item.currency === undefined
                ? ""
                : formats.money(item.priceMinor, item.currency)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
