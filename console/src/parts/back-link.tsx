import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Icon } from "./icon.tsx";

export function BackLink(props: { readonly to: LinkProps["to"]; readonly label: string }): ReactElement {
  return (
    <Link {...(props.to === undefined ? {} : { to: props.to })} className="back-link">
      <Icon name="back" size={16} />
      {props.label}
    </Link>
  );
}
