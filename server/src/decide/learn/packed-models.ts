import type { BasketGraph } from "./basket-graph.ts";
import type { BasketModel } from "./next-basket.ts";
import type { NextModel } from "./next-in-session.ts";
import type { Unpacked } from "./pack.ts";
import type { Ranker } from "./ranker.ts";

export type Arrays = Readonly<Record<string, Int32Array | Float32Array | Float64Array>>;

export function packNext({ ground: { index, graph, lately }, ranker }: NextModel): Arrays {
  return {
    "next.items": index.items,
    "next.starts": index.starts,
    "next.visitOf": index.visitOf,
    "next.places": index.places,
    "next.placeStarts": index.placeStarts,
    "next.graph.starts": graph.starts,
    "next.graph.to": graph.to,
    "next.graph.after": graph.after,
    "next.graph.before": graph.before,
    "next.graph.seen": graph.seen,
    "next.lately": lately,
    ...packRanker("next", ranker),
  };
}

export function unpackNext(packed: Unpacked): NextModel {
  const [starts, placeStarts] = [packed.whole("next.starts"), packed.whole("next.placeStarts")];
  return {
    ground: {
      index: {
        products: placeStarts.length - 1,
        visits: starts.length - 1,
        items: packed.whole("next.items"),
        starts,
        visitOf: packed.whole("next.visitOf"),
        places: packed.whole("next.places"),
        placeStarts,
      },
      graph: {
        starts: packed.whole("next.graph.starts"),
        to: packed.whole("next.graph.to"),
        after: packed.small("next.graph.after"),
        before: packed.small("next.graph.before"),
        seen: packed.small("next.graph.seen"),
      },
      lately: packed.small("next.lately"),
    },
    ranker: unpackRanker("next", packed),
  };
}

export function packBasketGraph(graph: BasketGraph): Arrays {
  return {
    "basket.starts": graph.starts,
    "basket.to": graph.to,
    "basket.together": graph.together,
    "basket.next": graph.next,
    "basket.sold": graph.sold,
    "basket.followed": graph.followed,
    "basket.again": graph.again,
  };
}

export function unpackBasketGraph(packed: Unpacked): BasketGraph {
  return {
    starts: packed.whole("basket.starts"),
    to: packed.whole("basket.to"),
    together: packed.small("basket.together"),
    next: packed.small("basket.next"),
    sold: packed.small("basket.sold"),
    followed: packed.small("basket.followed"),
    again: packed.small("basket.again"),
  };
}

export function packBasket({ ground: { graph, lately, baskets }, ranker }: BasketModel): Arrays {
  return {
    ...packBasketGraph(graph),
    "basket.lately": lately,
    "basket.count": Int32Array.of(baskets),
    ...packRanker("basket", ranker),
  };
}

export function unpackBasket(packed: Unpacked): BasketModel {
  return {
    ground: {
      graph: unpackBasketGraph(packed),
      lately: packed.small("basket.lately"),
      baskets: packed.whole("basket.count")[0] ?? 0,
    },
    ranker: unpackRanker("basket", packed),
  };
}

function packRanker(name: string, { direct, inner, bias, outer }: Ranker): Arrays {
  return {
    [`${name}.direct`]: direct,
    [`${name}.inner`]: inner,
    [`${name}.bias`]: bias,
    [`${name}.outer`]: outer,
  };
}

function unpackRanker(name: string, packed: Unpacked): Ranker {
  const [direct, bias] = [packed.number(`${name}.direct`), packed.number(`${name}.bias`)];
  return {
    inputs: direct.length,
    hidden: bias.length,
    direct,
    inner: packed.number(`${name}.inner`),
    bias,
    outer: packed.number(`${name}.outer`),
  };
}
