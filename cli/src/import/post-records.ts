import { type ImportAnswer, type ImportKind, importAnswerSchema } from "@attune/contract";
import { type ServerDoor, ServerFault } from "../server-door.ts";

/** What createSendRecords sends with: `POST /api/import/{kind}`. */
export function postRecords(door: ServerDoor, kind: ImportKind): (body: string) => Promise<ImportAnswer> {
  return async (body) => readAnswer(await door.call("POST", `/api/import/${kind}`, body));
}

function readAnswer(answer: unknown): ImportAnswer {
  const read = importAnswerSchema.safeParse(answer);
  if (!read.success) {
    throw new ServerFault(
      "The import door answers in another form. Do the tool and the server have one version?",
    );
  }
  return read.data;
}
