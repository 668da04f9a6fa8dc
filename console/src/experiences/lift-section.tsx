import type { CurrencyLift, LiftComparison, LiftReport } from "@attune/contract";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { get } from "../api/client.ts";
import { useFormats } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";

function useLift(key: string): UseQueryResult<LiftReport, Error> {
  return useQuery({
    queryKey: ["lift", key],
    queryFn: ({ signal }) => get("/api/reports/lift/experiences/{key}", { key }, signal),
    staleTime: 60_000,
  });
}

/** What it adds, against those who are held out; nothing where nobody is. */
export function LiftSection({ experienceKey }: { readonly experienceKey: string }): ReactElement | null {
  const { data } = useLift(experienceKey);
  const [narrowest] = data?.comparisons ?? [];
  if (narrowest === undefined) return null;
  return (
    <Section title={words.experience.lift.title}>
      {narrowest.currencies.length === 0 ? (
        <p className="quiet">{words.experience.lift.nothing}</p>
      ) : (
        narrowest.currencies.map((lift) => <Lift key={lift.currency} lift={lift} comparison={narrowest} />)
      )}
    </Section>
  );
}

function Lift(props: { readonly lift: CurrencyLift; readonly comparison: LiftComparison }): ReactElement {
  const { lift, comparison } = props;
  const formats = useFormats();
  const said = words.experience.lift;
  const money = (minor: number): string => formats.money(minor, lift.currency);
  const { differenceMinor: difference } = lift;
  return (
    <>
      <p>
        <strong>{said.verdicts[lift.verdict]}</strong>{" "}
        {difference !== null &&
          said.difference(money(difference.value), money(difference.from), money(difference.until))}
        {lift.because !== null && said.because[lift.because]}
      </p>
      <p className="quiet">
        {said.compared(
          formats.number(comparison.customers.complement),
          formats.number(comparison.customers.heldOut),
        )}
      </p>
    </>
  );
}
