import { type ReactElement, useState } from "react";
import { useBrand } from "../frame/brand.ts";
import { Confirm } from "../parts/confirm.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { words } from "../words/words.ts";
import { type NamedBrand, useBrandContents, useServeBrand } from "./start-queries.ts";

/** Brands that lie beside this one: the way back. */
export function OtherBrands(): ReactElement | null {
  const { data: brand } = useBrand();
  const { data } = useBrandContents(true);
  if (brand === undefined || data === undefined || data.others.length === 0) return null;
  return (
    <ul className="other-brands" aria-label={words.start.others}>
      {data.others.map((other) => (
        <li key={other.key}>
          {words.start.beside(other.name)} <Turn to={other} from={brand.name} />
        </li>
      ))}
    </ul>
  );
}

function Turn({ to, from }: { readonly to: NamedBrand; readonly from: string }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const serve = useServeBrand();
  return (
    <>
      <button type="button" className="text-button" onClick={() => setAsked(true)}>
        {words.start.turn(to.name)}
      </button>
      {serve.isError && (
        <p role="alert" className="fault">
          {sentenceOf(serve.error)}
        </p>
      )}
      <Confirm
        opened={isAsked}
        title={words.start.turn(to.name)}
        text={words.start.turnText(from)}
        act={words.start.turn(to.name)}
        busy={serve.isPending}
        onAct={() =>
          serve.mutate(to.key, {
            onSuccess: ({ name }) => {
              notify(words.start.begun(name));
              setAsked(false);
            },
          })
        }
        onClose={() => setAsked(false)}
      />
    </>
  );
}
