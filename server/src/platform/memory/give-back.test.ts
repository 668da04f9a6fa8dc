import { expect, test } from "vitest";
import { watchRest } from "./give-back.ts";

const mebibyte = 1024 * 1024;

/** `share`: how busy the thread is; `grow` takes memory. */
function aThread(takenMb: number) {
  const thread = { share: 0, takenMb, cleared: 0 };
  const look = watchRest({
    busy: () => thread.share,
    taken: () => thread.takenMb * mebibyte,
    clear: () => {
      thread.cleared += 1;
      thread.takenMb = 100;
    },
  });
  const looks = (times: number): void => {
    for (let time = 0; time < times; time += 1) look();
  };
  return { thread, looks };
}

test("a program that has come to rest gives back once what a busy hour has left behind", () => {
  const { thread, looks } = aThread(900);
  thread.share = 0.4;
  looks(10);
  expect(thread.cleared).toBe(0);

  thread.share = 0.001;
  looks(3);
  expect(thread.cleared).toBe(0);
  looks(1);
  expect(thread).toMatchObject({ cleared: 1, takenMb: 100 });
  looks(100);
  expect(thread.cleared).toBe(1);
});

test("while customers come one now and then nobody waits for it again until much has gathered", () => {
  const { thread, looks } = aThread(900);
  looks(4);
  thread.takenMb = 120;
  looks(50);
  expect(thread.cleared).toBe(1);

  thread.takenMb = 140;
  thread.share = 0.5;
  looks(1);
  thread.share = 0;
  looks(3);
  expect(thread.cleared).toBe(1);
  looks(1);
  expect(thread.cleared).toBe(2);
});
