import { Button, PasswordInput } from "@mantine/core";
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { get, send } from "../api/client.ts";
import type { AnswerOf } from "../api/route-types.ts";
import { noteSignedOut, useMe } from "../api/session.ts";
import { Answered } from "../parts/answered.tsx";
import { sentenceOf } from "../parts/failed.tsx";
import { Moment } from "../parts/moment.tsx";
import { notify } from "../parts/notices.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { words } from "../words/words.ts";
import "../staff/staff.css";
import "../parts/data-table.css";
import "./me.css";

type OwnSession = AnswerOf<"GET", "/api/sessions">["items"][number];

function useSessions(): UseQueryResult<readonly OwnSession[], Error> {
  return useQuery({
    queryKey: ["sessions"],
    queryFn: async ({ signal }) => (await get("/api/sessions", {}, signal)).items,
  });
}

/** Where am I signed in, and how do I change my password? */
export function MePage(): ReactElement {
  const me = useMe();
  const sessions = useSessions();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => send("DELETE", "/api/sessions/{id}", { id }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const endAll = useMutation({
    mutationFn: () => send("DELETE", "/api/sessions", {}),
    onSuccess: () => noteSignedOut("asked"),
  });
  return (
    <Page
      title={me.kind === "key" ? words.session.secretKey : me.name}
      lead={<p>{me.role === null ? words.session.engineerByKey : words.session.roles[me.role]}</p>}
    >
      <Section
        title={words.me.sessions}
        aside={
          <Button variant="default" loading={endAll.isPending} onClick={() => endAll.mutate()}>
            {words.me.everywhere}
          </Button>
        }
      >
        <Answered query={sessions}>
          {(list) => (
            <ul className="me-sessions">
              {list.map((one) => (
                <li key={one.id}>
                  <span>
                    {one.device}
                    {one.current && <strong> {words.me.here}</strong>}
                    <span className="row-detail">
                      {words.me.used} <Moment at={one.seenAt} />
                    </span>
                  </span>
                  {!one.current && (
                    <button type="button" className="text-button" onClick={() => end.mutate(one.id)}>
                      {words.me.end}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Answered>
      </Section>
      {me.kind === "staff" && <OwnPassword />}
    </Page>
  );
}

function OwnPassword(): ReactElement {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => send("PUT", "/api/me/password", {}, { current, password }),
    onSuccess: () => {
      setCurrent("");
      setPassword("");
      notify(words.me.changed);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (current !== "" && password !== "") change.mutate();
  };
  return (
    <Section title={words.me.password}>
      <form className="staff-form me-password" onSubmit={submit} noValidate>
        <PasswordInput
          label={words.me.current}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.me.next}
          description={words.me.rule}
          autoComplete="new-password"
          value={password}
          error={change.isError ? sentenceOf(change.error) : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            {words.me.change}
          </Button>
        </div>
      </form>
    </Section>
  );
}
