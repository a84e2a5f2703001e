/** How programs ask this server, with its own address: shell, Python, JavaScript. */
import { BASE } from "../api-client.ts";
import { button, byId, element } from "../element.ts";

interface Example {
  readonly title: string;
  readonly text: string;
  readonly curl: string;
  readonly python: string;
  readonly javascript: string;
}

function examples(server: string): readonly Example[] {
  return [
    {
      title: "Run a job",
      text: "One zip, or the job file and the files it names, in parts called archive. The answer has the number of the calculation.",
      curl: `curl -F archive=@job.zip ${server}/v1/calc/run`,
      python: `import requests

with open("job.zip", "rb") as archive:
    answer = requests.post("${server}/v1/calc/run", files={"archive": archive})
answer.raise_for_status()
calc_id = answer.json()["job_id"]`,
      javascript: `const form = new FormData();
form.append("archive", file); // a File or Blob
const answer = await fetch("${server}/v1/calc/run", { method: "POST", body: form });
const { job_id } = await answer.json();`,
    },
    {
      title: "Wait until it is complete",
      text: "Ask for the status, or be told as it happens (Server-Sent Events).",
      curl: `curl ${server}/v1/calc/1/status
curl -N ${server}/v1/calc/1/events`,
      python: `import time

while requests.get(f"${server}/v1/calc/{calc_id}/status").json()["is_running"]:
    time.sleep(1)`,
      javascript: `const events = new EventSource("${server}/v1/calc/1/events");
events.addEventListener("progress", ({ data }) => console.log(JSON.parse(data).progress));
events.addEventListener("status", ({ data }) => console.log(JSON.parse(data).status));`,
    },
    {
      title: "Read hazard curves of a site",
      text: "As JSON, csv, Parquet or GeoJSON; npz, as OpenQuake's WebExtractor reads it, unless another format is asked for.",
      curl: `curl "${server}/v1/calc/1/extract/hcurves?kind=mean&imt=PGA&site_id=0&format=csv"`,
      python: `import io
import numpy

answer = requests.get(f"${server}/v1/calc/{calc_id}/extract/hcurves",
                      params={"kind": "mean", "imt": "PGA", "site_id": 0})
curves = numpy.load(io.BytesIO(answer.content))`,
      javascript: `const answer = await fetch("${server}/v1/calc/1/extract/hcurves?kind=mean&imt=PGA&site_id=0&format=json");
const { columns, rows } = await answer.json();`,
    },
    {
      title: "Download an output",
      text: "The list of outputs has their numbers and formats.",
      curl: `curl ${server}/v1/calc/1/results
curl -OJ "${server}/v1/calc/result/1?export_type=csv"`,
      python: `for output in requests.get(f"${server}/v1/calc/{calc_id}/results").json():
    print(output["id"], output["name"], output["outtypes"])`,
      javascript: `const outputs = await (await fetch("${server}/v1/calc/1/results")).json();`,
    },
    {
      title: "Hazard of any place, and what makes it",
      text: "Computed when it is asked for. Prefer: wait holds the answer until it is there.",
      curl: `curl -H "Prefer: wait=60" "${server}/v1/calc/1/site?lon=-30&lat=59"
curl -H "Prefer: wait=60" "${server}/v1/calc/1/disaggregation?site_id=0&imt=PGA&poe=0.1"`,
      python: `site = requests.get(f"${server}/v1/calc/{calc_id}/site",
                    params={"lon": -30, "lat": 59}, headers={"Prefer": "wait=60"}).json()`,
      javascript: `const site = await (await fetch("${server}/v1/calc/1/site?lon=-30&lat=59", { headers: { prefer: "wait=60" } })).json();`,
    },
    {
      title: "A picture, without a browser",
      text: "The map of the first measure and probability; also from the command line with quakewright plot.",
      curl: `curl -o map.png ${server}/v1/calc/1/download_png/hmap_0_0`,
      python: `picture = requests.get(f"${server}/v1/calc/{calc_id}/download_png/hmap_0_0").content`,
      javascript: `const picture = await (await fetch("${server}/v1/calc/1/download_png/hmap_0_0")).blob();`,
    },
    {
      title: "Check a job before running it",
      text: "All problems, with file and line; and what it will take.",
      curl: `curl -F archive=@job.zip ${server}/v1/calc/validate_zip
curl -F archive=@job.zip ${server}/v1/calc/estimate`,
      python: `with open("job.zip", "rb") as archive:
    report = requests.post("${server}/v1/calc/validate_zip", files={"archive": archive}).json()`,
      javascript: `const report = await (await fetch("${server}/v1/calc/validate_zip", { method: "POST", body: form })).json();`,
    },
    {
      title: "Evaluate a ground-motion model",
      text: "Natural logarithms of medians, and standard deviations.",
      curl: `curl "${server}/v1/ground_motion?model=BooreAtkinson2008&imt=PGA&mag=6.5&rake=0&rjb=10,30,100&vs30=760"`,
      python: `motion = requests.get("${server}/v1/ground_motion", params={
    "model": "BooreAtkinson2008", "imt": "PGA", "mag": 6.5, "rake": 0, "rjb": "10,30,100", "vs30": 760}).json()`,
      javascript: `const motion = await (await fetch("${server}/v1/ground_motion?model=BooreAtkinson2008&imt=PGA&mag=6.5&rake=0&rjb=10&vs30=760")).json();`,
    },
  ];
}

const LANGUAGES = [
  ["curl", "curl"],
  ["python", "Python"],
  ["javascript", "JavaScript"],
] as const;

export function examplesPage(): { readonly show: () => void } {
  const section = byId("examples");
  let made = false;
  return {
    show() {
      document.title = "API examples · Quakewright";
      if (made) return;
      made = true;
      for (const { title, text, ...code } of examples(`${location.origin}${BASE}`)) {
        const parts = LANGUAGES.map(([language, name]) => {
          const copy = button("Copy", "quiet small", () => {
            void navigator.clipboard?.writeText(code[language]).then(() => {
              copy.textContent = "Copied";
            });
          });
          copy.setAttribute("aria-label", `Copy: ${title}, ${name}`);
          return element(
            "div",
            { class: "code" },
            element("p", {}, element("strong", {}, name), " ", copy),
            element("pre", { tabindex: "0", role: "region", "aria-label": `${title}, ${name}` }, code[language]),
          );
        });
        section.append(element("h3", {}, title), element("p", {}, text), element("div", { class: "codes" }, ...parts));
      }
    },
  };
}
