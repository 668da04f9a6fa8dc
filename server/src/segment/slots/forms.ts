import type { Calendar } from "../../kernel/calendar.ts";
import { keysReader } from "../event-match.ts";
import { windowOf } from "../window.ts";
import { countForm } from "./count.ts";
import { earliestForm } from "./earliest.ts";
import { entriesForm } from "./entries.ts";
import { extremeForm } from "./extreme.ts";
import { keysForm } from "./keys.ts";
import { logForm } from "./log.ts";
import { meansForm } from "./means.ts";
import { newestForm } from "./newest.ts";
import { oldestForm } from "./oldest.ts";
import { periodsForm } from "./periods.ts";
import { runsForm } from "./runs.ts";
import type { SlotDefinition } from "./slot.ts";
import type { SlotForm } from "./slot-form.ts";
import { sumForm } from "./sum.ts";
import { tallyForm } from "./tally.ts";
import { yearsForm } from "./years.ts";

export function slotForm({ need, where }: SlotDefinition, calendar: Calendar): SlotForm {
  switch (need.kind) {
    case "count":
      return countForm;
    case "newest":
      return newestForm(need);
    case "oldest":
      return oldestForm;
    case "sum":
      return sumForm(need);
    case "entries":
      return entriesForm(need, windowOf(need.within, calendar));
    case "means":
      return meansForm(need, need.within === undefined ? undefined : windowOf(need.within, calendar));
    case "keys":
      return keysForm(need, keysReader(need.of, where, calendar));
    case "log":
      return logForm(need, need.key === undefined ? undefined : keysReader(need.key, where, calendar));
    case "periods":
      return periodsForm(need, calendar);
    case "years":
      return yearsForm(need, calendar);
    case "runs":
      return runsForm(need);
    case "tally":
      return tallyForm(need, keysReader(need.of, where, calendar));
    case "extreme":
      return extremeForm(need);
    case "earliest":
      return earliestForm(need, keysReader(need.of, where, calendar));
  }
}
