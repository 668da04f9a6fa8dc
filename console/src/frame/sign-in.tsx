import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, type ReactElement, type ReactNode, useState } from "react";
import { useServerGone } from "../api/connection.ts";
import { ApiProblem, ServerGone } from "../api/problem.ts";
import { useSession } from "../api/session.ts";
import { type Credentials, signIn } from "../api/sign-in.ts";
import { usePageTitle } from "../parts/page.tsx";
import icon from "../theme/icon.svg";
import { words } from "../words/words.ts";
import "./sign-in.css";

/** Stands in place of every page until somebody is signed in; the address stays, so that a deep link survives signing in. */
export function SignIn(): ReactElement {
  usePageTitle(words.signIn.title);
  const session = useSession();
  const [withKey, setWithKey] = useState(false);
  return (
    <SignInFrame>
      {session.state === "out" && session.because === "ended" && (
        <p className="sign-in-ended" role="status">
          <strong>{words.signIn.endedTitle}.</strong> {words.signIn.ended}
        </p>
      )}
      {withKey ? <KeyForm /> : <PasswordForm />}
      <button type="button" className="sign-in-other" onClick={() => setWithKey(!withKey)}>
        {withKey ? words.signIn.withPassword : words.signIn.withKey}
      </button>
    </SignInFrame>
  );
}

/** Before it is known who is signed in: nothing, or that nobody answers. */
export function Asking(): ReactElement {
  const gone = useServerGone();
  return (
    <main className="sign-in" role="status">
      {gone && <p>{words.failed.gone}</p>}
    </main>
  );
}

export function SignInFrame({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <main className="sign-in">
      <div className="sign-in-form">
        <img src={icon} alt="" width={40} height={40} />
        <h1>{words.product}</h1>
        <p className="sign-in-lead">{words.signIn.lead}</p>
        {children}
      </div>
    </main>
  );
}

function PasswordForm(): ReactElement {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const { fault, busy, enter } = useEntering(() => words.signIn.wrong);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(true);
    if (login.trim() !== "" && password !== "") void enter({ login: login.trim(), password });
  };
  return (
    <form className="sign-in-fields" onSubmit={submit} noValidate>
      <TextInput
        label={words.signIn.login}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        value={login}
        error={missing && login.trim() === "" && words.signIn.emptyLogin}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.signIn.password}
        name="password"
        autoComplete="current-password"
        value={password}
        error={missing && password === "" ? words.signIn.emptyPassword : fault}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} fullWidth>
        {words.signIn.submit}
      </Button>
      <p className="sign-in-where">{words.signIn.forgotten}</p>
    </form>
  );
}

/** For engineers: whoever holds the key may do everything anyway. */
function KeyForm(): ReactElement {
  const [key, setKey] = useState("");
  const [missing, setMissing] = useState(false);
  const { fault, busy, enter } = useEntering(({ status }) =>
    status === 403 ? words.signIn.publicKey : words.signIn.refused,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(true);
    if (key.trim() !== "") void enter({ key: key.trim() });
  };
  return (
    <form className="sign-in-fields" onSubmit={submit} noValidate>
      {/* Password managers file a key under a name. */}
      <input hidden readOnly autoComplete="username" value={words.product} />
      <PasswordInput
        label={words.signIn.key}
        name="key"
        autoComplete="current-password"
        spellCheck={false}
        data-autofocus
        value={key}
        error={missing && key.trim() === "" ? words.signIn.empty : fault}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} fullWidth>
        {words.signIn.submit}
      </Button>
      <p className="sign-in-where">{words.signIn.where}</p>
      <p className="sign-in-where">{words.signIn.kept}</p>
    </form>
  );
}

/** `refusedAs`: in words, what a refusal of 401 or 403 means here. */
export function useEntering(refusedAs: (problem: ApiProblem) => string): {
  readonly fault: string | undefined;
  readonly busy: boolean;
  readonly enter: (credentials: Credentials) => Promise<boolean>;
} {
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const enter = async (credentials: Credentials): Promise<boolean> => {
    setFault(undefined);
    setBusy(true);
    try {
      await signIn(credentials);
      return true;
    } catch (error) {
      setFault(sentenceOf(error, refusedAs));
      setBusy(false);
      return false;
    }
  };
  return { fault, busy, enter };
}

function sentenceOf(error: unknown, refusedAs: (problem: ApiProblem) => string): string {
  if (error instanceof ServerGone) return words.signIn.gone;
  if (!(error instanceof ApiProblem)) return words.signIn.odd(String(error));
  return [401, 403].includes(error.status) ? refusedAs(error) : words.signIn.odd(error.message);
}
