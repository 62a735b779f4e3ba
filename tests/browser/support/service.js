// A service of a test's own: `build/release/paraspinal serve` on a free port, with fresh records in a
// temporary folder and three people who may sign in.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.PARASPINAL ?? new URL("../../../build/release/paraspinal", import.meta.url).pathname;

export const people = {
  nurse: { name: "amina", shown_as: "Amina N.", role: "nurse", password: "read aloud, slowly" },
  clinician: { name: "bela", shown_as: "Dr Bela C.", role: "clinician", password: "a second pair of eyes" },
  other_clinician: { name: "chidi", shown_as: "Dr Chidi K.", role: "clinician", password: "whoever is on duty" },
};

const temporary_folder = () => mkdtempSync(join(tmpdir(), "paraspinal-browser-"));
const records_in = (folder) => [
  "--records", join(folder, "records.sqlite"), "--master-key", join(folder, "master.key"),
];

function run(command, input) {
  const { status, stdout, stderr } = spawnSync(program, command, { input, encoding: "utf8" });
  if (status !== 0) throw new Error(`paraspinal ${command.join(" ")}: ended with ${status}: ${stderr}`);
  return stdout;
}

// What must not outlive the tests, however they end.
const running = new Set();
let prepared = null;
process.on("exit", () => {
  running.forEach((child) => child.kill("SIGKILL"));
  if (prepared) rmSync(prepared, { recursive: true, force: true });
});

// Records in which those people are, made once: a password costs the machine a second.
function prepared_folder() {
  if (!prepared) {
    prepared = temporary_folder();
    for (const { name, shown_as, role, password } of Object.values(people)) {
      run(["user", "add", name, "--shown-as", shown_as, "--role", role, ...records_in(prepared)], password + "\n");
    }
  }
  return prepared;
}

export class Service {
  #folder = temporary_folder();
  #process = null;
  #port = 0;

  // One that listens.
  static async start() {
    const service = new Service();
    cpSync(prepared_folder(), service.#folder, { recursive: true });
    await service.again();
    return service;
  }

  get address() {
    return `http://127.0.0.1:${this.#port}`;
  }

  // Starts it on the port and with the records it had; `more`: options of `serve`.
  async again(more = []) {
    const listen = ["--listen", `127.0.0.1:${this.#port}`, ...more];
    this.#process = spawn(program, ["serve", ...listen, ...records_in(this.#folder)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    running.add(this.#process);
    this.#port = await this.#listening(this.#process);
  }

  // As if the power went: nothing is answered, written or closed any more.
  async kill() {
    await this.#end("SIGKILL");
  }

  async stop() {
    await this.#end("SIGTERM");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  // A knowledge base as it might be tomorrow: the content with `change` made to the text of one of its
  // tables. Returns the options that serve it.
  newer_knowledge(version, table, change) {
    const content = join(this.#folder, "content");
    const file = join(this.#folder, "newer.sqlite");
    cpSync(new URL("../../../knowledge/content", import.meta.url).pathname, content, { recursive: true });
    const before = readFileSync(join(content, table), "utf8");
    const after = change(before);
    if (after === before) throw new Error(`${table}: nothing was changed`);
    writeFileSync(join(content, table), after);
    run(["knowledge", "build", content, "--out", file, "--version", version], "");
    return ["--knowledge", file];
  }

  // What a command of the program prints about these records.
  print(...command) {
    return run([...command, ...records_in(this.#folder)], "");
  }

  #listening(child) {
    return new Promise((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (bytes) => {
        said += bytes;
        const port = /listens on \S+:(\d+)/.exec(said)?.[1];
        if (port) resolve(Number(port));
      });
      child.on("exit", (code) => reject(new Error(`paraspinal serve ended with ${code} before it listened: ${said}`)));
    });
  }

  async #end(signal) {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill(signal);
    await ended;
    running.delete(child);
  }
}
