/**
 * `node scripts/make-tour.ts`: the pictures of the README's tour, from the running product. Starts it with the sample brand in a folder of
 * its own (half a minute and more), walks the tour in Chromium and writes docs/tour/*.jpg.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "../tests/harness/open-browser.ts";
import { startServer } from "../tests/harness/start-server.ts";
import { waitUntil } from "../tests/harness/wait-until.ts";
import { root } from "./source-files.ts";
import { beginTour, findTourCustomer, mostBytes, pictureOf, takeStep, tour } from "./tour.ts";

const qualities = [82, 70, 58, 46];

async function makeTour(): Promise<void> {
  const server = await startServer({ engines: "own", sample: "on", ...kept() });
  const browser = await openBrowser();
  try {
    const loaded = (): true | undefined => server.output().includes("Three things to try") || undefined;
    await waitUntil("the sample to be loaded", loaded, 600_000, 500);
    const isFilled = async (): Promise<true | undefined> =>
      (await server.get<{ progress: number }>("/api/segments/regulars")).progress === 1 || undefined;
    await waitUntil("its segments to be filled", isFilled, 300_000, 500);
    const customer = await findTourCustomer(server.get);
    const context = await browser.newContext({
      locale: "en-GB",
      colorScheme: "light",
      reducedMotion: "reduce",
      deviceScaleFactor: 1.25,
    });
    const tourist = { page: await context.newPage(), url: server.url, secretKey: server.adminKey };
    await beginTour(tourist);
    mkdirSync(join(root, "docs/tour"), { recursive: true });
    for (const step of tour) {
      await takeStep(tourist, step, customer).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
      });
      await tourist.page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined); // pages that ask on never are
      const picture = await smallPicture((quality) => tourist.page.screenshot({ type: "jpeg", quality }));
      writeFileSync(join(root, pictureOf(step)), picture);
      process.stdout.write(`${pictureOf(step)}  ${Math.ceil(picture.length / 1_000)} kB\n`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The best that is small enough. */
async function smallPicture(take: (quality: number) => Promise<Buffer>): Promise<Buffer> {
  for (const quality of qualities) {
    const picture = await take(quality);
    if (picture.length <= mostBytes) return picture;
  }
  throw new Error(`A picture has more than ${mostBytes} bytes even at quality ${qualities.at(-1)}.`);
}

/** `--data FOLDER`: a data folder to keep and to use again, where the sample is loaded already. */
function kept(): { readonly dataFolder?: string } {
  const at = process.argv.indexOf("--data");
  const dataFolder = at < 0 ? undefined : process.argv[at + 1];
  return dataFolder === undefined ? {} : { dataFolder };
}

await makeTour();
