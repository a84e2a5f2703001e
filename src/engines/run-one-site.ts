/** An answer for one place from its `site-request.json` to its `site-answer.json`. */
import { join } from "node:path";
import { InputError } from "../input-error.ts";
import { readJson, writeJson } from "../write-json.ts";
import { fileReporter } from "./file-reporter.ts";
import { answerForSite } from "./native/one-site.ts";
import { ONE_SITE_FILES, type OneSiteEnd, type OneSiteTask } from "./one-site-folder.ts";
import { errorText } from "./traceback.ts";

/** @returns true when the answer is there. */
export async function runOneSite(folder: string): Promise<boolean> {
  const task = readJson<OneSiteTask>(join(folder, ONE_SITE_FILES.task));
  if (task === null) {
    console.error("there is no request in the folder");
    return false;
  }
  const reporter = fileReporter(folder);
  const started = performance.now();
  const end = (value: OneSiteEnd): void => writeJson(join(folder, ONE_SITE_FILES.end), value);
  try {
    await answerForSite(task.calculation, task.request, folder, task.workers, reporter);
    reporter.progress(1, "complete");
    end({ status: "complete", seconds: (performance.now() - started) / 1000 });
    return true;
  } catch (error) {
    if (error instanceof InputError) end({ status: "refused", problems: error.problems });
    else {
      console.error(error);
      end({ status: "failed", message: errorText(error, task.calculation.folder) });
    }
    return false;
  } finally {
    reporter.close();
  }
}
