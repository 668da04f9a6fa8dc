/** The empty route as a process of its own: `node serve-empty-route.ts ANSWER_BYTES`; tells its port. */
import { createServer } from "node:http";

const answer = JSON.stringify({ answer: "x".repeat(Math.max(0, Number(process.argv[2] ?? 0) - 13)) });
const headers = { "content-type": "application/json; charset=utf-8", "content-length": answer.length };
process.on("disconnect", () => process.exit());

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    response.writeHead(200, headers);
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address !== null ? address.port : 0);
});
