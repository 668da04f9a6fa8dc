import { expect, test } from "vitest";
import { press, reach, write } from "../../console/by-keyboard.ts";
import type { AtKeyboard } from "./at-keyboard.ts";

/** From an empty form to what a customer is shown. */
export function experienceJourney(at: () => AtKeyboard): void {
  test("an experience is kept as a draft, which nobody sees, then put live, and is what is served", async () => {
    const { page, server, open, heading } = at();
    const shown = async (): Promise<unknown> => {
      const answer = await server.post<Decided>("/api/decide", {
        identity: { anonymousId: "somebody-new" },
        placements: ["home-hero"],
      });
      return answer.placements["home-hero"].content.headline;
    };
    await open("/touchpoints");
    await press(page, page.getByRole("main").getByRole("link", { name: "Home page" }));
    await heading("Home page");
    const banner = page.getByRole("region", { name: "Banner of the home page" });
    await press(page, banner.getByRole("link", { name: "New experience" }));
    await heading("New experience");
    await write(page, page.getByLabel("Name", { exact: true }), "Lanterns are here");
    await write(page, page.getByLabel("headline (needed)"), "Lanterns for long evenings");
    await write(page, page.getByLabel("Priority"), "900");
    await press(page, page.getByRole("button", { name: "Keep as draft" }));
    await heading("Lanterns are here");
    expect(await shown()).toBe("Gifts for every day");

    await press(page, page.getByRole("button", { name: "Put live" }));
    await page.getByText("Lanterns are here is live.").waitFor();

    expect(await shown()).toBe("Lanterns for long evenings");
    await press(page, page.getByRole("link", { name: "Preview" }));
    await page
      .getByRole("region", { name: "What is seen" })
      .getByText("Lanterns for long evenings")
      .waitFor();
    await reach(page, page.getByRole("link", { name: "Touchpoints" }).first());
  });
}

interface Decided {
  readonly placements: { readonly "home-hero": { readonly content: { readonly headline: string } } };
}
