import { Navigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useOwnPages } from "./own-pages.ts";

/** Where the console begins: the first page of the navigation that whoever is signed in may see. */
export function FirstPage(): ReactElement {
  const [first] = useOwnPages().pages;
  return <Navigate to={first?.to ?? "/start"} replace />;
}
