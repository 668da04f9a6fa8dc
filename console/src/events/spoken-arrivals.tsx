import { type ReactElement, useEffect, useRef, useState } from "react";
import { words } from "../words/words.ts";
import type { EventStream } from "./event-stream.ts";

const pauseMs = 10_000;

/** How many came in, said now and then: reading out each would never end. */
export function SpokenArrivals({ stream }: { readonly stream: EventStream }): ReactElement {
  const [sentence, setSentence] = useState("");
  const newest = stream.shown[0]?.id;
  const told = useRef(newest);
  const latest = useRef(stream.shown);
  useEffect(() => {
    latest.current = stream.shown;
  }, [stream.shown]);
  useEffect(() => {
    const telling = setInterval(() => {
      const known = latest.current.findIndex((event) => event.id === told.current);
      const count = known === -1 ? latest.current.length : known;
      told.current = latest.current[0]?.id;
      if (count > 0) setSentence(words.events.arrived(count));
    }, pauseMs);
    return () => clearInterval(telling);
  }, []);
  return (
    <p className="only-spoken" aria-live="polite">
      {sentence}
    </p>
  );
}
