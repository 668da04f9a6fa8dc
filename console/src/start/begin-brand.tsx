import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactElement, useState } from "react";
import { useBrand } from "../frame/brand.ts";
import { Answered } from "../parts/answered.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { useFormats } from "../parts/formats-context.tsx";
import { notify } from "../parts/notices.tsx";
import { words } from "../words/words.ts";
import { type BrandToBegin, useBeginBrand, useBrandContents } from "./start-queries.ts";

/** Leaves the sample for an empty brand: what is left behind is told first, and the name is typed. */
export function BeginBrand(): ReactElement | null {
  const [isOpen, setOpen] = useState(false);
  const { data: brand } = useBrand();
  if (brand === undefined) return null;
  return (
    <>
      <Button variant="default" disabled={brand.sampleState === "loading"} onClick={() => setOpen(true)}>
        {words.start.begin}
      </Button>
      <Dialog
        opened={isOpen}
        label={words.start.begin}
        size={520}
        padding={24}
        centered
        onClose={() => setOpen(false)}
      >
        <h2 className="confirm-title">{words.start.begin}</h2>
        <Leaving />
        <BeginForm left={brand.name} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Leaving(): ReactElement {
  const formats = useFormats();
  const contents = useBrandContents(true);
  return (
    <Answered query={contents}>
      {({ customers, sales, products, stores, definitions, ownDefinitions }) => (
        <ul className="leaving">
          <li>
            {words.start.leaves(
              formats.number(customers),
              formats.number(sales),
              formats.number(products),
              formats.number(stores),
            )}
          </li>
          <li>
            {words.start.leavesDefinitions(
              formats.number(definitions),
              ownDefinitions,
              formats.number(ownDefinitions),
            )}
          </li>
          <li>{words.start.goesAlong}</li>
          <li>{words.start.meanwhile}</li>
          <li>{words.start.comesBack}</li>
        </ul>
      )}
    </Answered>
  );
}

const nothingTyped: BrandToBegin = {
  name: "",
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: "",
  confirm: "",
};

function BeginForm(props: { readonly left: string; readonly onDone: () => void }): ReactElement {
  const begin = useBeginBrand();
  const [typed, setTyped] = useState(nothingTyped);
  const isWhole =
    typed.name.trim() !== "" && /^[A-Z]{3}$/.test(typed.currency) && typed.confirm.trim() === props.left;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWhole) return;
    begin.mutate(typed, {
      onSuccess: ({ name }) => {
        notify(words.start.begun(name));
        props.onDone();
      },
    });
  };
  return (
    <form className="begin-form" onSubmit={submit}>
      <Fields left={props.left} typed={typed} onType={(more) => setTyped({ ...typed, ...more })} />
      {begin.isError && (
        <p role="alert" className="fault">
          {sentenceOf(begin.error)}
        </p>
      )}
      <div className="confirm-actions">
        <Button variant="default" onClick={props.onDone}>
          {words.cancel}
        </Button>
        <Button type="submit" disabled={!isWhole} loading={begin.isPending}>
          {words.start.beginAct}
        </Button>
      </div>
    </form>
  );
}

function Fields(props: {
  readonly left: string;
  readonly typed: BrandToBegin;
  readonly onType: (more: Partial<BrandToBegin>) => void;
}): ReactElement {
  const { typed, onType } = props;
  return (
    <>
      <TextInput
        label={words.start.brandName}
        value={typed.name}
        maxLength={100}
        data-autofocus
        onChange={(event) => onType({ name: event.currentTarget.value })}
      />
      <div className="begin-pair">
        <TextInput
          label={words.start.timeZone}
          value={typed.timeZone}
          onChange={(event) => onType({ timeZone: event.currentTarget.value })}
        />
        <TextInput
          label={words.start.currency}
          placeholder="EUR"
          maxLength={3}
          value={typed.currency}
          onChange={(event) => onType({ currency: event.currentTarget.value.toUpperCase() })}
        />
      </div>
      <TextInput
        label={words.start.typeName(props.left)}
        value={typed.confirm}
        autoComplete="off"
        onChange={(event) => onType({ confirm: event.currentTarget.value })}
      />
    </>
  );
}
