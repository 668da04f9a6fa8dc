import type { ReactElement } from "react";
import { DidLeaf, SequenceLeaf } from "./did-leaf.tsx";
import { BucketLeaf, KeyedLeaf, SchemeLeaf } from "./keyed-leaves.tsx";
import { BandLeaf, DimensionLeaf, RfmLeaf, ScoreLeaf, StageLeaf } from "./loyalty-leaves.tsx";
import { ConsentLeaf, NearLeaf, OccasionLeaf, PreferenceLeaf, TraitLeaf } from "./person-leaves.tsx";
import type { Place } from "./place.ts";
import type { LeafOperator } from "./shapes.ts";

const forms: Readonly<Record<LeafOperator, (props: { readonly at: Place }) => ReactElement>> = {
  trait: TraitLeaf,
  did: DidLeaf,
  sequence: SequenceLeaf,
  segment: ({ at }) => <KeyedLeaf at={at} operator="segment" />,
  list: ({ at }) => <KeyedLeaf at={at} operator="list" />,
  scheme: SchemeLeaf,
  bucket: BucketLeaf,
  consent: ConsentLeaf,
  preference: PreferenceLeaf,
  occasion: OccasionLeaf,
  near: NearLeaf,
  dimension: DimensionLeaf,
  band: BandLeaf,
  rfm: RfmLeaf,
  stage: StageLeaf,
  score: ScoreLeaf,
  regularStore: ({ at }) => <KeyedLeaf at={at} operator="regularStore" />,
  joinedStore: ({ at }) => <KeyedLeaf at={at} operator="joinedStore" />,
  catchment: ({ at }) => <KeyedLeaf at={at} operator="catchment" />,
};

/** One condition that holds no others, as a piece of the sentence. */
export function Leaf(props: { readonly at: Place; readonly operator: LeafOperator }): ReactElement {
  const Form = forms[props.operator];
  return <Form at={props.at} />;
}
