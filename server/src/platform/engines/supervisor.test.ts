import { expect, test, vi } from "vitest";
import type { EngineChange } from "./engine-types.ts";
import { type EngineRecipe, type RunningEngine, supervise } from "./supervisor.ts";
import type { EngineExit } from "./watchdog.ts";

/** An engine of nothing, whose starts and deaths the test decides. */
function puppet(): {
  recipe: EngineRecipe;
  starts: () => number;
  die: () => void;
  failFrom: (start: number) => void;
} {
  let starts = 0;
  let failing = Number.POSITIVE_INFINITY;
  let end: (exit: EngineExit) => void = () => undefined;
  const start = (): Promise<RunningEngine> => {
    starts += 1;
    if (starts >= failing) return Promise.reject(new Error("no room on the disk"));
    const exited = new Promise<EngineExit>((resolve) => {
      end = resolve;
    });
    return Promise.resolve({
      pid: starts,
      exited,
      stop: () => Promise.resolve(end({ code: 0, signal: null })),
    });
  };
  return {
    recipe: { name: "postgres", start },
    starts: () => starts,
    die: () => end({ code: null, signal: "SIGKILL" }),
    failFrom: (at) => {
      failing = at;
    },
  };
}

function listening(): { changes: EngineChange[]; ports: Parameters<typeof supervise>[1] } {
  const changes: EngineChange[] = [];
  return {
    changes,
    ports: { now: () => Date.now(), log: () => undefined, tell: (change) => changes.push(change) },
  };
}

test("a death is told, and so is the return", async () => {
  const engine = puppet();
  const { changes, ports } = listening();
  const kept = await supervise(engine.recipe, ports);
  expect(kept.status).toEqual({ state: "up", pid: 1, deaths: 0 });

  engine.die();
  await vi.waitFor(() => expect(changes).toHaveLength(2));

  expect(changes.map(({ state }) => state)).toEqual(["down", "up"]);
  expect(changes[0]?.reason).toBe("ended by SIGKILL");
  expect(kept.status).toEqual({ state: "up", pid: 2, deaths: 1 });
  await kept.stop();
  expect(kept.status.state).toBe("down");
});

test("an engine that cannot start is told as a loop, waits, and a stop ends the waiting", async () => {
  const engine = puppet();
  const { changes, ports } = listening();
  const kept = await supervise(engine.recipe, ports);

  engine.failFrom(2);
  engine.die();
  await vi.waitFor(() => expect(kept.status.state).toBe("crash-loop"));
  await kept.stop();

  expect(changes.at(-1)?.reason).toBe("could not start: no room on the disk");
  // Five at once and none in the pause.
  expect(engine.starts()).toBe(6);
});

test("the failure of the first start is the caller's", async () => {
  const engine = puppet();
  engine.failFrom(1);

  await expect(supervise(engine.recipe, listening().ports)).rejects.toThrow("no room on the disk");
});

test("a stop is not taken for a death", async () => {
  const engine = puppet();
  const { changes, ports } = listening();
  const kept = await supervise(engine.recipe, ports);

  await kept.stop();

  expect(changes).toEqual([]);
  expect(engine.starts()).toBe(1);
});
