import type { ReactElement } from "react";

/** Drawn on a 20 by 20 grid, strokes only, in the colour of the text around them. */
const paths = {
  customers:
    "M10 10a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM3.75 17c.4-3.2 2.900-5 6.250-5s5.850 1.800 6.250 5",
  segments:
    "M10 3.500v6.500l5.600 3.250A6.500 6.500 0 1 1 10 3.500ZM12.750 3.200a6.500 6.500 0 0 1 4.050 6.300l-4.050-1.400Z",
  events: "M2.500 10.500h3.250l2.250-6 4 11 2.250-5h3.250",
  quarantine:
    "M10 2.750l6 2.250v4.500c0 3.600-2.400 6.250-6 7.750-3.600-1.500-6-4.150-6-7.750V5ZM10 7v3.500M10 13.200v.1",
  search: "M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11ZM13 13l4 4",
  person: "M10 9.750a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.750c.5-3 2.800-4.750 6-4.750s5.500 1.750 6 4.750",
  page: "M5.500 3h6l3.500 3.500V17h-9.500ZM11.500 3v3.500H15",
  plus: "M10 4v12M4 10h12",
  back: "M12 4.500 6.500 10l5.500 5.500",
  down: "M4.500 7.500 10 13l5.500-5.500",
  pause: "M7 4.500v11M13 4.500v11",
  play: "M6.500 4v12l9-6Z",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  warning: "M10 3.250 17.250 16H2.750ZM10 8.250v3.500M10 13.900v.1",
  web: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c4.500 4.500 4.500 9.500 0 14-4.500-4.500-4.500-9.500 0-14Z",
  app: "M6.500 2.750h7v14.500h-7ZM9.250 14.750h1.500",
  store:
    "M3.500 8.500 4.750 3.500h10.500l1.250 5M4.500 8.500v8h11v-8M3.500 8.500h13M8.500 16.500v-4.500h3v4.500",
  marketplace: "M4 6.500h12l-.9 10H4.900ZM7.250 8.500v-2.500a2.750 2.750 0 0 1 5.500 0v2.500",
  phone:
    "M5 3.500h2.500l1.250 3.500-1.750 1.250a9 9 0 0 0 4.750 4.750L13 11.250l3.500 1.250V15c0 1-.75 1.500-1.500 1.500C9 16.500 3.500 11 3.500 5c0-.75.5-1.500 1.500-1.500Z",
  social: "M4 4.500h12v8.500H9.500L6 16v-3H4Z",
  service:
    "M4 11.500V10a6 6 0 0 1 12 0v1.500M4 11.500h2v3.500H4.500a.5.5 0 0 1-.5-.5ZM16 11.500h-2v3.500h1.500a.5.5 0 0 0 .5-.5ZM15 15c-.5 1.500-2 2-4 2",
  email: "M3 5h14v10.500H3ZM3 5.500l7 5.500 7-5.500",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2.5 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}

export function channelIcon(channel: string): IconName {
  return Object.hasOwn(paths, channel) ? (channel as IconName) : "page"; // just seen to be one of the names
}
