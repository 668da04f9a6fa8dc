import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import { saveFile } from "../parts/save-file.ts";

/** Everything that is live, as the file that `apply` takes. */
export function useExport(): UseMutationResult<void, Error, void> {
  return useMutation({
    mutationFn: async () => {
      const exported = await get("/api/definitions/export", {}, new AbortController().signal);
      saveFile("definitions.json", "application/json", [JSON.stringify(exported, null, 2)]);
    },
  });
}
