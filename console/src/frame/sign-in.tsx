import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, type ReactElement, useState } from "react";
import { tryKey } from "../api/client.ts";
import { ApiProblem, ServerGone } from "../api/problem.ts";
import { signIn, useSession } from "../api/session.ts";
import { usePageTitle } from "../parts/page.tsx";
import icon from "../theme/icon.svg";
import { words } from "../words/words.ts";
import "./sign-in.css";

/** Stands in place of every page until there is a key; the address stays, so that a deep link survives signing in. */
export function SignIn(): ReactElement {
  usePageTitle(words.signIn.title);
  const { signedOutBecause } = useSession();
  const [key, setKey] = useState("");
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFault(undefined);
    setBusy(true);
    const refused = await whyRefused(key.trim());
    setBusy(false);
    if (refused === undefined) signIn(key.trim());
    else setFault(refused);
  };

  return (
    <main className="sign-in">
      <form className="sign-in-form" onSubmit={(event) => void submit(event)} noValidate>
        <img src={icon} alt="" width={40} height={40} />
        <h1>{words.product}</h1>
        <p className="sign-in-lead">{words.signIn.lead}</p>
        {signedOutBecause === "refused" && (
          <p className="sign-in-ended" role="status">
            <strong>{words.signIn.endedTitle}.</strong> {words.signIn.ended}
          </p>
        )}
        {/* Password managers file a key under a name. */}
        <input hidden readOnly autoComplete="username" value={words.product} />
        <PasswordInput
          label={words.signIn.key}
          name="key"
          autoComplete="current-password"
          spellCheck={false}
          data-autofocus
          value={key}
          error={fault}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} fullWidth>
          {words.signIn.submit}
        </Button>
        <p className="sign-in-where">{words.signIn.where}</p>
        <p className="sign-in-where">{words.signIn.kept}</p>
      </form>
    </main>
  );
}

async function whyRefused(key: string): Promise<string | undefined> {
  if (key === "") return words.signIn.empty;
  try {
    await tryKey(key);
    return undefined;
  } catch (error) {
    if (error instanceof ServerGone) return words.signIn.gone;
    if (!(error instanceof ApiProblem)) return words.signIn.refused; // such as a key that no header can carry
    if (error.status === 401) return words.signIn.refused;
    if (error.status === 403) return words.signIn.publicKey;
    return words.signIn.odd(error.message);
  }
}
