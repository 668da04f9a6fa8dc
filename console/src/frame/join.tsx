import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, type ReactElement, useState } from "react";
import { usePageTitle } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { SignInFrame, useEntering } from "./sign-in.tsx";

/** Where the link of an invitation leads: who follows it chooses a password, once. The part after # never leaves the browser but in this form. */
export function Join(): ReactElement {
  usePageTitle(words.join.title);
  const invitation = window.location.hash.slice(1);
  const [password, setPassword] = useState("");
  const { fault, busy, enter } = useEntering(() => words.join.over);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (password === "") return;
    // Anew, so that the link is in no memory of this page.
    if (await enter({ invitation, password })) window.location.replace("/");
  };
  return (
    <SignInFrame>
      <h2 className="confirm-title">{words.join.title}</h2>
      {invitation === "" ? (
        <p role="alert">{words.join.cut}</p>
      ) : (
        <form className="sign-in-fields" onSubmit={(event) => void submit(event)} noValidate>
          <PasswordInput
            label={words.join.password}
            description={words.me.rule}
            name="password"
            autoComplete="new-password"
            data-autofocus
            value={password}
            error={fault}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy} fullWidth>
            {words.join.submit}
          </Button>
        </form>
      )}
    </SignInFrame>
  );
}
