const parameter = "attune";

/** The recognition token that a link or a code brought along. It leaves the address, which is told, copied and passed on. */
export function takeToken(): string | undefined {
  const address = new URL(location.href);
  const token = address.searchParams.get(parameter);
  if (token === null) return undefined;
  address.searchParams.delete(parameter);
  history.replaceState(history.state, "", address);
  return token;
}
