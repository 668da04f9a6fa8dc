import { type RefObject, useEffect, useRef, useState } from "react";

/** Not in every browser, and not yet in TypeScript's library. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorMaker = new (options?: { readonly formats?: readonly string[] }) => Detector;

const lookAgainMs = 200;

export interface Scanner {
  /** Whether this browser can read codes with its camera. */
  readonly isThere: boolean;
  readonly state: "off" | "on" | "refused";
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Reads bar codes and QR codes with the camera until one is found. */
export function useScanner(onFound: (code: string) => void): Scanner {
  const [state, setState] = useState<Scanner["state"]>("off");
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onFound);
  useEffect(() => {
    found.current = onFound;
  });
  useEffect(() => {
    if (state !== "on") return undefined;
    const ended = new AbortController();
    scan(video, ended.signal).then(
      (code) => {
        if (code === undefined) return;
        setState("off");
        found.current(code);
      },
      () => setState("refused"),
    );
    return () => ended.abort();
  }, [state]);
  return {
    isThere: makerOf() !== undefined,
    state,
    video,
    start: () => setState("on"),
    stop: () => setState("off"),
  };
}

/** Resolves with undefined when it was ended before anything was found. */
async function scan(
  video: RefObject<HTMLVideoElement | null>,
  ended: AbortSignal,
): Promise<string | undefined> {
  const Maker = makerOf();
  if (Maker === undefined) throw new Error("This browser reads no codes.");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    const screen = video.current;
    if (screen === null) return undefined;
    screen.srcObject = stream;
    await screen.play();
    const detector = new Maker();
    while (!ended.aborted) {
      const [code] = await detector.detect(screen);
      if (code !== undefined) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

function makerOf(): DetectorMaker | undefined {
  return (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
}
