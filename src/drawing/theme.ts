/** Colours of pictures, on white or on dark. Texts have a contrast of at least 4.5 to their ground (WCAG 2.2, 1.4.3). */

export interface Theme {
  readonly ground: string;
  readonly ink: string;
  readonly faint: string;
  readonly rule: string;
  readonly shade: string;
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly chosen: string;
  /** Of series, which differ in lightness as well (Okabe and Ito 2008). */
  readonly series: readonly string[];
}

export const LIGHT: Theme = {
  ground: "#ffffff",
  ink: "#16202a",
  faint: "#536372",
  rule: "#d5dde4",
  shade: "#e4e8ec",
  sea: "#dfeaf2",
  land: "#f6f4ee",
  coast: "#8a9aa5",
  chosen: "#d40000",
  series: ["#0072b2", "#d55e00", "#009e73", "#b0578d", "#8a6100", "#2a83b5", "#444444", "#7a3e9d"],
};

export const DARK: Theme = {
  ground: "#1a222b",
  ink: "#e5eaf0",
  faint: "#9fb0c0",
  rule: "#3a4753",
  shade: "#2a333d",
  sea: "#33424f",
  land: "#4a5157",
  coast: "#94a2ac",
  chosen: "#ff8f8f",
  series: ["#56b4e9", "#f08c3a", "#3fc79a", "#e29cc4", "#f0d060", "#8fd0f5", "#cccccc", "#c79be8"],
};
