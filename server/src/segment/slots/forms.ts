import type { Calendar } from "../../kernel/calendar.ts";
import { windowOf } from "../window.ts";
import { countForm } from "./count.ts";
import { entriesForm } from "./entries.ts";
import { newestForm } from "./newest.ts";
import type { SlotNeed } from "./slot.ts";
import type { SlotForm } from "./slot-form.ts";
import { sumForm } from "./sum.ts";

export function slotForm(need: SlotNeed, calendar: Calendar): SlotForm {
  switch (need.kind) {
    case "count":
      return countForm;
    case "newest":
      return newestForm(need);
    case "sum":
      return sumForm(need);
    case "entries":
      return entriesForm(need, windowOf(need.within, calendar));
  }
}
