// What every contender in JavaScript does: as tests/bench/speed/timed.py.
const fs = require("fs");
const path = require("path");

exports.run = async (make) => {
  const [workload, output, ...warm] = process.argv.slice(2);
  const read = (folder) => JSON.parse(fs.readFileSync(path.join(folder, "workload.json"), "utf8"));
  for (const small of warm) await make(read(small), small, output);
  const began = process.hrtime.bigint();
  const used = process.cpuUsage();
  await make(read(workload), workload, output);
  const { user, system } = process.cpuUsage(used);
  console.log(Number(process.hrtime.bigint() - began) / 1e9, (user + system) / 1e6);
};
