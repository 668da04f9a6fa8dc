import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { BackLink } from "../parts/back-link.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import "./decisions.css";

const idForm = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Why was a customer shown that? By the id that every answer carries. */
export function FindDecisionPage(): ReactElement {
  const [id, setId] = useState("");
  const [isTried, setTried] = useState(false);
  const navigate = useNavigate();
  const isId = idForm.test(id.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isId) void navigate({ to: "/decisions/$id", params: { id: id.trim().toLowerCase() } });
  };
  return (
    <Page
      title={words.decision.findTitle}
      lead={<p>{words.decision.findLead}</p>}
      before={<BackLink to="/touchpoints" label={words.touchpoints.title} />}
    >
      <form className="narrow-form" onSubmit={submit} noValidate>
        <TextInput
          label={words.decision.id}
          placeholder="902d5913-b416-8ea3-9931-8c59a3db4ebf"
          autoComplete="off"
          spellCheck={false}
          value={id}
          error={isTried && !isId ? words.decision.idForm : undefined}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <div>
          <Button type="submit">{words.decision.find}</Button>
        </div>
      </form>
    </Page>
  );
}
