import type { ReactElement } from "react";
import { Answered } from "../parts/answered.tsx";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import { useOneProductReport } from "./product-numbers-queries.ts";
import { Meanings, NumberLink } from "./product-numbers-section.tsx";
import { spanOf } from "./product-span.ts";
import "./products.css";

const days = 30;

/** What becomes of one product, with whom each number is made of. */
export function NumbersOfProduct({ product }: { readonly product: string }): ReactElement {
  const formats = useFormats();
  const span = spanOf(days, formats.dayKey(useNow() || Date.now()));
  const report = useOneProductReport(product, span, true);
  return (
    <Section title={words.products.numbers} name="numbers">
      <p className="quiet">{words.products.numbersLead}</p>
      <Answered query={report} lines={3}>
        {(data) => {
          const [row] = data.items;
          if (row === undefined) return null;
          return (
            <>
              <dl className="pairs product-numbers">
                {data.metrics.map((metric) => (
                  <div key={metric.key} className="pair">
                    <dt className="quiet">{metric.name}</dt>
                    <dd className="pair-end tabular">
                      <NumberLink row={row} metric={metric} report={data} span={span} formats={formats} />
                    </dd>
                  </div>
                ))}
              </dl>
              <Meanings metrics={data.metrics} />
            </>
          );
        }}
      </Answered>
    </Section>
  );
}
