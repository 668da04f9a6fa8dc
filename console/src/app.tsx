import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactElement, useEffect } from "react";
import { watchConnection } from "./api/connection.ts";
import { useSession } from "./api/session.ts";
import { useBrand } from "./frame/brand.ts";
import { Join } from "./frame/join.tsx";
import { Asking, SignIn } from "./frame/sign-in.tsx";
import { FormatsProvider } from "./parts/formats-context.tsx";
import { Routes } from "./router.tsx";
import { theme } from "./theme/theme.ts";

const queryClient = new QueryClient({
  defaultOptions: {
    // A refusal stays one; a silent server is asked again by connection.ts, which then wakes every query.
    queries: { retry: false, staleTime: 2_000, networkMode: "always", refetchOnReconnect: false },
    mutations: { networkMode: "always" },
  },
});
watchConnection(() => void queryClient.invalidateQueries());

/** Sign-in, or the console. */
export function App(): ReactElement {
  return (
    // Mantine's own style elements are off: mantine.css says the same in a file, which the content security policy allows.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <SignedInOrNot />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function SignedInOrNot(): ReactElement {
  const { state } = useSession();
  useEffect(() => {
    if (state === "out") queryClient.clear();
  }, [state]);
  if (window.location.pathname === "/join") return <Join />;
  if (state === "asking") return <Asking />;
  return state === "out" ? <SignIn /> : <Console />;
}

function Console(): ReactElement {
  const { data: brand } = useBrand();
  return (
    <FormatsProvider timeZone={brand?.timeZone ?? "UTC"}>
      <Routes />
    </FormatsProvider>
  );
}
