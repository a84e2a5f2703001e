/** Asks `/healthz` of the server named until its standard input ends, then prints the milliseconds of each answer as JSON. */
const url = `${process.argv[2]}/healthz`;
let isOver = false;
void Bun.stdin.text().then(() => {
  isOver = true;
});
const times: number[] = [];
while (!isOver) {
  const begun = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`/healthz answered ${response.status}`);
  times.push(performance.now() - begun);
  await Bun.sleep(20);
}
console.log(JSON.stringify(times));

export {};
