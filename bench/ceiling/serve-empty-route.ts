/** The empty route as a process of its own: `node serve-empty-route.ts ANSWER_BYTES`; tells its port. */
import { emptyApp } from "../../server/src/platform/testing/empty-app.ts";

const answer = JSON.stringify({ answer: "x".repeat(Math.max(0, Number(process.argv[2] ?? 0) - 13)) });
process.on("disconnect", () => process.exit());

const address = await emptyApp("/api/decide", answer).listen({ port: 0, host: "127.0.0.1" });
process.send?.(Number(new URL(address).port));
