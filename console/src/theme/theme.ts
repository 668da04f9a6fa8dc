import { createTheme, type MantineThemeOverride } from "@mantine/core";

/** Looks are in tokens.css and mantine.css; here only what Mantine decides in script. */
export const theme: MantineThemeOverride = createTheme({
  fontFamily: "var(--font)",
  primaryColor: "blue",
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Popover: { defaultProps: { transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
    Skeleton: { defaultProps: { radius: "sm" } },
  },
});
