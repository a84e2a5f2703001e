/** A progress bar on one line of a terminal; on anything else, a line whenever the stage changes or a tenth is done. */
interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressBar {
  /** `fraction` 0..1. */
  update(fraction: number, stage: string): void;
  /** Prints a line above the bar. */
  line(text: string): void;
  /** Takes the bar away (terminal) or does nothing. */
  finish(): void;
}

const WIDTH = 30;

/** `[##########--------------------]  33 %  computing curves, 4 s left`. */
export function barText(fraction: number, stage: string, secondsLeft?: number): string {
  const clamped = Math.min(1, Math.max(0, fraction));
  const full = Math.round(clamped * WIDTH);
  const left = secondsLeft === undefined ? "" : `, ${Math.max(1, Math.round(secondsLeft))} s left`;
  const percent = String(Math.floor(clamped * 100)).padStart(3);
  return `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}] ${percent} %  ${stage}${left}`;
}

const CLEAR_LINE = "\r\u001b[2K";

export function progressBar(output: Output, now: () => number = performance.now.bind(performance)): ProgressBar {
  const started = now();
  const isTerminal = output.isTTY === true;
  let shown = "";
  let lastStage = "";
  let lastTenth = -1;

  const draw = (text: string) => {
    if (text === shown) return;
    shown = text;
    output.write(`${CLEAR_LINE}${text}`);
  };

  return {
    update(fraction, stage) {
      if (isTerminal) {
        const seconds = (now() - started) / 1000;
        const isEstimable = fraction > 0.05 && fraction < 1 && seconds > 2;
        draw(barText(fraction, stage, isEstimable ? (seconds * (1 - fraction)) / fraction : undefined));
        return;
      }
      const tenth = Math.floor(fraction * 10);
      if (stage === lastStage && tenth === lastTenth) return;
      lastStage = stage;
      lastTenth = tenth;
      output.write(`${Math.floor(fraction * 100)} % ${stage}\n`);
    },
    line(text) {
      if (!isTerminal) {
        output.write(`${text}\n`);
        return;
      }
      output.write(`${CLEAR_LINE}${text}\n${shown}`);
    },
    finish() {
      if (isTerminal && shown !== "") output.write(CLEAR_LINE);
      shown = "";
    },
  };
}
