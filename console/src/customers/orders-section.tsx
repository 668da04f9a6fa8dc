import type { SaleLineView, SaleView } from "@attune/contract";
import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { Icon } from "../parts/icon.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { SimulatedMark } from "../parts/simulated-mark.tsx";
import { wordFor, words } from "../words/words.ts";
import { useOrders } from "./customer-queries.ts";

export function OrdersSection({ customerRef }: { readonly customerRef: string }): ReactElement {
  const orders = useOrders(customerRef);
  return (
    <Section title={words.customer.orderList} name="orders">
      <Answered query={orders} lines={4}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="quiet">{words.customer.noOrders}</p>;
          return (
            <ul className="rows">
              {items.map((order) => (
                <li key={order.id}>
                  <OneOrder order={order} />
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
      {orders.hasNextPage && (
        <MoreOrders busy={orders.isFetchingNextPage} onMore={() => void orders.fetchNextPage()} />
      )}
    </Section>
  );
}

/** A button, not endless: the timeline below must stay within reach. */
function MoreOrders(props: { readonly busy: boolean; readonly onMore: () => void }): ReactElement {
  return (
    <button type="button" className="text-button more-orders" disabled={props.busy} onClick={props.onMore}>
      {props.busy ? words.loadingMore : words.more}
    </button>
  );
}

function OneOrder({ order }: { readonly order: SaleView }): ReactElement {
  const formats = useFormats();
  const channel = wordFor(words.channels, order.channel);
  return (
    <details className="unfolding">
      <summary>
        <span className="order-when">
          <Moment at={order.placedAt} />
        </span>
        <span className="order-what">
          {words.customer.orderTitle(order.id)}
          <span className="quiet order-where">
            {order.store === null ? channel : `${channel}, ${order.store}`}
          </span>
          {order.status !== "completed" && (
            <span className="quiet">{words.customer.saleStates[order.status]}</span>
          )}
          {order.simulated && <SimulatedMark />}
        </span>
        <span className="quiet order-count">{words.customer.showLines(order.lines.length)}</span>
        <span className="order-net tabular">{formats.money(order.netMinor, order.currency)}</span>
        <Icon name="down" size={16} />
      </summary>
      <Lines lines={order.lines} currency={order.currency} />
    </details>
  );
}

function Lines(props: { readonly lines: readonly SaleLineView[]; readonly currency: string }): ReactElement {
  const formats = useFormats();
  return (
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">{words.customer.line}</th>
          <th scope="col" className="cell-numeric">
            {words.customer.quantity}
          </th>
          <th scope="col" className="cell-numeric">
            {words.customer.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an order may hold the same product twice, and its lines do not move
          <tr key={index}>
            <td>
              {line.name ?? line.product ?? words.customer.lineKinds[line.kind]}
              {line.returnedQuantity > 0 && (
                <span className="quiet">
                  {" "}
                  {words.customer.returned(formats.number(line.returnedQuantity))}
                </span>
              )}
            </td>
            <td className="cell-numeric">{formats.number(line.quantity)}</td>
            <td className="cell-numeric">
              {formats.money(line.netMinor - line.returnedMinor, props.currency)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
