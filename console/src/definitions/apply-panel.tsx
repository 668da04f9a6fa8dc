import type { DefinitionFile, Plan } from "@attune/contract";
import { Button } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { sentenceOf } from "../parts/failed.tsx";
import { notify } from "../parts/notices.tsx";
import { Section } from "../parts/section.tsx";
import { wordFor, words } from "../words/words.ts";
import { useApply } from "./definition-queries.ts";
import "./definitions.css";

/** A file of definitions: first what it would change, then the change, all or nothing. */
export function ApplyPanel(): ReactElement {
  const [definitions, setDefinitions] = useState<readonly DefinitionFile[]>();
  const [isWrong, setWrong] = useState(false);
  const plan = useApply();
  const apply = useApply();
  const read = async (file: File | undefined): Promise<void> => {
    apply.reset();
    plan.reset();
    setDefinitions(undefined);
    setWrong(false);
    if (file === undefined) return;
    const found = definitionsIn(await file.text());
    if (found === undefined) return setWrong(true);
    setDefinitions(found);
    plan.mutate({ definitions: found, dryRun: true });
  };
  const error = apply.error ?? plan.error;
  return (
    <Section title={words.definitions.importTitle} name="apply">
      <label className="file-field">
        {words.definitions.file}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
      {isWrong && (
        <p role="alert" className="fault">
          {words.definitions.noFile}
        </p>
      )}
      {error !== null && (
        <p role="alert" className="fault">
          {sentenceOf(error)}
        </p>
      )}
      {plan.data !== undefined && apply.data === undefined && definitions !== undefined && (
        <>
          <PlanView plan={plan.data} />
          <Button
            loading={apply.isPending}
            disabled={plan.data.steps.every(({ action }) => action === "unchanged")}
            onClick={() =>
              apply.mutate(
                { definitions, dryRun: false },
                { onSuccess: () => notify(words.definitions.applied) },
              )
            }
          >
            {words.definitions.apply}
          </Button>
        </>
      )}
      {apply.data !== undefined && <PlanView plan={apply.data} />}
    </Section>
  );
}

function PlanView({ plan }: { readonly plan: Plan }): ReactElement {
  const moving = plan.steps.filter(({ action }) => action !== "unchanged");
  return (
    <div role="status">
      <p>{words.definitions.planned(moving.length, plan.steps.length - moving.length)}</p>
      <ul className="plan">
        {moving.map(({ kind, key, action, changes }) => (
          <li key={`${kind}/${key}`}>
            {words.definitions.actions[action]}: {wordFor(words.definitions.kinds, kind)} <code>{key}</code>
            {changes.length > 0 && <span className="row-detail">{changes.join(", ")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function definitionsIn(text: string): readonly DefinitionFile[] | undefined {
  try {
    const file: unknown = JSON.parse(text);
    const list = Array.isArray(file)
      ? file
      : (file as { readonly definitions?: unknown } | null)?.definitions;
    return Array.isArray(list) ? (list as readonly DefinitionFile[]) : undefined; // the server judges each
  } catch {
    return undefined;
  }
}
