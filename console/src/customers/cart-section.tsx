import type { ReactElement } from "react";
import type { CartItem, Profile } from "../api/forms.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";

export function CartSection({ cart }: { readonly cart: Profile["openCart"] }): ReactElement {
  const formats = useFormats();
  const { items, currency } = cart;
  const money = (minor: number | null): string => (minor === null ? "" : formats.money(minor, currency));
  return (
    <Section title={words.customer.cart} name="cart">
      {items.length === 0 ? (
        <p className="quiet">{words.customer.noCart}</p>
      ) : (
        <ul className="pairs">
          {items.map((item) => (
            <li key={item.product} className="pair">
              <span>
                {item.quantity > 1 && <span className="times">{formats.number(item.quantity)} × </span>}
                {item.name ?? item.product}
              </span>
              <span className="pair-end">{money(priceOf(item))}</span>
            </li>
          ))}
          <CartTotal items={items} money={money} />
        </ul>
      )}
    </Section>
  );
}

/** Left out when one price is not known: a wrong sum is worse than none. */
function CartTotal(props: {
  readonly items: readonly CartItem[];
  readonly money: (minor: number) => string;
}): ReactElement | null {
  const prices = props.items.map(priceOf);
  const total = prices.reduce((sum, price) => (sum === null || price === null ? null : sum + price), 0);
  if (total === null || props.items.length < 2) return null;
  return (
    <li className="pair pair-total">
      <span>{words.customer.cartTotal}</span>
      <span className="pair-end">{props.money(total)}</span>
    </li>
  );
}

function priceOf(item: CartItem): number | null {
  return item.priceMinor === null ? null : item.priceMinor * item.quantity;
}

export function ViewedSection({ viewed }: { readonly viewed: Profile["lastViewed"] }): ReactElement {
  return (
    <Section title={words.customer.viewed} name="viewed">
      {viewed.length === 0 ? (
        <p className="quiet">{words.customer.noViewed}</p>
      ) : (
        <ul className="pairs">
          {viewed.slice(0, 5).map((item) => (
            <li key={item.product} className="pair">
              <span>{item.name ?? item.product}</span>
              <span className="pair-end quiet">
                <Moment at={item.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
