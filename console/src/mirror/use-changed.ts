import { useEffect, useRef, useState } from "react";

const shownMs = 1_600;

/** True for a moment after what is shown has become another; not when it first came. */
export function useChanged(signature: string): boolean {
  const last = useRef<string>(undefined);
  const [isChanged, setChanged] = useState(false);
  useEffect(() => {
    const isFirst = last.current === undefined;
    const isSame = last.current === signature;
    last.current = signature;
    if (isFirst || isSame) return undefined;
    setChanged(true);
    const timer = setTimeout(() => setChanged(false), shownMs);
    return () => clearTimeout(timer);
  }, [signature]);
  return isChanged;
}
