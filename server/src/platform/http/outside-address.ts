import { BlockList, isIP } from "node:net";

/** Addresses that lead into the operator's own network, or nowhere. */
const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 128],
  ["::1", 128],
  ["64:ff9b::", 96],
  ["100::", 64],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(net, bits, "ipv6");

export function isInside(address: string): boolean {
  return inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Why the program may not call this address; undefined when it may, as far as can be told without asking for the host's numbers. */
export function addressFault(text: string, privateHosts: ReadonlySet<string>): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return "The address is an https URL.";
  if (url.username !== "" || url.password !== "" || url.hash !== "")
    return "The address has no user, password or fragment.";
  if (privateHosts.has(url.hostname)) return undefined;
  if (url.protocol !== "https:")
    return "Only https is called, but for hosts that ATTUNE_PRIVATE_HOSTS names.";
  const number = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(number) !== 0 && isInside(number)
    ? "The address lies in a private network; ATTUNE_PRIVATE_HOSTS may allow it."
    : undefined;
}
