import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Icon } from "../parts/icon.tsx";

export function BackToSegment(props: { readonly segmentKey: string; readonly name: string }): ReactElement {
  return (
    <Link to="/segments/$key" params={{ key: props.segmentKey }} className="back-link">
      <Icon name="back" size={16} />
      <bdi>{props.name}</bdi>
    </Link>
  );
}
