import type { ProfileState } from "../profile/index.ts";

const begin = '"segments":{';

/**
 * What of a row's text is another when only its memberships are; `state` has those. The leaves, most of the text, stand first and stay as they are. Texts inside
 * hold their quotes escaped, so the name that comes once is that of the state.
 */
export function segmentsChange(
  text: string,
  state: ProfileState,
): { readonly from: string; readonly to: string } {
  const at = text.lastIndexOf(begin);
  const [first, second] = Object.keys(state);
  if (first !== "leaves" || second !== "segments" || text.indexOf(begin) !== at)
    return { from: text, to: JSON.stringify(state) };
  const { leaves: _stay, ...rest } = state;
  return { from: text.slice(at), to: JSON.stringify(rest).slice(1) };
}
