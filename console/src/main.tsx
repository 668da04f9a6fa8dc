import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@fontsource-variable/inter/wght.css";
import { askWhoIsIn } from "./api/sign-in.ts";
import { App } from "./app.tsx";
import "./theme/styles.css";

const place = document.getElementById("console");
if (place === null) throw new Error("index.html has no element #console.");
void askWhoIsIn();
// Somebody may have signed in or out in another tab meanwhile, or have another role now.
window.addEventListener("focus", () => void askWhoIsIn());
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
