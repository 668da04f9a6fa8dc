import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { chooseLocale, createFormats, type Formats } from "../format/formats.ts";
import { words } from "../words/words.ts";

const FormatsContext = createContext<Formats>(createFormats("en-GB", "UTC"));
const NowContext = createContext<number>(0);
const tickMs = 20_000;

export function FormatsProvider(props: {
  readonly timeZone: string;
  readonly children: ReactNode;
}): ReactElement {
  const formats = useMemo(
    () => createFormats(chooseLocale(navigator.languages, words.language), props.timeZone),
    [props.timeZone],
  );
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(ticking);
  }, []);
  return (
    <FormatsContext value={formats}>
      <NowContext value={now}>{props.children}</NowContext>
    </FormatsContext>
  );
}

export function useFormats(): Formats {
  return useContext(FormatsContext);
}

/** Epoch milliseconds, fresh enough for "5 min. ago". */
export function useNow(): number {
  return useContext(NowContext);
}
