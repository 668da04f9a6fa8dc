/** What each customer bought, basket behind basket, oldest first. Products are numbers from 0. */
export interface Histories {
  readonly products: number;
  /** Each product once in a basket. */
  readonly items: Int32Array;
  /** Where each basket begins in `items`; one more than there are baskets. */
  readonly baskets: Int32Array;
  /** Where each customer begins in `baskets`; one more than there are customers. */
  readonly customers: Int32Array;
}

export function historiesOf(lists: Iterable<readonly (readonly number[])[]>, products: number): Histories {
  const [items, baskets, customers]: [number[], number[], number[]] = [[], [0], [0]];
  for (const history of lists) {
    for (const basket of history) {
      for (const item of basket) items.push(item);
      baskets.push(items.length);
    }
    customers.push(baskets.length - 1);
  }
  return {
    products,
    items: Int32Array.from(items),
    baskets: Int32Array.from(baskets),
    customers: Int32Array.from(customers),
  };
}

export function countCustomers({ customers }: Histories): number {
  return customers.length - 1;
}

export function countBaskets({ baskets }: Histories): number {
  return baskets.length - 1;
}

/** A customer's baskets, oldest first. */
export function basketsOf({ items, baskets, customers }: Histories, customer: number): Int32Array[] {
  const list: Int32Array[] = [];
  for (let basket = customers[customer] ?? 0; basket < (customers[customer + 1] ?? 0); basket += 1)
    list.push(items.subarray(baskets[basket], baskets[basket + 1]));
  return list;
}

/** Histories without the last basket of whoever has several. */
export function withoutLast(histories: Histories): Histories {
  function* lists(): Generator<number[][]> {
    for (let customer = 0; customer < countCustomers(histories); customer += 1) {
      const baskets = basketsOf(histories, customer);
      yield (baskets.length > 1 ? baskets.slice(0, -1) : baskets).map((basket) => [...basket]);
    }
  }
  return historiesOf(lists(), histories.products);
}
