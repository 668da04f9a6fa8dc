import type { DecideAnswer } from "@attune/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { send } from "../api/client.ts";
import type { Profile } from "../api/forms.ts";
import { usePreviewed, useTouchpoints } from "../departments/department-queries.ts";
import {
  type MirroredChannel,
  mirrored,
  placesOf,
  type Shown,
  shownOf,
  signatureOf,
} from "./mirror-state.ts";

/** How old what the page shows may be when something happens elsewhere. */
const lookAgainMs = 500;

export type Step = "view" | "addToCart" | "buyInStore" | "openCase" | "solveCase" | "clickMail";

export interface ActedProduct {
  readonly key: string;
  readonly name?: string;
  readonly price?: number;
  readonly quantity?: number;
}

export interface Act {
  readonly step: Step;
  readonly products?: readonly ActedProduct[];
  readonly currency?: string;
  /** Of the case that is solved. */
  readonly id?: string;
}

export interface Moved {
  readonly step: Step;
  /** Undefined while it is under way. */
  readonly ms: number | undefined;
}

export interface Mirror {
  readonly shown: Readonly<Record<MirroredChannel, readonly Shown[]>>;
  readonly error: Error | null;
  readonly isReady: boolean;
  readonly moved: Moved | undefined;
  readonly fault: unknown;
  readonly act: (act: Act) => void;
}

/** All channels of one customer: asked again twice a second, and at once after an act. */
export function useMirror(profile: Profile): Mirror {
  const touchpoints = useTouchpoints();
  const places = Object.fromEntries(
    mirrored.map((channel) => [
      channel,
      touchpoints.data === undefined ? [] : placesOf(touchpoints.data, channel),
    ]),
  ) as Record<MirroredChannel, ReturnType<typeof placesOf>>; // one entry for each channel
  const keys = mirrored.flatMap((channel) => places[channel].map(({ key }) => key));
  const decided = usePreviewed(keys, profile.id, lookAgainMs);
  useFollow(decided.data);
  const acting = useActs(profile.id, decided);
  return {
    shown: Object.fromEntries(
      mirrored.map((channel) => [channel, shownOf(places[channel], decided.data)]),
    ) as Mirror["shown"], // as above
    error: touchpoints.error ?? decided.error,
    isReady: touchpoints.data !== undefined && (decided.data !== undefined || keys.length === 0),
    ...acting,
  };
}

/** When a decision has changed, so has what it rests on. */
function useFollow(decided: DecideAnswer | undefined): void {
  const client = useQueryClient();
  const signature = decided === undefined ? "" : signatureOf(whatShows(decided));
  const last = useRef(signature);
  useEffect(() => {
    if (last.current === signature) return;
    last.current = signature;
    void client.invalidateQueries({ queryKey: ["profile"] });
  }, [signature, client]);
}

function useActs(
  profileId: string,
  decided: { readonly refetch: () => Promise<unknown> },
): Pick<Mirror, "moved" | "fault" | "act"> {
  const [moved, setMoved] = useState<Moved>();
  const [fault, setFault] = useState<unknown>();
  const client = useQueryClient();
  const run = useEffectEvent(async (act: Act) => {
    const startedAt = performance.now();
    setFault(undefined);
    setMoved({ step: act.step, ms: undefined });
    try {
      await send("POST", "/api/rehearsals", {}, { profile: profileId, ...act });
      await decided.refetch();
      await client.invalidateQueries({ queryKey: ["profile"] });
      setMoved({ step: act.step, ms: performance.now() - startedAt });
    } catch (error) {
      setMoved(undefined);
      setFault(error);
    }
  });
  const [asked, setAsked] = useState<Act>();
  useEffect(() => {
    if (asked !== undefined) void run(asked);
  }, [asked]);
  return { moved, fault, act: (act) => setAsked({ ...act }) };
}

/** Ages count on by themselves and are no change. */
function whatShows(decided: DecideAnswer | undefined): unknown {
  return {
    placements: decided?.placements,
    resume: decided?.resume?.map(({ ageSeconds: _, ...entry }) => entry),
  };
}
