import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root, textOf } from "../frame/root-route.ts";

type Search = Record<string, unknown>;

const journey = createRoute({
  getParentRoute: () => root,
  path: "/touchpoints",
  validateSearch: (search: Search) => textOf(search, "show"),
  component: lazyRouteComponent(() => import("./journey-page.tsx"), "JourneyPage"),
});

const newTouchpoint = createRoute({
  getParentRoute: () => root,
  path: "/touchpoints/new",
  component: lazyRouteComponent(() => import("./new-touchpoint-page.tsx"), "NewTouchpointPage"),
});

const touchpoint = createRoute({
  getParentRoute: () => root,
  path: "/touchpoints/$key",
  component: lazyRouteComponent(() => import("./touchpoint-page.tsx"), "TouchpointPage"),
});

const placement = createRoute({
  getParentRoute: () => root,
  path: "/placements/$key",
  component: lazyRouteComponent(() => import("./placement-page.tsx"), "PlacementPage"),
});

const contactRules = createRoute({
  getParentRoute: () => root,
  path: "/contact-rules",
  component: lazyRouteComponent(() => import("./contact-rules-page.tsx"), "ContactRulesPage"),
});

const newExperience = createRoute({
  getParentRoute: () => root,
  path: "/experiences/new",
  validateSearch: (search: Search) => textOf(search, "placement"),
  component: lazyRouteComponent(
    () => import("../experiences/experience-editor-page.tsx"),
    "NewExperiencePage",
  ),
});

const experience = createRoute({
  getParentRoute: () => root,
  path: "/experiences/$key",
  component: lazyRouteComponent(() => import("../experiences/experience-page.tsx"), "ExperiencePage"),
});

const editExperience = createRoute({
  getParentRoute: () => root,
  path: "/experiences/$key/edit",
  component: lazyRouteComponent(
    () => import("../experiences/experience-editor-page.tsx"),
    "EditExperiencePage",
  ),
});

const preview = createRoute({
  getParentRoute: () => root,
  path: "/preview",
  validateSearch: (search: Search) =>
    textOf(
      search,
      "placement",
      "profile",
      "channel",
      "store",
      "language",
      "product",
      "at",
      "screen",
      "draft",
    ),
  component: lazyRouteComponent(() => import("../decisions/preview-page.tsx"), "PreviewPage"),
});

const decisions = createRoute({
  getParentRoute: () => root,
  path: "/decisions",
  component: lazyRouteComponent(() => import("../decisions/find-decision-page.tsx"), "FindDecisionPage"),
});

const decision = createRoute({
  getParentRoute: () => root,
  path: "/decisions/$id",
  component: lazyRouteComponent(() => import("../decisions/decision-page.tsx"), "DecisionPage"),
});

// biome-ignore format: one line a branch
export const touchpointRoutes = [journey, newTouchpoint, touchpoint, placement, contactRules, newExperience, experience, editExperience, preview, decisions, decision] as const;
